"""What the page of a record's history is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.changes import Op
    from slo_desktop.domain.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field before and after, in words."""

    label: str
    language: Language | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One step: when, who, what."""

    step: str
    at: dt.datetime
    who: str | None
    op: Op
    takes_back: bool
    is_undone: bool
    fields: Sequence[FieldRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """history/record.html."""

    title: str
    back_url: str | None
    entries: Sequence[EntryRow]
