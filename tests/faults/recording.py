"""Read from strace what an act asked of the disk, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.power import Cut, Make, Op, Remove, Rename, Said, Sync, Write
from tests.faults.sweeping import Sweep

WATCHED = (
    "openat",
    "close",
    "lseek",
    "write",
    "pwrite64",
    "writev",
    "sendfile",
    "copy_file_range",
    "ftruncate",
    "fallocate",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
)
OPTIONS = ("-y", "-xx", "-s", "100000000", "-e", f"trace={','.join(WATCHED)}")
LINE = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(\(| resumed>)(.*)")
RESULT = re.compile(r"(.*)\) += (-?\d+|\?)(<[^>]*>)?.*", re.DOTALL)
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HANDLE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")
UNFINISHED = " <unfinished ...>"


def _plain(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


@dataclass
class Call:
    """One call that came back."""

    name: str
    arguments: str
    result: int
    at: str

    def strings(self) -> list[bytes]:
        return [_plain(found) for found in STRING.findall(self.arguments)]

    def handles(self) -> list[tuple[int, str]]:
        found = HANDLE.findall(self.arguments)
        return [(int(number), _plain(path).decode()) for number, path in found]

    def last_number(self) -> int:
        return int(self.arguments.rpartition(",")[2].strip())


def calls_in(log: Path) -> Iterator[Call]:
    """Every call that did not fail, in the order in which they came back."""
    begun: dict[str, str] = {}
    for line in log.read_text("ascii", "replace").splitlines():
        if not (found := LINE.match(line)):
            continue
        thread, name, how, rest = found.groups()
        if how == " resumed>":
            rest = begun.pop(thread, "") + rest
        if rest.endswith(UNFINISHED):
            begun[thread] = rest.removesuffix(UNFINISHED)
        elif (ended := RESULT.match(rest)) and ended[2] not in {"?", "-1"}:
            place = _plain((ended[3] or "<>")[1:-1]).decode()
            yield Call(name, ended[1], int(ended[2]), place)


@dataclass
class Reader:
    """Turns calls into what they did to the folder.

    Attributes:
        world: the folder.
        said: the file to which the act writes what it acknowledges.
        sizes: how long each file is, to know where an appended line goes.
    """

    world: Path
    said: Path
    sizes: dict[str, int]
    offsets: dict[int, int] = field(default_factory=dict)

    def read(self, calls: Iterator[Call]) -> Iterator[Op]:
        for call in calls:
            handler = getattr(self, f"_{call.name}")
            yield from handler(call)

    def _ours(self, path: str) -> str | None:
        found = Path(path)
        if not found.is_relative_to(self.world):
            return None
        return str(found.relative_to(self.world))

    def _openat(self, call: Call) -> Iterator[Op]:
        path, flags = self._ours(call.at), call.arguments
        self.offsets[call.result] = 0
        if path is None or "O_DIRECTORY" in flags:
            return
        if path not in self.sizes and "O_CREAT" in flags:
            self.sizes[path] = 0
            yield Make(path)
        if "O_TRUNC" in flags and self.sizes[path]:
            self.sizes[path] = 0
            yield Cut(path, 0)
        if "O_APPEND" in flags:
            self.offsets[call.result] = self.sizes[path]

    def _close(self, _call: Call) -> Iterator[Op]:
        return iter(())

    def _lseek(self, call: Call) -> Iterator[Op]:
        for number, _path in call.handles():
            self.offsets[number] = call.result
        return iter(())

    def _write(self, call: Call) -> Iterator[Op]:
        number, path = call.handles()[0]
        content = call.strings()[0][: call.result]
        if path == str(self.said):
            yield Said(content.decode("utf-8", "replace"))
        elif ours := self._ours(path):
            offset = self.offsets.get(number, 0)
            self.offsets[number] = offset + len(content)
            yield self._put(ours, offset, content)

    def _put(self, path: str, offset: int, content: bytes) -> Write:
        end = offset + len(content)
        self.sizes[path] = max(self.sizes.get(path, 0), end)
        return Write(path, offset, content)

    def _pwrite64(self, call: Call) -> Iterator[Op]:
        if ours := self._ours(call.handles()[0][1]):
            content = call.strings()[0][: call.result]
            yield self._put(ours, call.last_number(), content)

    def _copied(self, call: Call) -> Iterator[Op]:
        assert not any(self._ours(path) for _n, path in call.handles()), call.name
        return iter(())

    _sendfile = _copy_file_range = _writev = _fallocate = _link = _copied

    def _ftruncate(self, call: Call) -> Iterator[Op]:
        if ours := self._ours(call.handles()[0][1]):
            self.sizes[ours] = call.last_number()
            yield Cut(ours, call.last_number())

    def _fsync(self, call: Call) -> Iterator[Op]:
        if ours := self._ours(call.handles()[0][1]):
            yield Sync(ours)

    _fdatasync = _fsync

    def _rename(self, call: Call) -> Iterator[Op]:
        found = [self._ours(path.decode()) for path in call.strings()]
        path, to = found[0], found[1]
        assert bool(path) == bool(to), "renamed out of the folder, or into it"
        if path and to:
            if path in self.sizes:
                self.sizes[to] = self.sizes.pop(path)
            yield Rename(path, to)

    _renameat = _renameat2 = _rename

    def _unlink(self, call: Call) -> Iterator[Op]:
        if ours := self._ours(call.strings()[0].decode()):
            self.sizes.pop(ours, None)
            yield Remove(ours)

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> Iterator[Op]:
        if ours := self._ours(call.strings()[0].decode()):
            yield Make(ours, is_folder=True)


def recorded(sweep: Sweep) -> Sequence[Op]:
    """Everything that one run of an act asked of the disk in its folder."""
    sweep.rehearse()
    log = sweep.stage.place / "trace"
    ending = sweep.run("-o", str(log), *OPTIONS)
    assert ending.code == 0, ending.said
    sizes = {
        str(path.relative_to(sweep.start)): path.stat().st_size
        for path in sweep.start.rglob("*")
        if path.is_file()
    }
    reader = Reader(sweep.world, sweep.stage.place / "said", sizes)
    return list(reader.read(calls_in(log)))
