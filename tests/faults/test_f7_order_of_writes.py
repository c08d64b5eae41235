from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from slo_desktop.storage.database import PRAGMAS
from slo_desktop.storage.driver import dbapi2
from tests.faults.frozen import FROZEN, SCHEMAS
from tests.faults.power import Op, Said, cuts, lay_out
from tests.faults.proof import Proof
from tests.faults.recorder import Recorder

SAVES, IMAGES = 6, 240
SAVE = (
    "UPDATE person SET name = ?, rev = rev + 1",
    "UPDATE evidence SET note = json_object('cy', hex(randomblob(6000)))",
    "INSERT INTO text_word VALUES (?)",
)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A folder with a data file in it."""
    start = tmp_path / "start"
    start.mkdir()
    frozen = FROZEN / f"schema-{SCHEMAS[-1]}" / "school.sqlite"
    shutil.copyfile(frozen, start / "school.sqlite")
    return start


def saved(start: Path, *pragmas: str) -> list[Op]:
    """What SQLite asks of the disk while a few saves are made with these settings."""
    folder = Path(shutil.copytree(start, start.with_name("written")))
    recorder = Recorder(folder)
    path = str(folder / "school.sqlite")
    with closing(apsw.Connection(path, vfs=recorder.name)) as connection:
        for pragma in (*PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")
        for number in range(SAVES):
            connection.execute("BEGIN IMMEDIATE")
            for sql in SAVE:
                values = (f"saved-{number}",) if "?" in sql else ()
                connection.execute(sql, values)
            connection.execute("COMMIT")
            recorder.ops.append(Said(f"saved-{number}"))
    return recorder.ops


def newest(database: Path) -> int:
    """How many saves a file holds; whoever is found must be whole.

    Raises:
        AssertionError: it is not, or it holds half of a save.
        Error: of the driver, where it cannot be read at all.
    """
    with closing(dbapi2.connect(str(database))) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert said == "ok"
        names = {name for (name,) in connection.execute("SELECT name FROM person")}
        words = "SELECT count(*) FROM text_word WHERE word LIKE 'saved-%'"
        (count,) = connection.execute(words).fetchone()
        assert not count or names == {f"saved-{count - 1}"}
        return int(count)


def test_f7_our_settings_order_every_write_so_that_no_power_cut_costs_a_save(
    start: Path, proof: Proof
) -> None:
    found = start.with_name("found")
    luck = random.Random(20261122)  # noqa: S311  only what arrives
    for where, said, files in cuts(start, saved(start), images=IMAGES, luck=luck):
        lay_out(files, found)
        assert newest(found / "school.sqlite") - len(said) in {0, 1}, where
        proof.count("power")


def test_f7_the_trial_notices_settings_that_do_not_wait_for_the_disk(
    start: Path,
) -> None:
    found, noticed = start.with_name("found"), 0
    ops = saved(start, "synchronous=OFF")
    luck = random.Random(20261122)  # noqa: S311  only what arrives
    for _where, said, files in cuts(start, ops, images=IMAGES, luck=luck):
        lay_out(files, found)
        try:
            assert newest(found / "school.sqlite") - len(said) in {0, 1}
        except (AssertionError, dbapi2.Error):
            noticed += 1
    assert noticed > IMAGES // 10


@pytest.mark.parametrize("pragma", ["journal_mode=DELETE", "synchronous=EXTRA"])
def test_f7_the_settings_that_were_tried_are_the_programs_own(pragma: str) -> None:
    assert pragma in PRAGMAS
