"""Bring a school's data file up to this version of the program.

Draft, check, replace: migrations run on a copy, and the old file stays until the
copy is proven (PLATFORM.md section 6 tells why foreign keys are off meanwhile).
"""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.errors import MigrationFailedError
from slo_desktop.storage.database import (
    APPLICATION_ID,
    database_url,
    engine_options,
)
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.files import PRIVATE_FOLDER, rename_into_place

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = int((MIGRATIONS / ".current-head").read_text(encoding="ascii"))
"""Number of the newest migration, which is also `user_version`."""


class UpgradeFault(StrEnum):
    """Why an upgraded copy was not believed."""

    SQLITE = "sqlite"
    FOREIGN_KEYS = "foreign-keys"
    INTEGRITY = "integrity"
    ROWS_LOST = "rows-lost"


def migrate(connection: Connection, version: int = HEAD) -> None:
    """Run every migration up to a version that this database has not seen yet."""
    # Loaded only when there is something to migrate: it is a fifth of the start.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04}")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={version}")


def upgrade(database: Path) -> None:
    """Replace a data file, or make a new one, by a migrated and checked draft.

    Whoever calls this for a school's own file has backed it up.

    Raises:
        MigrationFailedError: the draft did not prove right; the old file stays.
    """
    draft = database.with_name(f"{database.name}.partial")
    draft.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    draft.unlink(missing_ok=True)
    try:
        if database.exists():
            _copy(database, draft)
        _migrate_draft(draft)
        _prove(draft, older=database)
    except (sa.exc.DatabaseError, dbapi2.DatabaseError) as error:
        raise MigrationFailedError(UpgradeFault.SQLITE) from error
    rename_into_place(draft, database)


def make_at(database: Path, version: int) -> None:
    """Make an empty data file as an older version of the program made it."""
    _migrate_draft(database, version)


def _copy(database: Path, draft: Path) -> None:
    with (
        closing(dbapi2.connect(str(database))) as source,
        closing(dbapi2.connect(str(draft))) as target,
    ):
        source.backup(target)


def _migrate_draft(draft: Path, *version: int) -> None:
    engine = sa.create_engine(database_url(draft), **engine_options())
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA synchronous=EXTRA")
            connection.commit()
            migrate(connection, *version)
            connection.commit()
    finally:
        engine.dispose()


def _rows(path: Path) -> dict[str, int]:
    with closing(dbapi2.connect(str(path))) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'text\\_%' ESCAPE '\\' AND name != 'alembic_version'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  names come from the schema
            for (name,) in names
        }


def _prove(draft: Path, *, older: Path) -> None:
    with closing(dbapi2.connect(str(draft))) as connection:
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise MigrationFailedError(UpgradeFault.FOREIGN_KEYS)
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise MigrationFailedError(UpgradeFault.INTEGRITY)
    before, after = _rows(older) if older.exists() else {}, _rows(draft)
    if any(after.get(name, 0) < count for name, count in before.items()):
        raise MigrationFailedError(UpgradeFault.ROWS_LOST)
