"""Words that are not saved yet, one file per form, so that nothing typed is lost."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

KEY = re.compile(r"[a-z0-9-]{1,80}")


class DraftStore:
    """The drafts of one data folder, named by short plain keys.

    While that folder cannot be written to, they are kept in another one, so that a
    stick that was pulled costs nobody a word.
    """

    def __init__(self, data_dir: Path, spare: Path | None = None) -> None:
        self.folder = data_dir / "drafts"
        self._data_dir = data_dir
        self._spare = spare / "drafts" if spare else None

    def _name(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise KeyError(key)
        return f"{key}.json"

    def keep(self, key: str, content: bytes) -> None:
        """Write a draft over the one before.

        Raises:
            KeyError: the key is not one of ours.
            OSError: it could be kept nowhere.
        """
        name = self._name(key)
        try:
            if not self._data_dir.is_dir() and self._spare:
                raise FileNotFoundError(self._data_dir)
            write_atomically(self.folder / name, content, private=True)
        except OSError:
            if self._spare is None:
                raise
            write_atomically(self._spare / name, content, private=True)
        else:
            self._drop_spare(name)

    def read(self, key: str) -> bytes | None:
        """The newest draft, or None when there is none."""
        name = self._name(key)
        for folder in (self._spare, self.folder):
            if folder is not None:
                with suppress(OSError):
                    return (folder / name).read_bytes()
        return None

    def drop(self, key: str) -> None:
        """Forget a draft, because its words are saved or were given up."""
        name = self._name(key)
        self._drop_spare(name)
        (self.folder / name).unlink(missing_ok=True)

    def _drop_spare(self, name: str) -> None:
        if self._spare is not None:
            (self._spare / name).unlink(missing_ok=True)
