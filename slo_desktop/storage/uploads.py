"""Files that were sent to be looked at before anything of them is kept."""

from __future__ import annotations

import re
import shutil
import uuid
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.attachments import shown_name
from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEY = re.compile(r"[0-9a-f]{32}")
TABLE = "table.csv"
BESIDE = "attachments"
FORBIDDEN = frozenset('<>:"/\\|?*')
NAME_BYTES = 255


class Uploads:
    """Folders below the cache, one for each import that somebody is looking at."""

    def __init__(self, cache_dir: Path) -> None:
        self.folder = cache_dir / "imports"

    def put(self, table: BinaryIO, beside: Iterable[tuple[str, BinaryIO]]) -> str:
        """Write a table and the files beside it; what was left before is removed.

        Args:
            table: the CSV file.
            beside: name and content of each attachment.

        Returns:
            The key of this import.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        key = uuid.uuid4().hex
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        attachments = self.folder / key / BESIDE
        attachments.mkdir(mode=PRIVATE_FOLDER, parents=True)
        _write(self.folder / key / TABLE, table)
        for name, content in beside:
            plain = shown_name(name)
            if _can_name_a_file(plain):
                _write(attachments / plain, content)
        return key

    def table(self, key: str) -> Path | None:
        """The CSV file of an import; None when it is gone."""
        path = self.folder / key / TABLE
        return path if KEY.fullmatch(key) and path.is_file() else None

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
