"""A file system for SQLite that writes down what is asked of it (apsw).

It needs no strace, so it shows on every system that SQLite, with our settings, asks for
things in an order that survives a power cut. It is apsw's SQLite and not the driver's:
what the program itself asks for is in `recording.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from tests.faults.power import Cut, Make, Op, Remove, Sync, Write


class Recorder(apsw.VFS):
    """Everything is really done, and noted.

    Attributes:
        ops: what was asked, in order.
    """

    def __init__(self, folder: Path) -> None:
        self.name, self.folder = f"recorder-{id(self)}", folder
        self.ops: list[Op] = []
        self.fresh: set[str] = set()
        super().__init__(self.name, "")

    def short(self, name: Any) -> str | None:
        """The name inside the folder; None for a file that has no name."""
        full = name.filename() if isinstance(name, apsw.URIFilename) else name
        return Path(full).name if full else None

    def xOpen(self, name: Any, flags: list[int]) -> RecordedFile:  # noqa: N802  apsw
        short = self.short(name)
        if short and not (self.folder / short).exists():
            self.ops.append(Make(short))
            self.fresh.add(short)
        return RecordedFile(self, name, flags, short)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802  apsw
        super().xDelete(filename, syncdir)
        self.ops.append(Remove(Path(filename).name))
        if syncdir:
            self.ops.append(Sync("."))


class RecordedFile(apsw.VFSFile):
    """One open file."""

    def __init__(
        self, recorder: Recorder, name: Any, flags: list[int], short: str | None
    ) -> None:
        self.recorder, self.short = recorder, short
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  apsw
        super().xWrite(data, offset)
        if self.short:
            self.recorder.ops.append(Write(self.short, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802  apsw
        super().xTruncate(newsize)
        if self.short:
            self.recorder.ops.append(Cut(self.short, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802  apsw
        super().xSync(flags)
        if self.short:
            self.recorder.ops.append(Sync(self.short))
            if self.short in self.recorder.fresh:
                # The first sync of a new file is one of its folder too.
                self.recorder.fresh.discard(self.short)
                self.recorder.ops.append(Sync("."))
