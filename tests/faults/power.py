"""What a disk may hold after the power was cut, from what a program asked of it.

The calls of an act are recorded with their bytes (strace), and played on a model of a
disk that keeps only what it promised: the bytes of a file as of its last fsync, the
names in a folder as of the folder's last fsync. Of everything asked since, any part may
have arrived, in any order, torn at any sector, or as zeros. It knows nothing of disks
that lie about fsync: against those no program can do anything.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

SECTOR: Final = 512


@dataclass(frozen=True)
class Make:
    """A new name for a new file, or for a new folder."""

    path: str
    is_folder: bool = False


@dataclass(frozen=True)
class Write:
    path: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Cut:
    path: str
    size: int


@dataclass(frozen=True)
class Sync:
    """fsync of a file, or of a folder."""

    path: str


@dataclass(frozen=True)
class Rename:
    path: str
    to: str


@dataclass(frozen=True)
class Remove:
    path: str


@dataclass(frozen=True)
class Said:
    """The act acknowledged something."""

    words: str


Op = Make | Write | Cut | Sync | Rename | Remove | Said
Data = Write | Cut
Name = Make | Rename | Remove


@dataclass
class File:
    """One file, whatever it is called now.

    Attributes:
        kept: the bytes that are safe.
        since: what was asked since the last sync.
    """

    kept: bytes = b""
    since: list[Data] = field(default_factory=list)

    def sync(self) -> None:
        self.kept, self.since = self.all(), []

    def all(self) -> bytes:
        content = bytearray(self.kept)
        for op in self.since:
            _do(content, op)
        return bytes(content)

    def some(self, luck: random.Random) -> bytes:
        """The safe bytes, and whatever else may have arrived."""
        content = bytearray(self.kept)
        for op in self.since:
            if isinstance(op, Cut):
                if luck.random() < 0.5:
                    _do(content, op)
            else:
                _arrive(content, op, luck)
        return bytes(content)


def _do(content: bytearray, op: Data) -> None:
    if isinstance(op, Cut):
        del content[op.size :]
        content.extend(bytes(op.size - len(content)))
    else:
        content.extend(bytes(max(0, op.offset - len(content))))
        content[op.offset : op.offset + len(op.content)] = op.content


def _arrive(content: bytearray, op: Write, luck: random.Random) -> None:
    """Write all, nothing, some sectors of it, or only its length."""
    match luck.choice(("all", "nothing", "torn", "length")):
        case "all":
            _do(content, op)
        case "torn":
            for start in range(0, len(op.content), SECTOR):
                if luck.random() < 0.5:
                    part = op.content[start : start + SECTOR]
                    _do(content, Write(op.path, op.offset + start, part))
        case "length":
            end = op.offset + len(op.content)
            content.extend(bytes(max(0, end - len(content))))


Arrived = Literal["nothing", "some"]
ARRIVED: tuple[Arrived, ...] = ("nothing", "some", "some")
"""All of it arrived where a program was only killed: that is for the sweeps."""


class Disk:
    """A folder on a disk that forgets what it did not promise."""

    def __init__(self, start: Path) -> None:
        self.now: dict[str, File | None] = {
            str(path.relative_to(start)): File(path.read_bytes())
            if path.is_file()
            else None
            for path in start.rglob("*")
        }
        self.kept = dict(self.now)
        self.since: list[tuple[Name, File | None]] = []

    def do(self, op: Op) -> None:
        """Take in one call of the program."""
        match op:
            case Write(path=path) | Cut(path=path):
                self._file(path).since.append(op)
            case Sync(path=path):
                self._sync(path)
            case Make() | Rename() | Remove():
                file = File() if op == Make(op.path) else self.now.get(op.path)
                self.since.append((op, file))
                _name(self.now, op, file)
            case Said():
                pass

    def _file(self, path: str) -> File:
        file = self.now[path]
        assert file is not None, path
        return file

    def _sync(self, path: str) -> None:
        file = self.now.get(path)
        if file is not None:
            file.sync()
            return
        later = []
        for op, made in self.since:
            if _folder_of(op) == path:
                _name(self.kept, op, made)
            else:
                later.append((op, made))
        self.since = later

    def after_cut(self, luck: random.Random, arrived: Arrived) -> dict[str, bytes]:
        """One of the many things that may be found when the power is back."""
        names = dict(self.kept)
        for op, file in self.since:
            if arrived == "some" and luck.random() < 0.5:
                _name(names, op, file)
        return {
            path: file.some(luck) if arrived == "some" else file.kept
            for path, file in names.items()
            if file is not None and _is_reachable(path, names)
        }


def _folder_of(op: Name) -> str:
    path = op.to if isinstance(op, Rename) else op.path
    return str(Path(path).parent)


def _name(names: dict[str, File | None], op: Name, file: File | None) -> None:
    match op:
        case Make(path=path):
            names[path] = file
        case Remove(path=path):
            names.pop(path, None)
        case Rename(path=path, to=to):
            if path in names or file is not None:
                names.pop(path, None)
                names[to] = file


def _is_reachable(path: str, names: dict[str, File | None]) -> bool:
    parents = [str(parent) for parent in Path(path).parents]
    return all(parent in names for parent in parents if parent != ".")


def cuts(
    start: Path, ops: Sequence[Op], *, images: int, luck: random.Random
) -> Iterator[tuple[str, list[str], dict[str, bytes]]]:
    """What may be found after power cuts at all times of an act.

    Yields:
        Where the cut was, what had been acknowledged, and the content of every file.
    """
    every = max(1, len(ops) * len(ARRIVED) // images)
    disk, said = Disk(start), list[str]()
    for number, op in enumerate(ops):
        disk.do(op)
        if isinstance(op, Said):
            said += op.words.split()
        elif number % every and not isinstance(op, Rename | Remove):
            continue
        for arrived in ARRIVED:
            found = disk.after_cut(luck, arrived)
            yield f"cut after {number}, {_told(op)}: {arrived}", list(said), found


def unsafe_renames(start: Path, ops: Sequence[Op]) -> list[str]:
    """Renames of files whose bytes, or whose new names, were not made safe."""
    disk, waiting, found = Disk(start), dict[str, str](), list[str]()
    for op in ops:
        match op:
            case Rename(path=path, to=to):
                file = disk.now.get(path)
                if file is not None and file.since:
                    found.append(f"{path}: not synced before it was renamed")
                waiting[str(Path(to).parent)] = to
            case Sync(path=path):
                waiting.pop(path, None)
            case Said():
                found += [f"{to}: folder not synced" for to in waiting.values()]
        disk.do(op)
    return found + [f"{to}: folder never synced" for to in waiting.values()]


def _told(op: Op) -> str:
    where = getattr(op, "path", "")
    return f"{type(op).__name__.lower()} {where}"


def lay_out(found: dict[str, bytes], place: Path) -> None:
    """Write what was found where a program can open it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for path, content in found.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
