from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.services.records import edit, put_in_bin
from slo_desktop.services.writing import writing
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import MUCH
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Evidence, TextRow
from slo_desktop.storage.search import ids_matching
from tests import builders
from tests.conftest import NOW


@pytest.fixture
def reader(session: Session, settings: Settings) -> Iterator[Session]:
    """A session of somebody else, who only reads; the writer has let go of the file."""
    session.rollback()
    engine = open_engine(settings.database)
    with Session(engine) as other:
        yield other
    engine.dispose()


def saved(session: Session, settings: Settings, cy: str) -> Evidence:
    with writing(session, journal=Journal(settings.data_dir), now=NOW):
        return builders.evidence(session, title=builders.both(cy))


def found(session: Session, text: str) -> set[int]:
    ids = ids_matching(session, Evidence, text)
    return set(session.scalars(sa.select(Evidence.id).where(Evidence.id.in_(ids))))


def rows(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(TextRow)) or 0


def test_a_save_leaves_the_index_to_the_next_search(
    session: Session, reader: Session, settings: Settings
) -> None:
    record = saved(session, settings, "Gwenynen")
    assert rows(session) == 0
    session.rollback()
    assert found(reader, "gwenynen") == {record.id}
    assert rows(reader) == 1


def test_what_a_search_learnt_is_learnt_for_good(
    session: Session, reader: Session, settings: Settings
) -> None:
    saved(session, settings, "Gwenynen")
    found(reader, "gwenynen")
    reader.rollback()
    with reader.begin():
        assert rows(reader) == 1


def test_an_edit_and_the_bin_are_known_to_the_next_search(
    session: Session, reader: Session, settings: Settings
) -> None:
    record, journal = saved(session, settings, "Gwenynen"), Journal(settings.data_dir)
    number = record.id
    session.rollback()
    assert found(reader, "gwenynen") == {number}
    reader.rollback()
    with writing(session, journal=journal, now=NOW):
        edit(session, record, rev=None, changes={"title_cy": "Cacynen"})
    assert found(reader, "gwenynen") == set()
    assert found(reader, "cacynen") == {number}
    reader.rollback()
    with writing(session, journal=journal, now=NOW):
        put_in_bin(session, record)
    assert found(reader, "cacynen") == set()


def test_a_writer_finds_what_it_has_not_committed_and_can_take_it_back(
    session: Session,
) -> None:
    record = builders.evidence(session, title=builders.both("Gwenynen"))
    assert found(session, "gwenynen") == {record.id}
    session.rollback()
    assert found(session, "gwenynen") == set()
    assert rows(session) == 0


def test_where_the_disk_refuses_search_knows_what_it_knew(
    session: Session, reader: Session, settings: Settings
) -> None:
    first = saved(session, settings, "Gwenynen").id
    session.rollback()
    assert found(reader, "gwenynen") == {first}
    reader.rollback()
    saved(session, settings, "Gwenyn")
    session.rollback()
    engine = open_engine(settings.database, read_only=True)
    with Session(engine) as looker:
        assert found(looker, "gwenyn") == {first}
    engine.dispose()


def test_a_damaged_row_holds_up_no_other(
    session: Session, reader: Session, settings: Settings
) -> None:
    broken = saved(session, settings, "Gwenynen").id
    other = saved(session, settings, "Gwenyn").id
    session.execute(
        sa.text("UPDATE evidence SET title = '{' WHERE id = :id"), {"id": broken}
    )
    session.commit()
    session.rollback()
    assert set(reader.scalars(ids_matching(reader, Evidence, "gwenyn"))) == {other}


def test_much_that_is_written_at_once_is_known_at_once(
    session: Session, settings: Settings
) -> None:
    session.rollback()
    with writing(session, journal=Journal(settings.data_dir), now=NOW):
        for number in range(MUCH):
            builders.evidence(session, title=builders.both(f"Gwenynen {number}"))
    assert rows(session) == MUCH
