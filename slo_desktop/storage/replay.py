"""Put recorded values back into records, and rebuild a school from its journal.

A snapshot names links by uid and framework code, so it means the same in every
file; this is the way back from those plain values to a record.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship, Op
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.storage.changes import undoing, write_as
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.base import Record, StoredBilingual, StoredInstant
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import RelationshipProperty, Session

R = TypeVar("R", bound=Record)


class ReplayError(RuntimeError):
    """A journal does not lead to the records it describes.

    Attributes:
        seq: number of the change that does not follow.
    """

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


def find_by_uid(session: Session, kind: type[R], uid: str) -> R:
    """The record with this uid, binned or not.

    Raises:
        RecordNotFoundError: there is none.
    """
    record = session.scalar(sa.select(kind).where(kind.uid == uid))
    if record is None:
        raise RecordNotFoundError(kind.__tablename__, uid)
    return record


def apply(session: Session, record: Record, snapshot: Mapping[str, Any]) -> None:
    """Give some fields of a record the values of a snapshot.

    Raises:
        RecordNotFoundError: the snapshot links to a record that is not there.
    """
    mapper = sa.inspect(type(record))
    with session.no_autoflush:
        for field, value in snapshot.items():
            if field in mapper.relationships:
                _link(session, record, mapper.relationships[field], value)
            else:
                setattr(record, field, _unplain(mapper.columns[field].type, value))


def _unplain(kind: sa.types.TypeEngine[Any], value: Any) -> Any:  # noqa: ANN401
    """One value as the model knows it (the way back from `snapshots.plain`)."""
    if value is None:
        return None
    match kind:
        case StoredBilingual():
            return Bilingual.from_json(value)
        case StoredInstant():
            return dt.datetime.fromisoformat(value)
        case sa.Date():
            return dt.date.fromisoformat(value)
        case sa.Enum(enum_class=found) if found is not None:
            return found(value)
        case _:
            return value


def _link(
    session: Session,
    record: Record,
    link: RelationshipProperty[Any],
    value: Any,  # noqa: ANN401  a uid, a code, or a list of them
) -> None:
    target = link.mapper.class_
    if not link.uselist:
        found = None if value is None else find_by_uid(session, target, value)
        setattr(record, link.key, found)
    elif issubclass(target, Record):
        linked = {find_by_uid(session, target, uid) for uid in value}
        setattr(record, link.key, linked)
    else:
        _set_codes(getattr(record, link.key), target, set(value))


def _set_codes(links: set[Any], target: type[Any], codes: set[str]) -> None:
    """Keep the links that stay: a row and its twin cannot be saved at once."""
    for link in list(links):
        if link.code not in codes:
            links.remove(link)
    known = {link.code for link in links}
    links.update(target(code=code) for code in sorted(codes - known))


def replay(session: Session, lines: Iterable[Mapping[str, Any]]) -> int:
    """Make every recorded change again, in order, in an empty school.

    The chain proves each one: the change that is recorded now must have the hash of
    the change that was recorded then.

    Args:
        session: a session on a migrated file without records; it is signed here.
        lines: the journal, parsed and in order of `seq`.

    Returns:
        How many changes were made.

    Raises:
        ReplayError: a change does not follow from the ones before it.
    """
    count = 0
    for line in lines:
        _replay_one(session, line)
        count += 1
    return count


def _replay_one(session: Session, line: Mapping[str, Any]) -> None:
    try:
        at = dt.datetime.fromisoformat(line["at"])
        write_as(session, Authorship(at, line["step"], line["actor"]))
        kind = kinds()[line["record"]]
        with undoing(session, line["undoes"]):
            if line["op"] == Op.ADD:
                record = kind(uid=line["uid"])
                apply(session, record, line["after"])
                session.add(record)
            else:
                record = find_by_uid(session, kind, line["uid"])
                apply(session, record, line["after"])
    except (KeyError, ValueError, RecordNotFoundError) as error:
        raise ReplayError(line["seq"]) from error
    made = session.scalar(sa.select(Change.hash).where(Change.seq == line["seq"]))
    if made != line["hash"]:
        raise ReplayError(line["seq"])
