"""What happened to a record, and what lies in the bin, as pages show them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.changes import Op

AUTOSAVE_STEP = dt.timedelta(minutes=5)
"""Saves of one field within this time are one step of history and undo."""


SLIP = 8
"""Letters that may go without anybody missing them; more are words."""


def takes_words_away(old: str, new: str) -> bool:
    """Whether a text lost so much that somebody may want it back.

    What both begin and end with is taken to be the same; what lies between is gone.
    """
    if not old or old in new:
        return False
    most = min(len(old), len(new))
    same = next((n for n in range(most) if old[n] != new[n]), most)
    rest = most - same
    after = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    gone = len(old) - same - after
    return gone >= SLIP or (gone > 1 and gone * 2 >= len(old))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A record by the names a person knows it by.

    Attributes:
        kind: table name, such as `evidence`.
        number: its id.
        ref: its reference or code, where it has one.
        title: what it is called; a person's name is the same in both languages.
        on: its date, for things that have no title, such as a meeting.
    """

    kind: str
    number: int
    uid: str
    ref: str
    title: Bilingual
    on: dt.date | None = None

    @property
    def name(self) -> Bilingual:
        """The title, or the reference where it has none."""
        is_titled = any(self.title.text(language) for language in Language)
        return self.title if is_titled else Bilingual.of(cy=self.ref, en=self.ref)


Value = str | int | float | bool | None | tuple[str | Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after.

    Attributes:
        field: name of the column or link.
        language: for one language of a bilingual text.
        before: text, number, code or ISO date as stored; links are records or codes.
        after: the same.
    """

    field: str
    language: Language | None
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One step in the history of one record.

    Attributes:
        who: name of the person who wrote, or None where nobody was chosen.
        undoes: the step it took back, if it did.
        is_undone: whether it was taken back later.
        fields: what changed; of a new record everything that was filled in.
        is_erased: words of it were erased for good, so it cannot be taken back.
    """

    step: str
    at: dt.datetime
    who: str | None
    op: Op
    undoes: str | None
    is_undone: bool
    fields: tuple[FieldChange, ...]
    is_erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking back (or bringing back) a step did.

    Attributes:
        step: the step this is now; undoing it brings everything back.
        record: the record it was mainly about.
        count: how many records changed.
        is_binned: whether that record lies in the bin now.
        op: what the step had done to that record.
        fields: which fields of it changed.
    """

    step: str
    record: Named
    count: int
    is_binned: bool
    op: Op
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BinnedThing:
    """Something in the bin.

    Attributes:
        record: what it is called.
        rev: its revision.
        binned_at: when it was thrown away.
        who: name of the person who did, where that is known.
        with_it: how many things went with it and come back with it.
    """

    record: Named
    rev: int
    binned_at: dt.datetime
    who: str | None
    with_it: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """What one step did to one record on a day.

    Attributes:
        record: the record as it is called now; None where it is gone for good.
        kind: table name of the record.
        uid: of the record.
        fields: names of the fields that changed, each once.
        undoes: the step it took back, if it did.
        is_erased: whether what was written was erased for good since.
    """

    at: dt.datetime
    who: str | None
    op: Op
    kind: str
    uid: str
    record: Named | None
    fields: tuple[str, ...]
    undoes: str | None
    is_erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything that happened on one day in Wales.

    Attributes:
        events: in order.
        changes: how many recorded changes that are.
        before: the nearest day before with a change.
        after: the nearest day after with a change.
    """

    on: dt.date
    events: tuple[DayEvent, ...]
    changes: int
    before: dt.date | None
    after: dt.date | None
