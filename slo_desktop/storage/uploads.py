"""Files that were sent to be looked at before anything of them is kept."""

from __future__ import annotations

import re
import shutil
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.attachments import shown_name
from slo_desktop.storage.files import PRIVATE_FOLDER, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEY = re.compile(r"[0-9a-f]{32}")
TABLE = "table.csv"
NAME = "name.txt"
LEFT_OUT = "left-out.json"
BESIDE = "attachments"
FORBIDDEN = frozenset('<>:"/\\|?*')
NAME_BYTES = 255


class Uploads:
    """Folders below the cache, one for each import that somebody is looking at."""

    def __init__(self, cache_dir: Path) -> None:
        self.folder = cache_dir / "imports"

    def put(
        self,
        table: BinaryIO,
        beside: Iterable[tuple[str, BinaryIO]],
        *,
        name: str = "",
    ) -> str:
        """Write a table and the files beside it; what was looked at before goes.

        Args:
            table: the CSV file.
            beside: name and content of each attachment.
            name: what the person calls the file.

        Returns:
            The key of this import.
        """
        self._clear()
        key = uuid.uuid4().hex
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        attachments = self.folder / key / BESIDE
        attachments.mkdir(mode=PRIVATE_FOLDER, parents=True)
        _write(self.folder / key / TABLE, table)
        called = shown_name(name).encode("utf-8", "replace")
        (self.folder / key / NAME).write_bytes(called)
        for given, content in beside:
            plain = shown_name(given)
            if _can_name_a_file(plain):
                _write(attachments / plain, content)
        return key

    def table(self, key: str) -> Path | None:
        """The CSV file of an import; None when it is gone."""
        path = self.folder / key / TABLE
        return path if KEY.fullmatch(key) and path.is_file() else None

    def name(self, key: str) -> str:
        """What the person calls the CSV file of an import; nothing if it is gone."""
        with suppress(OSError):
            return (self.folder / key / NAME).read_text("utf-8")
        return ""

    def _clear(self) -> None:
        """Remove every import that somebody looked at; not what the last left out."""
        for path in self.folder.glob("*"):
            if KEY.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)

    def keep_left_out(self, told: bytes) -> None:
        """Keep what the import that was just made left out; nothing where it is empty.

        Args:
            told: the rows, as somebody reads them again (`services/importing`).
        """
        path = self.folder / LEFT_OUT
        if told:
            write_atomically(path, told, private=True)
        else:
            path.unlink(missing_ok=True)

    def left_out(self) -> bytes | None:
        """What the last import left out; None where that was nothing."""
        with suppress(OSError):
            return (self.folder / LEFT_OUT).read_bytes()
        return None

    def drop(self, key: str) -> None:
        """Remove everything of an import."""
        if KEY.fullmatch(key):
            shutil.rmtree(self.folder / key, ignore_errors=True)


def _can_name_a_file(plain: str) -> bool:
    """Whether every system can; on Windows `a:b` would be a place elsewhere."""
    return not FORBIDDEN & set(plain) and len(plain.encode()) <= NAME_BYTES


def _write(path: Path, content: BinaryIO) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
