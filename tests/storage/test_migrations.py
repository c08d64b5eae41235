from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from slo_desktop.storage.database import open_engine
from slo_desktop.storage.models import Base
from slo_desktop.storage.upgrade import upgrade

WHAT_TO_DO = """The models and the migrated schema differ (listed below).
Until the first release, make migrations/versions/0001_first.py say what they say.
After it, add the next numbered migration and write its number to .current-head.
"""
BETWEEN_PARTS = re.compile(r",\s*(?![^(]*\))|^CREATE TABLE \S+ \(")
"""Commas outside brackets: a column that was added later has no line of its own."""


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    path = tmp_path / "school.sqlite"
    upgrade(path)
    return path


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is SQLite's own: no model describes its tables."""
    return kind != "table" or not str(name).startswith("text_search")


def test_the_models_equal_the_migrated_schema(migrated: Path) -> None:
    engine = open_engine(migrated)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert not differences, WHAT_TO_DO + "\n".join(map(str, differences))


def _schema(engine: sa.Engine) -> dict[str, set[str]]:
    """Each table's definition as a set of parts, whatever their order."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT LIKE 'text\\_search%' ESCAPE '\\'"
            " AND name NOT LIKE 'alembic%'"
        ).all()
    engine.dispose()
    return {
        name: {" ".join(p.split()) for p in BETWEEN_PARTS.split(sql.rstrip()[:-1])}
        for name, sql in rows
    }


def test_every_constraint_of_the_models_has_its_name_in_the_schema(
    migrated: Path, tmp_path: Path
) -> None:
    fresh = open_engine(tmp_path / "fresh.sqlite")
    Base.metadata.create_all(fresh)
    assert _schema(open_engine(migrated)) == _schema(fresh), WHAT_TO_DO
