"""Words that are not saved yet, one file per form, so that nothing typed is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

KEY = re.compile(r"[a-z0-9-]{1,80}")


class DraftStore:
    """The drafts of one data folder, named by short plain keys."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "drafts"

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise KeyError(key)
        return self.folder / f"{key}.json"

    def keep(self, key: str, content: bytes) -> None:
        """Write a draft over the one before.

        Raises:
            KeyError: the key is not one of ours.
        """
        write_atomically(self._path(key), content, private=True)

    def read(self, key: str) -> bytes | None:
        """The draft, or None when there is none."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, key: str) -> None:
        """Forget a draft, because its words are saved or were given up."""
        self._path(key).unlink(missing_ok=True)
