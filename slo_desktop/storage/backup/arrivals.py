"""A large file that a browser sent, kept below the cache until it was looked at."""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.storage.files import PRIVATE_FOLDER

if TYPE_CHECKING:
    from pathlib import Path


class Arrivals:
    """One folder below the cache; only the newest arrival is kept."""

    def __init__(
        self, cache_dir: Path, name: str = "restores", ending: str = ".slobackup"
    ) -> None:
        self.folder = cache_dir / name
        self.ending = ending

    def put(self, stream: BinaryIO) -> Path:
        """Write what was sent; what came before is removed.

        Raises:
            OSError: the disk refused.
        """
        self.clear()
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        place = self.folder / f"{uuid.uuid4().hex}{self.ending}"
        with place.open("xb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
        return place

    def clear(self) -> None:
        """Remove everything that was sent."""
        shutil.rmtree(self.folder, ignore_errors=True)
