"""The data folders that released versions of the program wrote, each as it was."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from slo_desktop.services.checking import check
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.upgrade import HEAD
from tests.faults.looking import restarted
from tests.faults.watching import Ending

FROZEN = Path(__file__).parents[1] / "data"
SCHEMAS = sorted(
    int(path.name.removeprefix("schema-")) for path in FROZEN.glob("schema-*")
)
EXPECTED, BACKUP = "expected.json", "copi.slobackup"


def thaw(schema: int, place: Path) -> Path:
    """A copy of a frozen folder, to live in."""
    kept = shutil.ignore_patterns(EXPECTED, BACKUP)
    return Path(shutil.copytree(FROZEN / f"schema-{schema}", place, ignore=kept))


def backup_of(schema: int) -> Path:
    """The complete backup file that this version made; the first one made none."""
    return FROZEN / f"schema-{schema}" / BACKUP


def expected(schema: int) -> dict[str, Any]:
    """What must be found in a frozen folder, whichever version opens it."""
    text = (FROZEN / f"schema-{schema}" / EXPECTED).read_text("utf-8")
    return dict(json.loads(text))


def ask(database: Path, sql: str) -> Any:
    """The first value that a data file answers."""
    with closing(dbapi2.connect(str(database))) as connection:
        return connection.execute(sql).fetchone()[0]


class Upgraded:
    """What must be there after an upgrade that did not come to its end."""

    def __init__(self, world: Path, schema: int) -> None:
        self.world, self.schema = world, schema
        self.found: set[int] = set()
        self.older = (FROZEN / f"schema-{schema}" / "school.sqlite").read_bytes()

    def __call__(self, where: str, ending: Ending) -> None:
        database = self.world / "school.sqlite"
        version = int(ask(database, "PRAGMA user_version"))
        self.found.add(version)
        if version == self.schema:
            assert database.read_bytes() == self.older, where
        else:
            assert version == HEAD, where
            assert self.keeps_the_older(), where
        assert ending.code != 0 or version == HEAD, where
        self.then_opens(where)

    def keeps_the_older(self) -> bool:
        """Whether a whole copy from before lies among the backups."""
        kept = (self.world / "backups").iterdir()
        return any(path.suffix in {".slobackup", ".sqlite"} for path in kept)

    def then_opens(self, where: str) -> None:
        """The next start makes it whole, and nothing of it is missing."""
        wanted = expected(self.schema)
        assert len(restarted(self.world)) == wanted["counts"]["evidence"], where
        answer = check(self.world, self.world / "school.sqlite")
        assert answer.findings == (), where
        assert (answer.changes, answer.files) == (wanted["seq"], wanted["files"])
