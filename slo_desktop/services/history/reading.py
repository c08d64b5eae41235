"""What happened to one record, in words a page can show."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import Op, is_money
from slo_desktop.domain.history import FieldChange, HistoryEntry
from slo_desktop.domain.languages import Language
from slo_desktop.storage.history import changes_of, is_disposal, is_undone
from slo_desktop.storage.links import kinds, links_of
from slo_desktop.storage.models.base import StoredBilingual
from slo_desktop.storage.names import names_of, writers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named, Value
    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.changes import Change
    from slo_desktop.storage.snapshots import Snapshot

UNSAID = frozenset({"uid", "binned_at"})
"""Fields that nobody fills in; the kind of step already says what became of them."""

EMPTY: tuple[Any, ...] = (None, "", 0, False, [], {})
"""What a box holds that nobody filled in; an amount may be 0."""


def history_of(session: Session, uid: str) -> tuple[HistoryEntry, ...]:
    """Every step in the life of a record, newest first."""
    changes = changes_of(session, uid)
    if not changes:
        return ()
    kind = kinds()[changes[0].record]
    teller = _Teller(kind, _linked_names(session, kind, changes))
    who = writers(session, (change.actor for change in changes))
    together = itertools.groupby(changes, key=lambda change: change.step)
    entries = [_entry(session, teller, who, list(group)) for _step, group in together]
    return tuple(reversed(entries))


def _entry(
    session: Session, teller: _Teller, who: dict[str, str], changes: list[Change]
) -> HistoryEntry:
    first, last = changes[0], changes[-1]
    before: Snapshot = {}
    after: Snapshot = {}
    for change in changes:
        was = change.was
        for field, value in change.became.items():
            before.setdefault(field, was.get(field))
            after[field] = value
    return HistoryEntry(
        step=first.step,
        at=last.at,
        who=who.get(first.actor or ""),
        op=Op.ADD if first.op is Op.ADD else last.op,
        undoes=first.undoes,
        is_undone=is_undone(session, first.step),
        fields=tuple(teller.differences(before, after)),
        is_erased=any(change.erased for change in changes)
        or is_disposal(session, first.step),
    )


def _linked_names(
    session: Session, kind: type[Record], changes: Sequence[Change]
) -> dict[str, Named]:
    """Names of every record that this one was ever linked to."""
    names: dict[str, Named] = {}
    for link in links_of(kind):
        uids: set[str] = set()
        for change in changes:
            for snapshot in (change.before, change.after):
                value = snapshot.get(link.key) or []
                uids.update([value] if isinstance(value, str) else value)
        names |= names_of(session, link.mapper.class_, uids)
    return names


class _Teller:
    """Tells the difference between two snapshots of one kind of record."""

    def __init__(self, kind: type[Record], names: dict[str, Named]) -> None:
        mapper = sa.inspect(kind)
        self.names: dict[str, str | Named] = {**names}
        self.links = set(mapper.relationships.keys())
        self.bilingual = {
            column.key
            for column in mapper.columns
            if isinstance(column.type, StoredBilingual)
        }

    def differences(self, before: Snapshot, after: Snapshot) -> Iterator[FieldChange]:
        """One `FieldChange` per field, or per language of a text."""
        for field in after:
            old, new = before[field], after[field]
            if field in UNSAID or old == new or _is_empty(field, old, new):
                continue
            if field in self.bilingual:
                yield from _texts(field, old or {}, new or {})
            else:
                yield FieldChange(
                    field=field,
                    language=None,
                    before=self._value(field, old),
                    after=self._value(field, new),
                )

    def _linked(self, uid: str) -> str | Named:
        """The name of a record, or a framework code as it stands."""
        return self.names.get(uid, uid)

    def _value(self, field: str, stored: Any) -> Value:  # noqa: ANN401  JSON values
        if field in self.links:
            listed = stored if isinstance(stored, list) else [stored] if stored else []
            return tuple(self._linked(uid) for uid in listed)
        if isinstance(stored, list):
            return tuple(map(str, stored))
        value: Value = stored
        return value


def _is_empty(field: str, *stored: Any) -> bool:
    none = (None,) if is_money(field) else EMPTY
    return all(value in none for value in stored)


def _texts(field: str, old: Snapshot, new: Snapshot) -> Iterator[FieldChange]:
    for language in Language:
        was, is_now = old.get(language, {}), new.get(language, {})
        if was.get("text", "") != is_now.get("text", ""):
            yield FieldChange(
                field=field,
                language=language,
                before=was.get("text", ""),
                after=is_now.get("text", ""),
            )
