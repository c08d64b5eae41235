"""Files that were chosen for a record which is not saved yet, beside its draft.

`drafts/<key>.<id>.json` says what a file is called, and `drafts/<key>.<id>.bytes` is
the file. The bytes are written first: a file without its note was never received.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.attachments import WaitingFile, shown_name
from slo_desktop.domain.foreign_json import check_types, parsed_object
from slo_desktop.storage.files import PRIVATE_FOLDER, write_atomically
from slo_desktop.storage.objects import receive

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

ID = re.compile(r"[0-9a-f]{32}")
LEFT_OVER_AFTER = 24 * 60 * 60
"""Seconds after which bytes without a note cannot still be on their way in."""


class WaitingFiles:
    """The waiting files of one folder of drafts, by the key of their form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, stream: BinaryIO, name: str) -> WaitingFile:
        """Receive a file.

        Raises:
            EmptyFileError, FileTooLargeError, FileKindRefusedError, PhotoTooLargeError:
                it could not be kept beside a record either.
        """
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        number = f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"
        place = self.bytes_of(key, number)
        try:
            kept = receive(stream, place, name)
            place.chmod(0o600)
            waiting = WaitingFile(number, shown_name(name), kept.size, kept.media_type)
            note = json.dumps(asdict(waiting), ensure_ascii=False).encode()
            write_atomically(self._note(key, number), note, private=True)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
        return waiting

    def all(self, key: str) -> tuple[WaitingFile, ...]:
        """Every file of a form, in the order in which they came."""
        return tuple(self._read(key))

    def _read(self, key: str) -> Iterator[WaitingFile]:
        for note in sorted(self.folder.glob(f"{key}.*.json")):
            try:
                waiting = WaitingFile(**parsed_object(note.read_bytes()))
                check_types(waiting)
            except (OSError, ValueError, TypeError):
                continue  # somebody else's, or being written or removed just now
            if note == self._note(key, waiting.id) and self._has_bytes(key, waiting):
                yield waiting

    def _has_bytes(self, key: str, waiting: WaitingFile) -> bool:
        path = self.bytes_of(key, waiting.id)
        return path.is_file() and not path.is_symlink()

    def bytes_of(self, key: str, number: str) -> Path:
        """Where a file's bytes lie, or would lie."""
        return self.folder / f"{key}.{number}.bytes"

    def _note(self, key: str, number: str) -> Path:
        return self.folder / f"{key}.{number}.json"

    def drop(self, key: str, numbers: Collection[str] | None = None) -> None:
        """Forget files: all of a form, or some."""
        for waiting in self.all(key):
            if numbers is None or waiting.id in numbers:
                self._note(key, waiting.id).unlink(missing_ok=True)
                self.bytes_of(key, waiting.id).unlink(missing_ok=True)

    def move(self, key: str, other: str) -> None:
        """Give every file of one form to another."""
        for waiting in self.all(key):
            self.bytes_of(key, waiting.id).replace(self.bytes_of(other, waiting.id))
            self._note(key, waiting.id).replace(self._note(other, waiting.id))

    def sweep(self) -> None:
        """Remove what a crash left half received."""
        old = time.time() - LEFT_OVER_AFTER
        for path in self.folder.glob("*.bytes"):
            if not path.with_suffix(".json").exists() and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)
