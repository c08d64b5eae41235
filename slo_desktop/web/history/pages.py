"""What the page of a record's history is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.bilingual import Bilingual
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
    is_erased: bool
    fields: Sequence[FieldRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """history/record.html."""

    title: str
    name: Bilingual
    back_url: str | None
    entries: Sequence[EntryRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """What one step did to one record.

    Attributes:
        kind: what such a record is called.
        name: the record as it is called now; None where it is gone.
        language: of the name, where it is not the reader's.
        url: its page, or its history where it has none.
        fields: which fields changed, in words.
    """

    at: dt.datetime
    who: str | None
    op: Op
    takes_back: bool
    kind: str
    name: str | None
    language: Language | None
    url: str | None
    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """history/day.html.

    Attributes:
        count: how many changes were recorded on that day.
        more: how many events are not listed.
        before: the nearest day before on which something happened.
        after: the nearest day after.
        problem: why the date that was asked for cannot be used.
    """

    title: str
    on: dt.date
    events: Sequence[EventRow]
    count: int
    more: int
    before: dt.date | None
    after: dt.date | None
    problem: str | None
