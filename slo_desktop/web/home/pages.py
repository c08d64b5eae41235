"""What the first page is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.elements import DimensionRow
    from slo_desktop.domain.home import Home
    from slo_desktop.domain.school_year import TermKey
    from slo_desktop.web.slate import NoteForm


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One kind of fault with the page that puts it right.

    Attributes:
        count: how often; None where there is nothing to count.
        tone: `care` for what stands in the way of a report, else `going` or `todo`.
    """

    label: str
    count: int | None
    url: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """Something that was worked on, with what was done."""

    url: str
    title: str
    lang: str
    label: str
    icon: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """home/home.html."""

    title: str
    today: dt.date
    term: TermKey | None
    slate: NoteForm
    home: Home
    checks: Sequence[CheckRow]
    done: Sequence[DoneRow]
    rows: Sequence[DimensionRow]
