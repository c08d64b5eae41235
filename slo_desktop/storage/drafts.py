"""Words that are not saved yet, one file per form, so that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.storage.files import rename_into_place, write_atomically
from slo_desktop.storage.waiting import LEFT_OVER_AFTER, WaitingFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = re.compile(r"[a-z0-9-]{1,80}")
WHOLE = frozenset({".json", ".bytes"})
"""Endings of what is kept; other files are being written, or are none of ours."""
GIVEN_UP = "given-up-"
"""Before the key of a form: what was thrown away last, until it cannot be undone."""
PUT_BY = "put-by-"
"""Before a mark and the key of a form: it belongs to a school that is not open now."""


class DraftStore:
    """The drafts of one data folder, named by short plain keys.

    While that folder cannot be written to, they are kept in another one, so that a
    stick that was pulled costs nobody a word.
    """

    def __init__(self, data_dir: Path, spare: Path | None = None) -> None:
        self.folder = data_dir / "drafts"
        self.files = WaitingFiles(self.folder)
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

    def kept_at(self, key: str) -> dt.datetime | None:
        """When words or files of a form were last kept; None when there are none."""
        times = []
        for path in self._parts(key):
            with suppress(OSError):
                times.append(path.stat().st_mtime)
        return dt.datetime.fromtimestamp(max(times), dt.UTC) if times else None

    def _parts(self, key: str) -> Iterator[Path]:
        """The words of a form, wherever they are, and the bytes of its files."""
        name = self._name(key)
        folders = [each for each in (self._spare, self.folder) if each]
        yield from (each / name for each in folders)
        yield from (self.files.bytes_of(key, file.id) for file in self.files.all(key))

    def give_up(self, key: str) -> None:
        """Put the words and files of a form aside, over what was given up before."""
        self.drop(GIVEN_UP + key)
        self.files.drop(GIVEN_UP + key)
        self._move(key, GIVEN_UP + key)

    def bring_back(self, key: str) -> None:
        """Give a form back what it gave up last; what it holds now is given up."""
        between = f"between-{key}"
        self._move(GIVEN_UP + key, between)
        self._move(key, GIVEN_UP + key)
        self._move(between, key)

    def _move(self, key: str, other: str) -> None:
        if (words := self.read(key)) is not None:
            self.keep(other, words)
            self.drop(key)
        self.files.move(key, other)

    def put_by(self, mark: str) -> None:
        """Keep every form, with its files, under a mark, where no page finds it.

        It can be done again after a crash in between. What was given up is not kept.

        Raises:
            OSError: the disk refused; some may be put by already.
        """
        for path in self._files():
            if not path.name.startswith((GIVEN_UP, PUT_BY)):
                place = path.with_name(f"{PUT_BY}{mark}-{path.name}")
                rename_into_place(path, place)

    def has_put_by(self, mark: str) -> bool:
        """Whether anything was put by under a mark."""
        return any(self.folder.glob(f"{PUT_BY}{mark}-*"))

    def take_up(self, mark: str) -> None:
        """Bring back what was put by under a mark, over nothing that is here now.

        Raises:
            OSError: the disk refused; some may be back already.
        """
        for path in self._files():
            place = path.with_name(path.name.removeprefix(f"{PUT_BY}{mark}-"))
            if path != place and not place.exists():
                rename_into_place(path, place)

    def _files(self) -> list[Path]:
        """What lies there now, the bytes of a chosen file before its note."""
        return sorted(p for p in self.folder.glob("*") if p.suffix in WHOLE)

    def sweep(self) -> None:
        """Remove what was given up a day ago, and files that never quite arrived."""
        old = time.time() - LEFT_OVER_AFTER
        for path in self.folder.glob(f"{GIVEN_UP}*"):
            if path.stat().st_mtime < old:
                path.unlink(missing_ok=True)
        self.files.sweep()

    def drop(self, key: str) -> None:
        """Forget the words of a form, because they are saved."""
        name = self._name(key)
        self._drop_spare(name)
        (self.folder / name).unlink(missing_ok=True)

    def _drop_spare(self, name: str) -> None:
        if self._spare is not None:
            (self._spare / name).unlink(missing_ok=True)
