"""Have `doing.py` act while strace watches, kills or refuses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
SAME_EACH_TIME = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


@cache
def can_watch() -> bool:
    """Whether this system lets a program be watched."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    tried = subprocess.run([strace, "true"], check=False, capture_output=True)
    return tried.returncode == 0


needs_strace = pytest.mark.skipif(
    not can_watch(), reason="needs strace and leave to use it (Linux)"
)


@dataclass(frozen=True)
class Ending:
    """How an act ended.

    Attributes:
        code: exit code; negative for a signal.
        said: what it wrote, to both streams.
    """

    code: int
    said: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@dataclass
class Stage:
    """The running `doing.py`.

    Attributes:
        place: a folder for what is said and noted.
    """

    process: subprocess.Popen[str]
    place: Path

    def act(self, *asked: str, options: Sequence[str] = ()) -> Ending:
        """Have one act done, watched with these options of strace, if any."""
        said = self.place / "said"
        _pipe(self.process.stdin).write(json.dumps([str(said), *asked]) + "\n")
        _pipe(self.process.stdin).flush()
        child = int(self.heard())
        _wait_until_stopped(child)
        watcher = _watch(child, options) if options else None
        os.kill(child, signal.SIGCONT)
        code = int(self.heard())
        if watcher:
            watcher.communicate(timeout=PATIENCE_SECONDS)
        return Ending(code, said.read_text("utf-8", "replace"))

    def rehearse(self, *asked: str) -> None:
        """Have an act done once by the one who makes the children."""
        _pipe(self.process.stdin).write(json.dumps(["", *asked]) + "\n")
        _pipe(self.process.stdin).flush()
        assert self.heard() == "0", asked

    def heard(self) -> str:
        return _pipe(self.process.stdout).readline().strip()


def _wait_until_stopped(child: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        about = Path(f"/proc/{child}/stat").read_text("ascii", "replace")
        if about.rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.001)
    raise TimeoutError(child)


def _watch(child: int, options: Sequence[str]) -> subprocess.Popen[str]:
    """Start strace on a stopped process; it is watching when this returns."""
    watcher = subprocess.Popen(
        ["strace", "-f", *options, "-p", str(child)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    first = _pipe(watcher.stderr).readline()
    assert "attached" in first, first
    return watcher


@contextmanager
def staged(place: Path, *modules: str) -> Iterator[Stage]:
    """Start `doing.py` with the modules that its acts will need."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    home = place / "home"
    home.mkdir(parents=True, exist_ok=True)
    surroundings = kept | dict.fromkeys(HOMES, str(home)) | SAME_EACH_TIME
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.doing", *modules],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=surroundings,
    ) as process:
        stage = Stage(process, place)
        assert stage.heard() == "ready"
        yield stage
        _pipe(process.stdin).close()
