"""A record that is loaded past the query is the one that the query would give."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import Evidence, School
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.plain_loads import load
from tests import builders
from tests.conftest import NOW

EACH = 30
"""Records of each kind that are compared: the sample has hundreds of some."""


@pytest.fixture(scope="module")
def made(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain-loads")
    path = shutil.copyfile(migrated, folder / "school.sqlite")
    engine = open_engine(path)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        make_sample(session, store=ObjectStore(folder), now=NOW)
        session.commit()
    engine.dispose()
    return path


@pytest.fixture
def engine(made: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(shutil.copyfile(made, tmp_path / "school.sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-2"))
        yield session


def evidence(session: Session, number: int = 1) -> Evidence:
    found = load(session, Evidence, number)
    assert found is not None
    return found


def told(record: Record) -> dict[str, Any]:
    """Every field and link, with what it is made of."""
    state = sa.inspect(record)
    links = {link.key for link in state.mapper.relationships}
    before = {name: (type(v), v) for name, v in state.dict.items() if name[0] != "_"}
    assert links.isdisjoint(before), "links are read when they are asked for"
    return before | {name: _names(getattr(record, name)) for name in links}


def _names(linked: Any) -> Any:
    several = linked if hasattr(linked, "__iter__") else [linked]
    return sorted(
        str(getattr(each, "uid", getattr(each, "code", each))) for each in several
    )


def test_every_kind_is_loaded_as_the_query_loads_it(engine: Engine) -> None:
    compared = set()
    for name, kind in kinds().items():
        with Session(engine) as session, Session(engine) as other:
            some = sa.select(kind).order_by(kind.id).limit(EACH)
            for record in other.scalars(some).all():
                found = load(session, kind, record.id)
                assert found is not None
                assert type(found) is kind
                assert told(found) == told(record)
                compared.add(name)
    assert compared >= {
        *("evidence", "priority", "action", "learning", "learning_impact", "person"),
        *("attachment", "meeting", "school", "success_criterion", "term_update"),
    }


def test_it_is_of_the_session_and_unchanged(session: Session) -> None:
    record = evidence(session)
    state = sa.inspect(record)
    assert state.persistent
    assert state.session is session
    assert record in session
    assert not session.dirty
    assert not state.modified
    assert state.attrs.title.history.unchanged == [record.title]


def test_no_record_is_there_twice(session: Session) -> None:
    record = evidence(session)
    assert evidence(session) is record
    assert session.get(Evidence, 1) is record
    assert session.scalar(sa.select(Evidence).where(Evidence.id == 1)) is record
    other = session.get_one(Evidence, 2)
    assert evidence(session, 2) is other


def test_a_changed_record_stays_as_it_was_changed(session: Session) -> None:
    record = evidence(session)
    record.title = Bilingual.of(cy="Newydd")
    assert evidence(session).title == Bilingual.of(cy="Newydd")


def test_where_there_is_none_there_is_none(session: Session) -> None:
    assert load(session, Evidence, 10**9) is None
    assert load(session, Evidence, -1) is None


def test_what_waits_in_the_session_is_not_written_for_it(session: Session) -> None:
    unfinished = School()
    session.add(unfinished)
    evidence(session)
    assert unfinished in session.new


def test_an_edit_is_saved_with_its_next_revision(
    session: Session, engine: Engine
) -> None:
    record = evidence(session)
    before = record.rev
    record.title, record.happened_on = Bilingual.of(en="Seen"), dt.date(2026, 9, 1)
    session.commit()
    assert (record.rev, record.title) == (before + 1, Bilingual.of(en="Seen"))
    with Session(engine) as other:
        kept = other.get_one(Evidence, 1)
        assert (kept.rev, kept.happened_on) == (before + 1, dt.date(2026, 9, 1))


def test_links_are_changed_as_ever(session: Session, engine: Engine) -> None:
    record, someone = evidence(session), builders.person(session)
    record.people.add(someone)
    session.commit()
    with Session(engine) as other:
        assert someone.id in {p.id for p in other.get_one(Evidence, 1).people}


def test_what_is_taken_back_is_read_again(session: Session) -> None:
    record = evidence(session)
    before = record.title
    record.title = Bilingual.of(cy="Ddim felly")
    session.flush()
    session.rollback()
    assert record.title == before
    begin_writing(session)
    assert evidence(session) is record
    assert record.title == before


def test_what_somebody_else_saved_meanwhile_is_seen(
    session: Session, engine: Engine
) -> None:
    record = evidence(session)
    session.commit()  # from here on its fields are old
    with Session(engine) as other:
        begin_writing(other)
        write_as(other, Authorship(NOW, "step-3"))
        other.get_one(Evidence, 1).title = Bilingual.of(en="By somebody else")
        other.commit()
    begin_writing(session)
    assert evidence(session) is record
    assert record.title == Bilingual.of(en="By somebody else")


def test_a_record_that_is_let_go_of_is_read_anew(session: Session) -> None:
    title = evidence(session).title
    gc.collect()
    assert not session.identity_map.values()
    assert evidence(session).title == title


@pytest.mark.parametrize(
    ("column", "nonsense"),
    [
        ("title", "{"),
        ("happened_on", "yesterday"),
        ("logged_at", "yesterday"),
        ("worked", None),
        ("state", "nonsense"),
        ("title", "[1]"),
    ],
)
def test_what_cannot_be_read_is_refused_as_by_the_query(
    engine: Engine, column: str, nonsense: str | None
) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        told = (nonsense, 1)
        change = f"UPDATE evidence SET {column}=? WHERE id=?"  # noqa: S608  ours
        connection.exec_driver_sql(change, told)
        connection.commit()
    assert _ending(engine, lambda session: load(session, Evidence, 1)) == _ending(
        engine, lambda session: session.get(Evidence, 1)
    )


def _ending(engine: Engine, read: Any) -> Any:
    with Session(engine) as session:
        try:
            return told(read(session))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            return type(error), str(error)


def test_a_damaged_file_is_told_as_by_the_query(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE evidence RENAME TO lost")
    with (
        Session(engine) as session,
        pytest.raises(DatabaseError, match="no such table"),
    ):
        load(session, Evidence, 1)
