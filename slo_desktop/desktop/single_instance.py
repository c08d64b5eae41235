"""One program per data folder: the second start asks the first to come forward.

The lock is the operating system's own, so it is gone with the process that held it,
however that ended; a file that merely lies there locks nobody out.
"""

from __future__ import annotations

import http.client
import json
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.storage.files import PRIVATE_FOLDER, write_atomically
from slo_desktop.web.shell import NONCE_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "lock"
NOTE = "instance.json"
HERE = "127.0.0.1"
PATIENCE_SECONDS = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswer:
    """What the program that is open already did.

    Attributes:
        shown: its window came forward.
        url: a fresh one-time address; None when there is a window instead.
    """

    shown: bool
    url: str | None


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Be the one program that writes to this folder.

    Raises:
        AlreadyOpenError: another one is.
    """
    data_dir.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = FileLock(data_dir / LOCK, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise AlreadyOpenError from error
    try:
        forget(data_dir)
        yield
    finally:
        forget(data_dir)
        lock.release()


def announce(data_dir: Path, *, port: int, nonce: str) -> None:
    """Tell a second start, and nobody else on this computer, how to reach us."""
    note = json.dumps({"port": port, "nonce": nonce})
    write_atomically(data_dir / NOTE, note.encode(), private=True)


def forget(data_dir: Path) -> None:
    """Take the note away: nobody answers there any more."""
    (data_dir / NOTE).unlink(missing_ok=True)


def call_first(data_dir: Path) -> FirstAnswer | None:
    """Ask the open program to come forward, or for a way in.

    A program that is still starting gets a moment.

    Returns:
        None when nobody answered.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError, KeyError, http.client.HTTPException):
            note = json.loads((data_dir / NOTE).read_text(encoding="utf-8"))
            return _call(int(note["port"]), str(note["nonce"]))
        time.sleep(0.1)
    return None


def _call(port: int, nonce: str) -> FirstAnswer:
    here = f"http://{HERE}:{port}"
    connection = http.client.HTTPConnection(HERE, port, timeout=PATIENCE_SECONDS)
    try:
        headers = {"Origin": here, NONCE_HEADER: nonce}
        connection.request("POST", "/second-start", headers=headers)
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    entry = answer["entry"]
    return FirstAnswer(shown=answer["shown"], url=here + entry if entry else None)
