"""Put recorded values back into records, and rebuild a school from its journal.

A snapshot names links by uid and framework code, so it means the same in every
file; this is the way back from those plain values to a record.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import SCHEMA, Authorship, Op, as_today
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.storage.changes import told, undoing, write_as
from slo_desktop.storage.erasing import carry_out, stand_in
from slo_desktop.storage.journal import ERASED, follows, head_of_table
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.base import Record, StoredBilingual, StoredInstant
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import Disposal
from slo_desktop.storage.search_upkeep import catch_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import RelationshipProperty, Session

R = TypeVar("R", bound=Record)


SENSELESS = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RecordNotFoundError,
    sa.exc.StatementError,
)
"""What a line can end in that the chain proves and that yet says nothing."""


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
        getattr(record, link.key)  # read first, so that the change knows what was there
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
    the change that was recorded then. A change that was emptied for good, or that an
    older version recorded in its own fields, is put back as it stands, and a disposal
    is carried out again, also over an older copy that still holds what was erased.

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
    _check_disposals(session)
    catch_up(session)
    return count


def _check_disposals(session: Session) -> None:
    """Nobody may empty a change without a line in the disposal log that says so."""
    rows = session.execute(sa.select(Disposal.uid, Disposal.changes))
    said = {row.uid: set(row.changes) for row in rows}
    emptied = sa.select(Change.seq, Change.erased).where(Change.erased.is_not(None))
    for seq, disposal in session.execute(emptied.order_by(Change.seq)):
        if seq not in said.get(disposal, ()):
            raise ReplayError(seq)


def _replay_one(session: Session, line: Mapping[str, Any]) -> None:
    try:
        at = dt.datetime.fromisoformat(line["at"])
        write_as(session, Authorship(at, line["step"], line["actor"]))
        if line.get(ERASED) or line.get("schema") != SCHEMA:
            record = _put_back(session, line, at)
        else:
            record = _make_again(session, line)
        if isinstance(record, Disposal):
            carry_out(session, record)
    except sa.exc.OperationalError:
        raise  # the disk, not the line
    except SENSELESS as error:
        raise ReplayError(line["seq"]) from error
    made = session.scalar(sa.select(Change.hash).where(Change.seq == line["seq"]))
    if made != line["hash"]:
        raise ReplayError(line["seq"])


def _make_again(session: Session, line: Mapping[str, Any]) -> Record:
    with undoing(session, line["undoes"]):
        record = _record_of(session, line)
        apply(session, record, line["after"])
        session.add(record)
    return record


def _record_of(session: Session, line: Mapping[str, Any]) -> Record:
    kind, uid = kinds()[line["record"]], line["uid"]
    if line["op"] != Op.ADD:
        return find_by_uid(session, kind, uid)
    return stand_in(kind, uid) if line.get(ERASED) else kind(uid=uid)


def _put_back(session: Session, line: Mapping[str, Any], at: dt.datetime) -> Record:
    """Put a change back as it stands, and of the record what is left of it."""
    seq, previous = head_of_table(session)
    if line["seq"] != seq + 1 or not follows(line, previous):
        raise ReplayError(line["seq"])
    change = _change_of(line, at)
    with told(session, change):
        record = _record_of(session, line)
        apply(session, record, as_today(change.schema, change.after))
        record.updated_at = at
        session.add(record)
    session.add(change)
    session.flush()
    return record


def _change_of(line: Mapping[str, Any], at: dt.datetime) -> Change:
    same = ("seq", "actor", "step", "record", "uid", "before", "after", "undoes")
    values = {name: line[name] for name in (*same, "previous", "hash")}
    values |= {name: line.get(name) for name in (ERASED, "schema")}
    return Change(at=at, op=Op(line["op"]), **values)
