"""A screen of our own, and the program as a person starts it."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slo_desktop.desktop import browsing, web_view

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            # A busy machine can be too slow for a real window once; the run says so.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The name of a virtual screen."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"]
    with subprocess.Popen(
        command, pass_fds=(write,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


class Program:
    """One start of the program, with what it says."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            start_new_session=True,
        )
        self._said: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def line(self, seconds: float = PATIENCE_SECONDS) -> str:
        """The next line it says."""
        return self._said.get(timeout=seconds)

    def has_said(self) -> bool:
        """Whether a line is waiting."""
        return not self._said.empty()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n"))

    def url(self) -> str:
        """The way in, as `serve` prints it."""
        return str(json.loads(self.line())["url"])

    def stop(self) -> int:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        code, said, complained = self.ended()
        if code:
            sys.stderr.write(f"{said}\n{complained}")
        return code

    def kill(self) -> None:
        """What the task manager does."""
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    def ended(self) -> tuple[int, str, str]:
        """Exit code, and what it has said since it was last asked."""
        code = self.process.wait(PATIENCE_SECONDS)
        self._listener.join(PATIENCE_SECONDS)
        assert self.process.stderr is not None
        said = [self._said.get() for _ in range(self._said.qsize())]
        return code, "\n".join(said), self.process.stderr.read()

    def family(self) -> set[int]:
        """This process and all that came from it."""
        found, new = set[int](), {self.process.pid}
        while new:
            found |= new
            new = {pid for pid, parent in _parents() if parent in found} - found
        return found

    def __del__(self) -> None:
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


def _parents() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[0] != "Z":
            yield int(path.parent.name), int(after_name[1])


def still_running(pids: set[int], seconds: float = 10) -> set[int]:
    """Those that do not end in time."""
    deadline = time.monotonic() + seconds
    while True:
        left = pids & {pid for pid, _ in _parents()}
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The school's folder, not made yet."""
    return tmp_path / "ysgol"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Surroundings without a screen, where everything lies below `tmp_path`."""
    here = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE"}
    }
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        here[name] = str(tmp_path / name.lower())
    return here | {"NO_AT_BRIDGE": "1"}


Start = Callable[..., Program]


@pytest.fixture
def start(home: dict[str, str]) -> Iterator[Start]:
    """Start the program; whatever still runs at the end is ended."""
    started: list[Program] = []

    def begin(
        *arguments: object, display: str | None = None, script: Path | None = None
    ) -> Program:
        head = [str(script)] if script else ["-m", "slo_desktop"]
        environment = home | ({"DISPLAY": display} if display else {})
        environment["PYTHONPATH"] = str(ROOT)
        program = Program([sys.executable, *head, *map(str, arguments)], environment)
        started.append(program)
        return program

    yield begin
    for program in started:
        if program.process.poll() is None:
            os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were opened in the person's browser."""
    urls: list[str] = []

    def browse(url: str) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(web_view, "open_in_browser", browse)
    monkeypatch.setattr(web_view, "has_display", lambda: True)
    return urls


@pytest.fixture
def ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "wait", lambda _stop, _pages, _language: None)
