"""Files as the sealing library meets them: they count, and remember what went wrong.

An error inside a read or a write comes back from the library as one of its own, without
what the disk said; these keep the true one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Reads(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int = ..., /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Writes(Protocol):
    """Anything that takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take all of them."""


class Noting:
    """A source that knows what was read from it."""

    def __init__(
        self, source: Reads, progress: Callable[[int], None] | None = None
    ) -> None:
        self._source = source
        self._progress = progress
        self._hash = hashlib.sha256()
        self.bytes = 0
        self.error: BaseException | None = None

    @property
    def sha256(self) -> str:
        """Of everything read so far."""
        return self._hash.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Read, and note it."""
        try:
            data = self._source.read(size)
            self._hash.update(data)
            self.bytes += len(data)
            if self._progress:
                self._progress(self.bytes)
        except BaseException as error:
            self.error = error
            raise
        return data


class Sink:
    """A target that knows how much was written to it."""

    def __init__(
        self, target: Writes, progress: Callable[[int], None] | None = None
    ) -> None:
        self._target = target
        self._progress = progress
        self.bytes = 0
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Write, and note it."""
        try:
            self._target.write(data)
            self.bytes += len(data)
            if self._progress:
                self._progress(self.bytes)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


class Hashing:
    """Takes bytes only to know their hash."""

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        self._progress = progress
        self._hash = hashlib.sha256()
        self._bytes = 0

    @property
    def sha256(self) -> str:
        """Of everything taken so far."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._hash.update(data)
        self._bytes += len(data)
        if self._progress:
            self._progress(self._bytes)
        return len(data)
