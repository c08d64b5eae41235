"""Lock and open with a passphrase, in a process of its own.

That takes seconds and half a gigabyte, as it must, and the library holds the whole
program still meanwhile; a process of its own holds nobody up, and gives the memory
back. The passphrase goes through a pipe, never through arguments or surroundings.

python -m slo_desktop.storage.backup.slow_lock
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import IO, TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.safety.keys import LockFailedError, WrongPassphraseError

if TYPE_CHECKING:
    from collections.abc import Mapping

VERB = "lock-worker"
LOCK, OPEN = "lock", "open"
LIMIT = 180.0
"""Seconds it may take: an old computer opens what a new one locked, slowly."""


def encrypt(plain: bytes, passphrase: str) -> bytes:
    """Lock something, so that only the passphrase opens it.

    Raises:
        LockFailedError: the computer could not do it now.
    """
    return _ask(LOCK, plain, passphrase)


def decrypt(locked: bytes, passphrase: str) -> bytes:
    """Open something that was locked.

    Raises:
        WrongPassphraseError: the passphrase does not open it.
        LockFailedError: the computer could not do it now.
    """
    return _ask(OPEN, locked, passphrase)


def command() -> list[str]:
    """How to start the worker, also when frozen."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "slo_desktop.storage.backup.slow_lock"]
    return [str(paths.console()), VERB]


def _ask(act: str, content: bytes, passphrase: str) -> bytes:
    order = {"act": act, "content": _text(content), "passphrase": passphrase}
    try:
        done = subprocess.run(  # noqa: S603  our own program
            command(),
            input=json.dumps(order),
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=LIMIT,
            cwd=paths.shipped(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise LockFailedError from error
    if answer["content"] is None:
        raise WrongPassphraseError
    return base64.b64decode(answer["content"])


def run(orders: IO[str], answers: IO[str]) -> int:
    """Carry out the one order that comes in, and answer it."""
    order = json.loads(orders.read())
    made = _carry_out(order)
    answers.write(json.dumps({"content": None if made is None else _text(made)}))
    answers.flush()
    return 0


def _carry_out(order: Mapping[str, str]) -> bytes | None:
    """What was locked or opened; None where the passphrase does not open it."""
    import pyrage  # noqa: PLC0415  only the worker locks and opens

    content = base64.b64decode(order["content"])
    made: bytes
    if order["act"] == LOCK:
        made = pyrage.passphrase.encrypt(content, order["passphrase"])
        return made
    try:
        made = pyrage.passphrase.decrypt(content, order["passphrase"])
    except (pyrage.DecryptError, OSError):
        return None
    return made


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


if __name__ == "__main__":
    sys.exit(run(sys.stdin, sys.stdout))
