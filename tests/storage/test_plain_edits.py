from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.storage import changes
from slo_desktop.storage.changes import content_hash, fresh_lines
from slo_desktop.storage.models import Change, Evidence, Record
from slo_desktop.storage.models.base import StoredBilingual, StoredInstant
from slo_desktop.storage.plain_edits import are_plain
from slo_desktop.storage.snapshots import current
from tests import builders
from tests.conftest import make_school

BUILDERS = (
    builders.person,
    builders.evidence,
    builders.priority,
    builders.action,
    builders.learning,
    builders.meeting,
    make_school,
)
KEPT = {"id", "uid", "rev", "content_hash", "created_at", "updated_at"}
OTHERS: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: (value or 0) + 1,
    str: lambda value: f"{value or ''}x",
    dt.date: lambda value: (value or builders.DAY) + dt.timedelta(days=1),
    dt.datetime: lambda _value: dt.datetime(2026, 7, 1, 12, 30, 5, 7, tzinfo=dt.UTC),
}


def another(column: sa.Column[Any], value: Any) -> Any:
    """Some other value that the column may hold."""
    match column.type:
        case StoredBilingual():
            return Bilingual.of(cy="Tŷ newydd", en="It's a “new” house")
        case StoredInstant():
            return OTHERS[dt.datetime](value)
        case sa.Enum(enum_class=kind) if kind:
            return next(member for member in kind if member is not value)
        case sa.JSON():
            return ["ŵ", "'"]
        case type_:
            return OTHERS[type_.python_type](value)


def change_every_field(record: Record) -> None:
    for field, column in sa.inspect(type(record)).columns.items():
        if not column.foreign_keys and field not in KEPT:
            setattr(record, field, another(column, getattr(record, field)))


def row_of(session: Session, record: Record) -> dict[str, Any]:
    table = sa.text(record.__tablename__)
    query = sa.select(sa.text("*")).select_from(table).where(sa.text("id = :id"))
    return dict(session.execute(query, {"id": record.id}).mappings().one())


def told_by_the_unit_of_work(session: Session) -> list[Record]:
    """The records that a flush leaves to it."""
    seen: list[Record] = []

    def see(_mapper: object, _connection: object, record: Record) -> None:
        seen.append(record)

    event.listen(Evidence, "before_update", see)
    session.flush()
    event.remove(Evidence, "before_update", see)
    return seen


def never(*_told: object) -> bool:
    return False


@pytest.mark.parametrize("build", BUILDERS)
def test_every_field_is_stored_as_the_unit_of_work_stores_it(
    session: Session, build: Callable[[Session], Record]
) -> None:
    rows = []
    record = build(session)
    session.commit()
    for judge in (are_plain, never):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(changes, "are_plain", judge)
            change_every_field(record)
            session.flush()
            rows.append(row_of(session, record))
            session.rollback()
    assert rows[0] == rows[1]
    assert rows[0]["rev"] == record.rev + 1


def test_an_edit_of_plain_fields_does_without_the_unit_of_work(
    session: Session,
) -> None:
    record = builders.evidence(session)
    record.worked = Worked.YES
    assert not told_by_the_unit_of_work(session)
    record.worked = Worked.NO
    record.elements.add("slo-wales/1.1")
    assert told_by_the_unit_of_work(session) == [record]


def test_an_edited_record_is_saved_and_known_to_be(session: Session) -> None:
    record = builders.evidence(session)
    for rev, worked in enumerate((Worked.YES, Worked.NO, None), start=record.rev + 1):
        record.worked = worked
        session.flush()
        assert not session.dirty
        assert record.rev == rev
    session.expire_all()
    assert (record.worked, record.rev) == (None, rev)
    assert record.content_hash == content_hash(current(record))


def test_several_records_are_edited_at_once(session: Session) -> None:
    records = builders.evidence(session), builders.learning(session)
    counted = sa.select(sa.func.count(Change.seq))
    before = session.scalars(counted).one()
    for record in records:
        record.title = Bilingual.of(cy="Dau")
    session.flush()
    session.expire_all()
    assert [record.title.text(Language.CY) for record in records] == ["Dau", "Dau"]
    assert session.scalars(counted).one() == before + 2


def test_what_is_rolled_back_stands_as_before(session: Session) -> None:
    record = builders.evidence(session)
    session.commit()
    rev = record.rev
    record.worked = Worked.YES
    session.flush()
    session.rollback()
    assert [record.worked, record.rev] == [None, rev]


def test_a_record_beside_a_new_one_is_left_to_the_unit_of_work(
    session: Session,
) -> None:
    record = builders.evidence(session)
    rev = record.rev
    record.worked = Worked.YES
    builders.person(session)
    session.expire_all()
    assert (record.worked, record.rev) == (Worked.YES, rev + 1)


def test_what_cannot_be_written_leaves_nothing_that_could_be_committed(
    session: Session,
) -> None:
    records = builders.evidence(session), builders.evidence(session)
    session.commit()
    taken, other = (record.ref for record in records)
    records[1].ref = taken
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
    with pytest.raises(sa.exc.PendingRollbackError):
        session.commit()
    session.rollback()
    assert records[1].ref == other
    assert not fresh_lines(session)


def test_an_edit_in_a_part_that_is_taken_back_is_taken_back(session: Session) -> None:
    record = builders.evidence(session)
    session.commit()
    with session.begin_nested() as part:
        record.worked = Worked.YES
        session.flush()
        part.rollback()
    assert [record.worked, record.rev] == [None, 1]
