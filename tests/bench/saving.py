"""What it costs to save one record, against a bare commit.

A bare commit is the least that keeps a word at all: one row of a table with as many
rows as the school has pieces of evidence, and the same words in them, is updated with
plain SQL, by the same driver with the same pragmas, on the same disk, in turn with
ours. It has no second index, no history, no search and no journal: all that we add to
it has to fit into the budget.
"""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from typing import TYPE_CHECKING

from slo_desktop.app import create_app
from slo_desktop.services.records import edit, find
from slo_desktop.storage.database import PRAGMAS
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.models import Evidence
from slo_desktop.web.extensions import db
from slo_desktop.web.saving import saving
from tests.bench.table import Row, milliseconds

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.settings import Settings

ROUNDS = 100
BUDGET = 3.0


def _bare(path: Path, school: Path) -> dbapi2.Connection:
    path.unlink(missing_ok=True)
    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("ATTACH ? AS school", (str(school),))
    connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, title, note)")
    connection.execute("INSERT INTO record SELECT id, title, note FROM school.evidence")
    connection.execute("DETACH school")
    return connection


def _bare_save(connection: dbapi2.Connection, number: int) -> float:
    began = time.perf_counter()
    title = f"Saved {began}"
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE record SET title = ? WHERE id = ?", (title, number))
    connection.execute("COMMIT")
    return time.perf_counter() - began


def _save(number: int) -> float:
    began = time.perf_counter()
    with saving() as session:
        record = find(session, Evidence, number)
        edit(session, record, rev=record.rev, changes={"title_en": f"Saved {began}"})
    return time.perf_counter() - began


def row(settings: Settings) -> Row:
    """The table's line; the two are measured in turn, on the same disk."""
    app = create_app(settings)
    path = settings.data_dir / "bare.sqlite"
    with app.app_context(), closing(_bare(path, settings.database)) as bare:
        pairs = [(_save(n), _bare_save(bare, n)) for n in range(1, ROUNDS + 1)]
        db.session.remove()
        db.engine.dispose()
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Row(
        "save one record, journal and fsync included",
        f"<= {BUDGET:.0f} x a bare commit",
        f"{milliseconds(ours)} = {ours / theirs:.2f} x {milliseconds(theirs)}",
        ours <= BUDGET * theirs,
    )
