"""An amount that nobody entered stood as 0 in the files and journals up to schema 3."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import (
    AMOUNTS_MAY_BE_MISSING,
    canonical,
    chained,
    digest,
)
from slo_desktop.domain.safety.recovery import Source
from slo_desktop.services.checking import check
from slo_desktop.services.history import history_of, undo
from slo_desktop.services.records import edit
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.models import Action, LearningRecord
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.replay import replay
from tests.conftest import NOW
from tests.faults.frozen import SCHEMAS, thaw
from tests.restored import packed, restore
from tests.schools import SchoolFolder
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder

OLDER = pytest.mark.parametrize(
    "schema", [schema for schema in SCHEMAS if schema < AMOUNTS_MAY_BE_MISSING]
)
AT, STORED = "2026-11-23T10:00:00+00:00", "2026-11-23 10:00:00.000000"
REF = "P2627-1.1"
ITS_CONTENT = "SELECT uid, cost_pence, content_hash FROM action WHERE ref = ?"
OLDER_LINE = (
    "INSERT INTO change (seq, at, step, op, record, uid, before, after, previous, hash)"
    " VALUES (?, ?, ?, 'edit', 'action', ?, ?, ?, ?, ?)"
)


def save_as_before(folder: Path, pence: int, step: str) -> None:
    """Save the cost of an action as a program of schema 3 did."""
    with closing(dbapi2.connect(str(folder / "school.sqlite"))) as connection:
        newest = "SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1"
        seq, previous = connection.execute(newest).fetchone()
        uid, was, content = connection.execute(ITS_CONTENT, (REF,)).fetchone()
        before, after = {"cost_pence": was}, {"cost_pence": pence}
        body: dict[str, Any] = {
            "seq": seq + 1,
            "at": AT,
            "actor": None,
            "step": step,
            "op": "edit",
            "record": "action",
            "uid": uid,
            "before": before,
            "after": after,
            "undoes": None,
        }
        line = body | {"previous": previous, "hash": chained(body, previous)}
        sides = (json.dumps(before), json.dumps(after))
        row = (seq + 1, STORED, step, uid, *sides, previous, line["hash"])
        connection.execute(OLDER_LINE, row)
        renewed = int(content, 16) ^ fingerprint(before) ^ fingerprint(after)
        connection.execute(
            "UPDATE action SET cost_pence = ?, content_hash = ?, updated_at = ?"
            " WHERE uid = ?",
            (pence, f"{renewed:064x}", STORED, uid),
        )
        connection.commit()
    with (folder / "journal" / "2026-11.jsonl").open("a", encoding="utf-8") as file:
        file.write(canonical(line) + "\n")


def fingerprint(field: dict[str, int]) -> int:
    return int(digest(canonical(field)), 16)


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """A folder of schema 3 in which somebody entered a cost and emptied its box."""
    folder = thaw(3, tmp_path / "school")
    save_as_before(folder, 500_00, "entered")
    save_as_before(folder, 0, "emptied")
    open_folder(folder, folder / "school.sqlite")
    return folder


def amounts(session: Session) -> dict[str, tuple[int | None, int | None]]:
    rows = session.execute(sa.select(Action.ref, Action.cost_pence, Action.spent_pence))
    return {row.ref: (row.cost_pence, row.spent_pence) for row in rows}


def in_session(database: Path) -> Session:
    return Session(open_engine(database))


@OLDER
def test_d8_what_an_older_version_kept_as_nought_was_not_entered(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    open_folder(folder, folder / "school.sqlite")
    with in_session(folder / "school.sqlite") as session:
        assert amounts(session) == {REF: (None, None), "P2627-1.2": (12550, None)}
        assert session.scalars(sa.select(LearningRecord.cost_pence)).all() == [4000]
        first = session.scalars(sa.select(Action).order_by(Action.id)).first()
        assert first is not None
        (added, *_later) = reversed(history_of(session, first.uid))
        assert not [f for f in added.fields if f.field.endswith("_pence")]


def test_d8_older_steps_are_told_and_taken_back_with_nothing_in_place_of_nought(
    lived_in: Path,
) -> None:
    database = lived_in / "school.sqlite"
    assert check(lived_in, database).findings == ()
    with in_session(database) as session:
        action = session.scalars(sa.select(Action).where(Action.ref == REF)).one()
        emptied, entered, *_rest = history_of(session, action.uid)
        (change,) = entered.fields
        assert (change.before, change.after) == (None, 500_00)
        (change,) = emptied.fields
        assert (change.before, change.after) == (500_00, None)
        journal = Journal(lived_in)
        with writing(session, journal=journal, now=NOW, step="back"):
            undo(session, "emptied")
        assert action.cost_pence == 500_00
        with writing(session, journal=journal, now=NOW):
            undo(session, "entered")
        assert action.cost_pence is None
    assert check(lived_in, database).findings == ()


def test_d8_an_amount_of_nought_that_is_entered_now_stays_one(lived_in: Path) -> None:
    database, journal = lived_in / "school.sqlite", Journal(lived_in)
    with in_session(database) as session:
        action = session.scalars(sa.select(Action).where(Action.ref == REF)).one()
        with writing(session, journal=journal, now=NOW, step="free"):
            edit(session, action, rev=None, changes={"cost_pence": 0})
        (change,) = history_of(session, action.uid)[0].fields
        assert (change.before, change.after) == (None, 0)
        with writing(session, journal=journal, now=NOW):
            undo(session, "free")
        assert action.cost_pence is None
        with writing(session, journal=journal, now=NOW):
            edit(session, action, rev=None, changes={"cost_pence": 0})
    assert check(lived_in, database).findings == ()
    assert rebuilt(lived_in) == Folder(lived_in).hashes()


def rebuilt(folder: Path) -> dict[str, str]:
    """The content hash of every record, from the journal alone."""
    other = folder.with_name("rebuilt")
    open_folder(other, other / "school.sqlite")
    with in_session(other / "school.sqlite") as session:
        replay(session, sorted(Journal(folder).lines(), key=lambda line: line["seq"]))
        session.commit()
        assert head_of_table(session) == Journal(folder).head()
        Journal(other).catch_up(session)
    assert list(Journal(other).lines()) == list(Journal(folder).lines())
    return Folder(other).hashes()


@OLDER
def test_d8_the_journal_of_an_older_version_leads_to_the_same_records(
    schema: int, tmp_path: Path
) -> None:
    folder = thaw(schema, tmp_path / "school")
    open_folder(folder, folder / "school.sqlite")
    assert rebuilt(folder) == Folder(folder).hashes()


def test_d8_a_backup_of_the_older_version_goes_on_with_what_was_saved_since(
    lived_in: Path,
) -> None:
    """Lines that the older version wrote after it, and lines of this one."""
    folder = Folder(lived_in)
    with in_session(folder.database) as session:
        action = session.scalars(sa.select(Action).where(Action.ref == REF)).one()
        for pence in (0, None):
            with writing(session, journal=Journal(lived_in), now=NOW):
                edit(session, action, rev=None, changes={"cost_pence": pence})
    before = folder.hashes()
    damaging.cut(folder.database)
    ways = [way for way in folder.look().ways if way.source is Source.BACKUP]
    of_the_upgrade, frozen = ways
    assert (of_the_upgrade.later, frozen.later) == (2, 4)
    folder.recover(frozen)
    assert folder.hashes() == before
    assert folder.is_whole()


@OLDER
def test_d8_a_restored_backup_of_an_older_version_has_no_noughts_either(
    schema: int, tmp_path: Path
) -> None:
    older = SchoolFolder(thaw(schema, tmp_path / "older"))
    place = SchoolFolder(tmp_path / "new")
    restore(place, packed(older, tmp_path / "older.slobackup"))
    with in_session(place.database) as session:
        assert amounts(session)[REF] == (None, None)
