"""The second copy of every change: one line each, outside the database.

`journal/2026-11.jsonl` grows after the commit and before the answer. A crash
between the two leaves it short by a few lines, never ahead, and the next save or
start brings it up to the table.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.changes import canonical
from slo_desktop.domain.errors import JournalBehindError
from slo_desktop.storage.changes import body
from slo_desktop.storage.files import append_line
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

TAIL_BYTES = 1 << 23


class Journal:
    """The journal files of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "journal"
        self._last: int | None = None
        self._lock = threading.Lock()

    @property
    def last_seq(self) -> int:
        """Number of the newest change that the files hold; 0 when there is none."""
        if self._last is None:
            self._last = self._read_last()
        return self._last

    def catch_up(self, session: Session) -> None:
        """Append every change that the table holds and the files do not.

        Raises:
            JournalBehindError: the change is safe in the database, but the disk
                refused the second copy.
        """
        with self._lock:
            self._append_newer(session)

    def _append_newer(self, session: Session) -> None:
        newer = sa.select(Change).where(Change.seq > self.last_seq).order_by(Change.seq)
        months: dict[str, list[str]] = {}
        last = self.last_seq
        for change in session.scalars(newer):
            line = canonical(
                body(change) | {"previous": change.previous, "hash": change.hash}
            )
            months.setdefault(f"{change.at:%Y-%m}", []).append(line)
            last = change.seq
        try:
            for month, lines in months.items():
                append_line(self.folder / f"{month}.jsonl", "\n".join(lines))
        except OSError as error:
            self._last = None
            raise JournalBehindError(self.folder) from error
        self._last = last

    def _read_last(self) -> int:
        return max((_last_seq(path) for path in self.folder.glob("*.jsonl")), default=0)


def _last_seq(path: Path) -> int:
    """Sequence number of the last whole line of a file."""
    with path.open("rb+") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
        whole, newline, torn = tail.rpartition(b"\n")
        if torn:
            # A crash cut the last line short: the table still has that change.
            file.truncate(size - len(torn))
    if not newline:
        return 0
    return int(json.loads(whole.rpartition(b"\n")[2])["seq"])
