"""A virtual screen, and what is to be seen on it."""

from __future__ import annotations

import os
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

WIDTH, HEIGHT = 1600, 1000
ALIKE = 0.01
"""Share of dots that may differ between two pictures of one page."""

FEWEST_COLOURS = 100
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Screen:
    """One virtual screen.

    Attributes:
        name: what programs call it.
        memory: the file that holds its dots, in the form of `xwd`.
    """

    name: str
    memory: Path

    def picture(self) -> Image.Image:
        """What stands on it now."""
        data = self.memory.read_bytes()
        header = struct.unpack(">25I", data[:100])
        width, height, line, colours = header[4], header[5], header[12], header[19]
        start = header[0] + 12 * colours
        dots = data[start : start + line * height]
        return Image.frombytes("RGB", (width, height), dots, "raw", "BGRX", line, 1)

    def settled(self, seconds: float = 1.5) -> Image.Image:
        """What stands on it once a page is there and moves no more."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        before, since = self.picture(), time.monotonic()
        while time.monotonic() < deadline:
            time.sleep(0.1)
            now = self.picture()
            if difference(before, now) > 0 or colours(now) < FEWEST_COLOURS:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > seconds:
                return now
        raise AssertionError("no page came to stand on the screen")

    def wait_for(self, page: Image.Image) -> None:
        """Wait until this page stands on it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while difference(self.picture(), page) > ALIKE:
            assert time.monotonic() < deadline, "the page did not come"
            time.sleep(0.02)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that are not alike."""
    changed = ImageChops.difference(one, other).convert("L").point(_is_seen)
    return changed.histogram()[255] / (changed.width * changed.height)


def _is_seen(change: int) -> int:
    return 255 if change > 16 else 0


def colours(picture: Image.Image) -> int:
    """How many colours there are."""
    return len(picture.getcolors(picture.width * picture.height) or ())


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen of our own, whose dots lie in this folder."""
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size]
    with subprocess.Popen(
        [*command, "-fbdir", str(folder)],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            yield Screen(f":{number}", folder / "Xvfb_screen0")
        finally:
            server.terminate()
