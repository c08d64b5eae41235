"""The journal as one story: its lines in order, as far as the chain proves them.

A clock that was set back puts a later line into an earlier month's file, so lines are
found by their number and not by where they stand. A line that cannot be read, or does
not follow, ends the story; what the damaged data file itself still holds of the change
may take its place, because the chain proves that as well.
"""

from __future__ import annotations

import json
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import NOTHING, follows, line_of
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.storage.changes import Line
    from slo_desktop.storage.journal import Head

Place = tuple["Path", int, int]
SENSELESS = (ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Word:
    """What the story says of one change, without its body.

    Attributes:
        at: when it was made, as written.
        record: kind of record.
        uid: of the record.
    """

    seq: int
    hash: str
    at: str
    record: str
    uid: str


class Story:
    """Everything that was ever saved, as far as two places can prove it.

    Attributes:
        words: one for each change, from the first to the last that is proven.
        newest: number of the newest change that either place speaks of.
    """

    def __init__(self, data_dir: Path, database: Path | None = None) -> None:
        """Read the story once, holding only where each line stands.

        Args:
            data_dir: where the journal lies.
            database: a data file that may be damaged, to fill in missing lines.
        """
        self._places = _places(data_dir / "journal")
        self._database = database if database and database.is_file() else None
        self.words: list[Word] = []
        for line in self._proven():
            self.words.append(_word(line))
        newest = max(self._places, default=0)
        self.newest = max(newest, _newest_of(self._database))

    @property
    def head(self) -> Head:
        """The newest change that is proven."""
        return (self.words[-1].seq, self.words[-1].hash) if self.words else NOTHING

    @property
    def lost(self) -> int:
        """How many changes are spoken of that cannot be proven."""
        return self.newest - len(self.words)

    def holds(self, head: Head) -> bool:
        """Whether this change is a part of the story, so that the rest follows it."""
        seq, hash_ = head
        if seq == 0:
            return True
        return seq <= len(self.words) and self.words[seq - 1].hash == hash_

    def after(self, seq: int) -> list[Word]:
        """What was saved after a change."""
        return self.words[seq:]

    def lines(self, seq: int) -> Iterator[Line]:
        """Every line after a change, in order."""
        previous = self.words[seq - 1].hash if seq else CHAIN_START
        for word in self.words[seq:]:
            line = self._line(word.seq, previous)
            if line is None or line["hash"] != word.hash:
                return
            yield line
            previous = line["hash"]

    def _proven(self) -> Iterator[Line]:
        seq, previous = 1, CHAIN_START
        while (line := self._line(seq, previous)) is not None:
            yield line
            seq, previous = seq + 1, line["hash"]

    def _line(self, seq: int, previous: str) -> Line | None:
        """The change with this number, from whichever place can prove it."""
        for place in self._places.get(seq, ()):
            line = _read(place)
            if line and _is_proven(line, seq, previous):
                return line
        if self._database is not None:
            line = _row(self._database, seq)
            if line and _is_proven(line, seq, previous):
                return line
        return None


def _is_proven(line: Line, seq: int, previous: str) -> bool:
    with suppress(*SENSELESS):
        return bool(line["seq"] == seq and follows(line, previous) and _word(line))
    return False


def _word(line: Line) -> Word:
    return Word(line["seq"], line["hash"], line["at"], line["record"], line["uid"])


def _places(folder: Path) -> dict[int, list[Place]]:
    """Where the line of each change stands; a number may stand in two places."""
    found: dict[int, list[Place]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        with suppress(OSError), path.open("rb") as file:
            start = 0
            for text in file:
                with suppress(*SENSELESS):
                    found.setdefault(_seq(text), []).append((path, start, len(text)))
                start += len(text)
    return found


def _seq(text: bytes) -> int:
    seq = parsed_object(text)["seq"]
    if type(seq) is not int or seq < 1:
        raise ValueError(seq)
    return seq


def _read(place: Place) -> Line | None:
    path, start, length = place
    with suppress(OSError, ValueError), path.open("rb") as file:
        file.seek(start)
        return parsed_object(file.read(length))
    return None


def _row(database: Path, seq: int) -> Line | None:
    """A change as the data file still holds it, if it can be read at all."""
    engine = open_engine(database, read_only=True)
    try:
        with Session(engine) as session:
            change = session.scalar(sa.select(Change).where(Change.seq == seq))
            line: Line | None = json.loads(line_of(change)) if change else None
            return line
    except (sa.exc.DatabaseError, OSError, LookupError, *SENSELESS):
        return None
    finally:
        engine.dispose()


def _newest_of(database: Path | None) -> int:
    """Number of the newest change in the data file, if it can be read at all."""
    if database is None:
        return 0
    address = f"{database.absolute().as_uri()}?mode=ro"
    with (
        suppress(dbapi2.Error, OSError, *SENSELESS),
        closing(dbapi2.connect(address, uri=True)) as connection,
    ):
        newest = connection.execute('SELECT max(seq) FROM "change"').fetchone()[0]
        return int(newest or 0)
    return 0
