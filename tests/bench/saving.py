"""What it costs to save one record, against a bare commit."""

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


def _bare(path: Path) -> dbapi2.Connection:
    path.unlink(missing_ok=True)
    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, title TEXT)")
    connection.execute("INSERT INTO record VALUES (1, 'first')")
    return connection


def _bare_save(connection: dbapi2.Connection, number: int) -> float:
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE record SET title = ? WHERE id = 1", (f"bare {number}",))
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
    with app.app_context(), closing(_bare(settings.data_dir / "bare.sqlite")) as bare:
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
