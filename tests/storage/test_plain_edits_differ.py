"""The same edits leave the same data file, with the unit of work and past it."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import SloError
from slo_desktop.storage import changes
from slo_desktop.storage.changes import content_hash, fresh_lines, write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.links import place_in_order
from slo_desktop.storage.models import (
    Attachment,
    Base,
    Record,
)
from slo_desktop.storage.models import base as models
from slo_desktop.storage.plain_edits import are_plain
from slo_desktop.storage.snapshots import current
from tests import builders
from tests.conftest import LONG, NOW, make_school
from tests.storage.deeds import CODES, DEEDS, KINDS, OF_EACH, Deed

REFUSALS = (
    SQLAlchemyError,
    SloError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
)


def in_one_order(record: Record) -> tuple[object, ...]:
    """A session keeps what was changed in any order; here it is the same each time."""
    return *place_in_order(record), record.uid


@contextmanager
def judged_by(judge: Callable[..., bool]) -> Iterator[None]:
    numbers = itertools.count(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "are_plain", judge)
        patch.setattr(models, "_uid", lambda: f"uid-{next(numbers):05}")
        patch.setattr(changes, "place_in_order", in_one_order)
        yield


@pytest.fixture(scope="module")
def world(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few records of every kind, with links between them."""
    path = tmp_path_factory.mktemp("differ") / "school.sqlite"
    shutil.copyfile(migrated, path)
    engine = open_engine(path)
    with judged_by(are_plain), Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-0"))
        make_school(session)
        for number in range(1, OF_EACH + 1):
            someone = builders.person(session)
            made = builders.evidence(session, ref=f"E-{number}")
            made.people.add(someone)
            action, course = builders.action(session), builders.learning(session)
            action.elements.add(CODES[0])
            course.evidence.add(made)
            file = Attachment(sha256="0" * 64, name="a.png", media_type="x", size=1)
            session.add(file)
        session.commit()
    engine.dispose()
    return path


def dump(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every table, as the file holds it."""
    tables = {}
    for table in Base.metadata.sorted_tables:
        found = session.execute(sa.select(sa.text("*")).select_from(table))
        tables[table.name] = sorted(map(tuple, found), key=repr)
    return tables


def carry_out(session: Session, number: int, deed: Deed) -> bool:
    """Whether a deed could be done; what came before one that is refused goes too."""
    write_as(session, Authorship(NOW + dt.timedelta(hours=number), f"step-{number}"))
    try:
        deed.do(session)
    except REFUSALS:
        session.rollback()
        begin_writing(session)
        return False
    return True


def what_comes_of(path: Path, deeds: list[Deed], judge: Callable[..., bool]) -> Any:
    shutil.copyfile(path, other := path.with_name("tried.sqlite"))
    engine = open_engine(other)
    with judged_by(judge), Session(engine) as session:
        begin_writing(session)
        # Held, because a record that is let go of is read again, and reading saves.
        held = [session.scalars(sa.select(kind)).all() for kind in KINDS]
        ends = [carry_out(session, n, deed) for n, deed in enumerate(deeds, start=1)]
        ends.append(carry_out(session, len(deeds) + 1, Deed("flush", Session.flush)))
        told, known = fresh_lines(session), seen(session)
        session.commit()
        del held
        tables = dump(session)
    engine.dispose()
    return ends, told, tables, known


def seen(session: Session) -> list[Any]:
    """Every record as the session knows it; its fingerprint is what it should be."""
    found = []
    for kind in KINDS:
        for record in session.scalars(sa.select(kind).order_by(kind.id)):
            now = current(record)
            assert record.content_hash == content_hash(now)
            found.append((record.rev, record.updated_at, now))
    return found


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of both alike
@settings(max_examples=1000 if LONG else 60)
@given(st.lists(DEEDS, min_size=1, max_size=12))
def test_edits_leave_what_the_unit_of_work_leaves(
    world: Path, deeds: list[Deed]
) -> None:
    plain = what_comes_of(world, deeds, are_plain)
    assert plain == what_comes_of(world, deeds, lambda *_told: False)
