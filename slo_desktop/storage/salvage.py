"""Write out what can be read of a data file, whatever version or state it is in.

Only SQLite itself is asked, read-only: one CSV per table, as far as its rows can be
read, with the journal beside them. A program of any version can make this, and
any spreadsheet can open it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from slo_desktop.storage.driver import dbapi2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'text\\_%' ESCAPE '\\' ORDER BY name"
)
PLAIN_NAME = re.compile(r"[A-Za-z0-9_]{1,64}")
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
README = """Popeth y gellid ei ddarllen o’r ffeil ddata: un ffeil CSV i bob tabl, a’r
dyddlyfr.
Nid oes dim yn y ffolder wedi’i newid.

Everything that could be read of the data file: one CSV file for each table, and the
journal. Nothing in the folder was changed.
"""


def write_tables(data_dir: Path, database: Path, target: Path) -> int:
    """Write a zip of everything that can be read; how many rows that were."""
    rows = 0
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("README-DARLLENWCHFI.txt", README)
        for name, text, count in _tables(database):
            bundle.writestr(f"{name}.csv", text)
            rows += count
        for path in sorted((data_dir / "journal").glob("*.jsonl")):
            bundle.write(path, f"journal/{path.name}")
    return rows


def _tables(database: Path) -> Iterator[tuple[str, str, int]]:
    if not database.is_file():
        return
    address = f"{database.absolute().as_uri()}?mode=ro"
    with (
        suppress(dbapi2.Error, ValueError),
        closing(dbapi2.connect(address, uri=True)) as link,
    ):
        link.text_factory = lambda raw: raw.decode("utf-8", "replace")
        link.execute("PRAGMA trusted_schema=OFF")
        for (name,) in link.execute(TABLES).fetchall():
            if PLAIN_NAME.fullmatch(name):
                yield name, *_table(link, name)


def _table(link: Any, name: str) -> tuple[str, int]:  # noqa: ANN401  DB-API
    """The rows of one table, up to the first that cannot be read."""
    text, count = io.StringIO(newline=""), 0
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    with suppress(dbapi2.Error, ValueError):
        found = link.execute(f'SELECT * FROM "{name}"')  # noqa: S608  a plain name
        writer.writerow([column[0] for column in found.description])
        for row in found:
            writer.writerow([_cell(value) for value in row])
            count += 1
    return "\ufeff" + text.getvalue(), count


def _cell(value: Any) -> str:  # noqa: ANN401  any SQLite value
    """A value as a spreadsheet shows it, and never runs it."""
    if value is None:
        return ""
    text = value.hex() if isinstance(value, bytes) else str(value)
    is_text = isinstance(value, str)
    return f"'{text}" if is_text and text.startswith(STARTS_FORMULA) else text
