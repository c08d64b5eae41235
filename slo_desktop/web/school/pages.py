"""What each template of the school is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from slo_desktop.domain.school_year import TermKey
    from slo_desktop.web.school.forms import (
        FirstRunForm,
        MeetingForm,
        SchoolForm,
        TermForm,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunPage:
    """school/first_run.html.

    Attributes:
        problem: why the form was sent back, as an English message id.
        refused: the field it is about.
        kept: where the sample school went that made room, by language; empty where
            it was none.
    """

    title: str
    form: FirstRunForm
    problem: str | None = None
    refused: str = ""
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginPage:
    """school/begin.html."""

    title: str
    school: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One term with the form that changes its dates."""

    id: int
    key: TermKey
    form: TermForm


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting with the form that changes its dates."""

    id: int
    held_on: dt.date
    form: MeetingForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """school/settings.html.

    Attributes:
        meetings: those to come, the next one first.
        past: the others, the last one first.
    """

    title: str
    form: SchoolForm
    new_meeting: MeetingForm
    terms: Sequence[TermRow]
    meetings: Sequence[MeetingRow]
    past: Sequence[MeetingRow]
    years: Sequence[int]
    year: int
    data_dir: str
