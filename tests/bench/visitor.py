"""A real server in a process of its own, and somebody who asks it for pages."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
KILOBYTES_IN_MEGABYTE = 1024


@dataclass(frozen=True)
class Answer:
    """What the server said, and how long it took until the last byte."""

    status: int
    body: str
    seconds: float


class Visitor:
    """One window: enters once, then asks over one connection."""

    def __init__(self, entry: str) -> None:
        address = urlsplit(entry)
        self.origin = f"http://{address.netloc}"
        self._connection = http.client.HTTPConnection(address.netloc, timeout=60)
        self._headers = {"Sec-Fetch-Site": "same-origin"}
        self._connection.request("GET", address.path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self._headers["Cookie"] = cookie

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form as the page's own script does."""
        headers = {
            "Origin": self.origin,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self._ask("POST", path, urlencode(fields), headers)

    def token(self, path: str) -> str:
        """The token that a page's forms carry."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get(path).body)
        return found[1] if found else ""

    def _ask(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> Answer:
        began = time.perf_counter()
        self._connection.request(method, path, body, {**self._headers, **headers})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        return Answer(answer.status, text, time.perf_counter() - began)


class Server:
    """The program, serving one data folder."""

    def __init__(self, process: subprocess.Popen[str], entry: str) -> None:
        self.visitor = Visitor(entry)  # an entry opens once
        self._process = process

    def megabytes(self) -> float | None:
        """Memory it holds now, with what it shares; None where nobody tells."""
        return memory_of(self._process.pid)


def memory_of(number: int) -> float | None:
    """Megabytes that a process holds now; None where the system does not tell."""
    status = Path(f"/proc/{number}/status")
    if not status.exists():
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text("ascii"))
    return int(found[1]) / KILOBYTES_IN_MEGABYTE if found else None


@contextmanager
def serving(data_dir: Path) -> Iterator[Server]:
    """Serve a data folder until the block is left."""
    with subprocess.Popen(
        [sys.executable, "-m", "slo_desktop", "serve", "--data", str(data_dir)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Server(process, json.loads(process.stdout.readline())["url"])
        finally:
            process.terminate()
