"""A record's fields before and after a change, as plain JSON values.

Links are named by the uid of the record they point to, or by a framework code, so
that a snapshot means the same in every file.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import ColumnProperty, RelationshipProperty
from sqlalchemy.orm.attributes import get_history

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.storage.models.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BOOKKEEPING = frozenset({"id", "rev", "content_hash", "created_at", "updated_at"})

Snapshot = dict[str, Any]


@cache
def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """Names of everything about a record that a person can change."""
    return tuple(_fields_of(kind))


def _fields_of(kind: type[Record]) -> Iterator[str]:
    for prop in sa.inspect(kind).attrs:
        match prop:
            case RelationshipProperty():
                yield prop.key
            case ColumnProperty(columns=[column]) if not column.foreign_keys:
                if prop.key not in BOOKKEEPING:
                    yield prop.key


@cache
def _lists_of(kind: type[Record]) -> frozenset[str]:
    """Names of the links that lead to any number of records."""
    links = sa.inspect(kind).relationships
    return frozenset(link.key for link in links if link.uselist)


def plain(value: Any) -> Any:  # noqa: ANN401  columns of any type
    """One value as JSON knows it."""
    match value:
        case Bilingual():
            return value.to_json()
        case Enum():
            return value.value
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
        case Record():
            return value.uid
        case _ if hasattr(value, "code"):
            return value.code
        case _:
            return value


def _side(values: Iterable[Any] | None, *, is_list: bool) -> Any:  # noqa: ANN401
    found = [plain(value) for value in values or ()]
    if is_list:
        return sorted(found)
    return found[0] if found else None


def changed(record: Record) -> tuple[Snapshot, Snapshot]:
    """The fields that are about to change, before and after.

    What was never loaded cannot have changed, so it is not read for this.
    """
    before: Snapshot = {}
    after: Snapshot = {}
    kind, touched = type(record), sa.inspect(record).committed_state
    for field in fields_of(kind):
        if field not in touched:
            continue
        history, is_list = get_history(record, field), field in _lists_of(kind)
        was = _side(history.non_added(), is_list=is_list)
        will_be = _side(history.non_deleted(), is_list=is_list)
        if was != will_be:
            before[field], after[field] = was, will_be
    return before, after


def current(record: Record) -> Snapshot:
    """A record as it stands, or as it is about to be saved."""
    after: Snapshot = {}
    kind = type(record)
    for field in fields_of(kind):
        history, is_list = get_history(record, field), field in _lists_of(kind)
        after[field] = _side(history.non_deleted(), is_list=is_list)
    return after
