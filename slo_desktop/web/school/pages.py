"""What each template of the school is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.storage.models.school import Meeting, Term
    from slo_desktop.web.school.forms import FirstRunForm, SchoolForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunPage:
    """school/first_run.html.

    Attributes:
        problem: why the form was sent back, as an English message id.
    """

    title: str
    form: FirstRunForm
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """school/settings.html."""

    title: str
    form: SchoolForm
    terms: Sequence[Term]
    meetings: Sequence[Meeting]
    years: Sequence[int]
    year: int
    is_sample: bool
    data_dir: str
    problem: str | None = None
