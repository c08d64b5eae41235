"""Whether a data file from elsewhere has our tables and nothing besides.

A trigger, a view or a virtual table of somebody else's would run inside every save, so
a file that has one is refused before any of its rows is read (SAFETY.md, S19).
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.upgrade import make_at

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master"
STATISTICS = {
    ("table", "sqlite_stat1", "sqlite_stat1"): "createtablesqlite_stat1(tbl,idx,stat)",
    ("table", "sqlite_stat4", "sqlite_stat4"): (
        "createtablesqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"
    ),
}
"""What SQLite itself adds when it tidies up."""
QUOTES = str.maketrans("", "", '"`[]')

Key = tuple[str, str, str]


def check_schema(database: Path, version: int) -> None:
    """Refuse a data file that holds more, or less, than ours of that version.

    Raises:
        BackupRefusedError: something in it is not ours, or missing.
    """
    try:
        found = schema_of(database)
    except dbapi2.DatabaseError as error:
        raise BackupRefusedError(BackupFault.DAMAGED, part=database.name) from error
    ours = _ours(version)
    for key, text in found.items():
        if ours.get(key, STATISTICS.get(key)) != text:
            raise BackupRefusedError(
                BackupFault.UNEXPECTED_ENTRY, part=f"{database.name}: {key[1]}"
            )
    for _kind, name, _table in ours.keys() - found.keys():
        part = f"{database.name}: {name}"
        raise BackupRefusedError(BackupFault.MISSING_PART, part=part)


def schema_of(database: Path) -> Mapping[Key, str]:
    """Everything a data file is made of, read without running any of it."""
    with closing(dbapi2.connect(str(database))) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        rows = connection.execute(SCHEMA).fetchall()
    return {(kind, name, table): _plain(sql) for kind, name, table, sql in rows}


def _plain(sql: str | None) -> str:
    """A definition without the freedoms of its writer: spaces, quotes, capitals."""
    return "".join((sql or "").translate(QUOTES).split()).casefold()


@cache
def _ours(version: int) -> Mapping[Key, str]:
    """The schema of a data file that our own migrations made."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model.sqlite"
        make_at(model, version)
        return schema_of(model)
