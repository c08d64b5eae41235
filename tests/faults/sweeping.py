"""Kill an act, or fail it, at one system call after the other.

A first run, watched and left alone, tells which calls touch the folder under test;
then every run starts from the same folder and meets its end one call later. What is
left must be the old state or the new one: that is for the caller to look at.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.watching import Ending, Stage

CALLS = (
    "openat",
    "write",
    "pwrite64",
    "sendfile",
    "copy_file_range",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "unlink",
    "mkdir",
    "rmdir",
    "link",
)
DECISIVE = frozenset({"rename", "unlink", "link", "rmdir"})
"""Calls after which the folder says something else."""

EVERY_POINT = bool(os.environ.get("SLO_LONG"))
ENTERED = re.compile(r"(\d+) +([a-z0-9_]+)\(")

Look = Callable[[str, Ending], None]
"""Judges what is left, given where the act was stopped and how it ended."""


@dataclass(frozen=True)
class Point:
    """The Nth call of one kind."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


@dataclass(frozen=True)
class Sweep:
    """An act that is done again and again on the same folder.

    Attributes:
        stage: who does it.
        asked: what to do; it names `world`.
        world: where the folder is put for every run.
        start: the folder as it is before.
        outside: other places whose calls count, such as that of a file to be written.
        since: part of a path; calls before the first that names it do not count.
        prepare: what else to put in order before each run.
    """

    stage: Stage
    asked: Sequence[str]
    world: Path
    start: Path
    outside: Sequence[Path] = ()
    since: str = ""
    prepare: Callable[[], None] = lambda: None

    def points(self, calls: Sequence[str] = CALLS) -> list[Point]:
        """Every call that touches the folder, in order, from a run left alone."""
        self.rehearse()
        log = self.stage.place / "trace"
        ending = self.run("-y", "-o", str(log), "-e", f"trace={','.join(calls)}")
        assert ending.code == 0, ending.said
        return list(self._read(log))

    def _read(self, log: Path) -> Iterator[Point]:
        places = [str(self.world), *map(str, self.outside)]
        counted: Counter[tuple[str, str]] = Counter()
        seen: set[Point] = set()
        has_begun = not self.since
        for line in log.read_text("utf-8", "replace").splitlines():
            if not (found := ENTERED.match(line)):
                continue
            counted[found[1], found[2]] += 1
            point = Point(found[2], counted[found[1], found[2]])
            has_begun |= self.since in line
            if not has_begun or point in seen:
                continue
            if any(place in line for place in places):
                seen.add(point)
                yield point

    def stop(self, point: Point, what: str) -> Ending:
        """Start from the beginning and meet `what` at one point."""
        how = f"inject={point.call}:{what}:when={point.number}"
        return self.run("-o", os.devnull, "-e", f"trace={point.call}", "-e", how)

    def run(self, *options: str) -> Ending:
        """Start from the beginning, watched with these options of strace."""
        self._begin()
        return self.stage.act(*self.asked, options=options)

    def rehearse(self) -> None:
        """Have done once what a program does once, such as loading its modules."""
        self._begin()
        self.stage.rehearse(*self.asked)

    def _begin(self) -> None:
        shutil.rmtree(self.world, ignore_errors=True)
        shutil.copytree(self.start, self.world)
        self.prepare()


def thinned(points: Sequence[Point], most: int) -> list[Point]:
    """Some of the points, spread evenly; half of them decisive ones, if there are."""
    if EVERY_POINT or len(points) <= most:
        return list(points)
    decisive = [i for i, point in enumerate(points) if point.call in DECISIVE]
    others = [i for i, point in enumerate(points) if point.call not in DECISIVE]
    kept = _spread(decisive, most // 2)
    return [points[i] for i in sorted(kept + _spread(others, most - len(kept)))]


def _spread(numbers: list[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return numbers
    return [numbers[n * (len(numbers) - 1) // (most - 1)] for n in range(most)]


def kill_everywhere(sweep: Sweep, look: Look, *, most: int) -> int:
    """Kill at each point and look at what is left; how many kills there were."""
    kills = 0
    for point in thinned(sweep.points(), most):
        ending = sweep.stop(point, "signal=KILL")
        assert "Traceback" not in ending.said, (point, ending.said)
        look(f"killed at {point}", ending)
        kills += ending.killed
    assert kills, "nothing was ever killed"
    return kills


def fail_everywhere(
    sweep: Sweep, look: Look, *, error: str, calls: Sequence[str], most: int
) -> int:
    """Have the system refuse one call after the other; how often it did."""
    refused = 0
    for point in thinned(sweep.points(calls), most):
        ending = sweep.stop(point, f"error={error}")
        assert "Traceback" not in ending.said, (point, ending.said)
        look(f"{error} at {point}", ending)
        refused += 1
    assert refused, "nothing was ever refused"
    return refused
