"""How long a person waits for the first page, against a bare window.

Both programs start as a fresh process in turn, and both say when their first page
stands. The bare one is the least that shows a page at all: pywebview, waitress and a
page of one word.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET = 2.0
ROUNDS = 5
PATIENCE_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]

BARE = """
import os, sys, threading
import webview
from waitress.server import create_server

def page(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<!doctype html><title>Bare</title><h1>Page</h1>"]

server = create_server(page, host="127.0.0.1", port=0)
threading.Thread(target=server.run, daemon=True).start()
window = webview.create_window("Bare", f"http://127.0.0.1:{server.effective_port}/")

def loaded():
    print("loaded", flush=True)
    window.destroy()

window.events.loaded += loaded
webview.start(private_mode=False, storage_path=os.path.join(sys.argv[1], "bare"))
"""
OURS = """
import sys
from pathlib import Path
from slo_desktop.desktop.main import run
from slo_desktop.settings import Settings

folder = Path(sys.argv[1])

def loaded(window):
    print("loaded", flush=True)
    window.close()

run(Settings(data_dir=folder / "school", cache_dir=folder / "cache"), on_loaded=loaded)
"""


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """An environment with a screen: the one that is here, else a virtual one."""
    here = {**os.environ, "PYTHONPATH": str(ROOT), "PYWEBVIEW_GUI": "gtk"}
    # A person's computer keeps compiled modules; a build machine may not.
    here.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("DISPLAY") or sys.platform in {"win32", "darwin"}:
        yield here
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"]
    with subprocess.Popen(
        command, pass_fds=(write,), stderr=subprocess.DEVNULL
    ) as screen:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            yield {**here, "DISPLAY": f":{number}"}
        finally:
            screen.terminate()


def seconds(program: str, folder: Path, environment: dict[str, str]) -> float:
    """From the start of a process to the word that its first page stands."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        took = time.perf_counter() - start
        process.wait(PATIENCE_SECONDS)
    if "loaded" not in said:
        message = "the window did not open"
        raise RuntimeError(message)
    return took


def measure(rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of our window and of the bare one, measured in turn."""
    folder = Path(tempfile.mkdtemp(prefix="window-bench-"))
    try:
        with display() as environment:
            for program in (BARE, OURS):  # fill the disk's cache, make the school
                seconds(program, folder, environment)
            pairs = [
                (
                    seconds(OURS, folder, environment),
                    seconds(BARE, folder, environment),
                )
                for _ in range(rounds)
            ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ours, bare = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(bare)


def row() -> tuple[str, str, str, bool]:
    """What the bench table shows: name, measured, budget, kept."""
    ours, bare = measure()
    measured = f"{ours:.2f} s = {ours / bare:.2f} x {bare:.2f} s"
    kept = ours <= BUDGET * bare
    return "window: start to first page loaded", measured, f"<= {BUDGET} x bare", kept


if __name__ == "__main__":
    sys.stdout.write("  ".join(map(str, row())) + "\n")
