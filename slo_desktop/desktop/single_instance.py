"""One program per data folder: the second start asks the first to come forward.

A file that the second start was given goes along, in the body of that call: never in an
address, and only to who could read the note that lies in the folder.

The lock is the operating system's own, so it is gone with the process that held it,
however that ended; a file that merely lies there locks nobody out.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from slo_desktop.domain.errors import AlreadyOpenError
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.files import PRIVATE_FOLDER, write_atomically
from slo_desktop.storage.writable import may_write
from slo_desktop.web.shell import FILE, NONCE_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOCK = "lock"
NOTE = "instance.json"
HERE = "127.0.0.1"
PATIENCE_SECONDS = 8.0
MOST_BYTES = 1 << 12
ENTRY = re.compile(r"/enter/[\w-]{20,100}")
PORT_TAKEN = "port taken"
UNANSWERED = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    OverflowError,
    http.client.HTTPException,
)


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
    except OSError:
        if may_write(data_dir, data_dir / LOCK):
            raise
        # Nobody can write here, so that nobody has to be kept from it.
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
    with suppress(OSError):  # the folder may be read-only, or away
        (data_dir / NOTE).unlink(missing_ok=True)


def call_first(data_dir: Path, opened: Path | None = None) -> FirstAnswer | None:
    """Ask the open program to come forward, or for a way in.

    A program that is still starting gets a moment.

    Args:
        data_dir: the folder that it has open.
        opened: a file that it is to show.

    Returns:
        None when nobody answered.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(*UNANSWERED):
            note = parsed_object((data_dir / NOTE).read_text(encoding="utf-8"))
            return _call(int(note["port"]), str(note["nonce"]), opened)
        time.sleep(0.1)
    return None


def _call(port: int, nonce: str, opened: Path | None) -> FirstAnswer:
    here = f"http://{HERE}:{port}"
    sent = json.dumps({FILE: os.fspath(opened) if opened else None})
    connection = http.client.HTTPConnection(HERE, port, timeout=PATIENCE_SECONDS)
    try:
        headers = {
            "Origin": here,
            NONCE_HEADER: nonce,
            "Content-Type": "application/json",
        }
        connection.request("POST", "/second-start", sent, headers)
        answer = parsed_object(connection.getresponse().read(MOST_BYTES))
    finally:
        connection.close()
    return first_answer(answer, here)


def first_answer(answer: Mapping[str, Any], here: str) -> FirstAnswer:
    """What the program that answered has done.

    Args:
        answer: what it said.
        here: the address that it answered at.

    Raises:
        KeyError, TypeError, ValueError: it is not our program.
    """
    entry = answer["entry"]
    if entry is None:
        return FirstAnswer(shown=bool(answer["shown"]), url=None)
    if not ENTRY.fullmatch(entry):
        # Another program has the port by now: a browser must not be led elsewhere.
        raise ValueError(PORT_TAKEN)
    return FirstAnswer(shown=False, url=here + entry)
