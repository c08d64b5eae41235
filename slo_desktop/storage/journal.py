"""The second copy of every change: one line each, outside the database.

`journal/2026-11.jsonl` grows after the commit and before the answer. A crash
between the two leaves it short by a few lines, never ahead, and the next save or
start brings it up to the table.
"""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import CHAIN_START, canonical, chained
from slo_desktop.domain.errors import JournalBehindError
from slo_desktop.domain.foreign_json import MOST_NUMBER, parsed_object
from slo_desktop.storage.changes import NEWEST, Line, body, fresh_lines
from slo_desktop.storage.files import append_line, replace_lines, sync_folder
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

TAIL_BYTES = 1 << 16
BATCH = 500

Head = tuple[int, str]
"""Number and hash of the newest change; `(0, CHAIN_START)` when there is none."""

NOTHING: Head = (0, CHAIN_START)
ERASED = "erased"
BESIDE_BODY = frozenset({"previous", "hash", ERASED})
"""What a line holds besides the body that its hash was made of."""


def line_of(change: Change) -> str:
    """A change as the journal keeps it."""
    return canonical(_told(change))


def _told(change: Change) -> Line:
    line = body(change) | {"previous": change.previous, "hash": change.hash}
    return line | ({ERASED: change.erased} if change.erased else {})


def follows(line: Mapping[str, Any], previous: str) -> bool:
    """Whether a line is what it was, and comes after the one with this hash.

    Of a change that was emptied for good only its place in the chain can be proven;
    the disposal that it names says whether that was rightly done.
    """
    if line["previous"] != previous:
        return False
    said = {key: value for key, value in line.items() if key not in BESIDE_BODY}
    return bool(line.get(ERASED)) or line["hash"] == chained(said, previous)


def head_of_table(session: Session) -> Head:
    """The newest change that the database holds."""
    found = session.execute(sa.text(NEWEST)).first()
    return (found.seq, found.hash) if found else NOTHING


class Journal:
    """The journal files of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "journal"
        self._head: Head | None = None
        self._seen: Head | None = None
        self._lock = threading.Lock()

    @property
    def last_seq(self) -> int:
        """Number of the newest change, as far as this program knows."""
        if self._head is None and self._seen is None:
            self._seen = self.head()
        return (self._head or self._seen or NOTHING)[0]

    def head(self) -> Head:
        """The newest change that the files hold; nothing is changed."""
        ends = (_end_of(path)[0] for path in self._files())
        heads = ((line["seq"], line["hash"]) for line in ends if line)
        return max(heads, default=NOTHING)

    def texts(self) -> Iterator[str]:
        """Every whole line, file by file; a torn last line is left out."""
        for path in self._files():
            with path.open("rb") as file:
                for line in file:
                    if line.endswith(b"\n"):
                        yield line[:-1].decode(errors="replace")

    def lines(self) -> Iterator[Line]:
        """Every whole line, parsed.

        Raises:
            ValueError: a line cannot be read.
        """
        yield from map(_line_of, self.texts())

    def catch_up(self, session: Session) -> None:
        """Append every change that the table holds and the files do not.

        Raises:
            JournalBehindError: the change is safe in the database, but the disk
                refused the second copy.
        """
        with self._lock:
            try:
                head = self._head or self._begin(session)
                self._head = None
                self._head = self._seen = self._append(_newer(session, head), head)
            except OSError as error:
                raise JournalBehindError(self.folder) from error

    def forget(self) -> None:
        """Look at the files anew before the next line: they may not be the same."""
        with self._lock:
            self._head = self._seen = None

    def set_aside(self) -> None:
        """Begin a new journal; the files so far are kept in a folder beside it.

        They tell another story than the table does: after a restore, or when
        somebody put an older data file in place.
        """
        numbers = itertools.count(1)
        places = (self.folder / f"aside-{number}" for number in numbers)
        place = next(place for place in places if not place.exists())
        place.mkdir(parents=True)
        sync_folder(self.folder)
        for path in self._files():
            path.rename(place / path.name)
            # One by one: a month may not stay behind that the months before it left.
            sync_folder(place)
            sync_folder(self.folder)
        self._head = None

    def rewrite(self, renewed: Callable[[Line], str | None]) -> None:
        """Write some lines anew, in the files set aside too; nothing else is touched.

        Args:
            renewed: what a line shall say from now on; None where it stays.
        """
        with self._lock:
            for path in sorted(self.folder.rglob("*.jsonl")):
                replace_lines(path, lambda text: _renewed(text, renewed))

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.jsonl"))

    def _begin(self, session: Session) -> Head:
        """Mend what a crash tore, and see whether the files belong to this table."""
        files = self._files()
        for path in files[-1:]:
            _cut_before_zeros(path)
        for path in files:
            _mend(path)
        head = self.head()
        if head == NOTHING:
            return NOTHING
        known = session.scalar(sa.select(Change.hash).where(Change.seq == head[0]))
        if known == head[1]:
            return head
        self.set_aside()
        return NOTHING

    def _append(self, lines: Iterable[Line], head: Head) -> Head:
        for month, together in itertools.groupby(lines, lambda line: line["at"][:7]):
            texts = []
            for line in together:
                texts.append(canonical(line))
                head = (line["seq"], line["hash"])
            append_line(self.folder / f"{month}.jsonl", "\n".join(texts))
        return head


def _newer(session: Session, head: Head) -> Iterable[Line]:
    """The changes after the head: this session's own where they follow it.

    Any other is read from the table: of another session, of a crash, of a disk that
    refused its line.
    """
    fresh = fresh_lines(session)
    if fresh and (fresh[0]["seq"] - 1, fresh[0]["previous"]) == head:
        return fresh
    newer = sa.select(Change).where(Change.seq > head[0]).order_by(Change.seq)
    return map(_told, session.scalars(newer.execution_options(yield_per=BATCH)))


def _renewed(text: str, renewed: Callable[[Line], str | None]) -> str | None:
    """What a line shall say; one that cannot be read stays as it is."""
    try:
        return renewed(_line_of(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _line_of(text: str | bytes) -> Line:
    """A line as far as its place in the chain goes; its body may still be nonsense.

    Raises:
        ValueError: it cannot be read, or has no place.
    """
    line = parsed_object(text)
    seq, hash_ = line.get("seq"), line.get("hash")
    if type(seq) is not int or not 0 < seq < MOST_NUMBER or not isinstance(hash_, str):
        raise ValueError(seq)
    return line


def _end_of(path: Path) -> tuple[Line | None, int]:
    """The last line of a file that can be read, and where it ends."""
    with path.open("rb") as file:
        size, length = file.seek(0, 2), TAIL_BYTES
        while True:
            start = max(0, size - length)
            file.seek(start)
            line, end = _last_line(file.read(), whole=start == 0)
            if line is not None or start == 0:
                return line, start + end
            length *= 16


def _last_line(tail: bytes, *, whole: bool) -> tuple[Line | None, int]:
    """The last line of some bytes that can be read, and where it ends in them.

    Args:
        tail: the end of a file.
        whole: the bytes begin where the file does, so the first line is all there.
    """
    end = tail.rfind(b"\n")
    while end >= 0:
        before = tail.rfind(b"\n", 0, end)
        if before < 0 and not whole:
            break
        try:
            return _line_of(tail[before + 1 : end]), end + 1
        except ValueError:
            end = before
    return None, 0


def _mend(path: Path) -> None:
    """Cut off a last line that a crash tore: the table still has that change."""
    _line, end = _end_of(path)
    if end < path.stat().st_size:
        with path.open("rb+") as file:
            file.truncate(end)


def _cut_before_zeros(path: Path) -> None:
    """Cut off lines of which a power cut kept some parts, and the last one whole.

    They were being written, so the table has them, and they are written again.
    """
    whole = 0
    with path.open("rb+") as file:
        for line in file:
            if b"\0" in line:
                file.truncate(whole)
                return
            whole += len(line)
