"""Whose program it is that asks to be let in.

The address that lets a browser in stands on the browser's command line, where Linux
shows it to every user of the computer. A file that leads there would hide it; but what
a file leads to is another site to a browser, which then sends no strict cookie, and a
browser in a box of its own may not read the file at all. So the door asks the system
whose connection it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONNECTIONS = Path("/proc/net/tcp")
LOCAL, REMOTE, USER = 1, 2, 7
ROOT = 0
"""May read everything of everybody's anyway, and carries connections from elsewhere."""


def is_of_this_user(environ: Mapping[str, Any]) -> bool:
    """Whether a request comes from a program of the person who opened ours.

    Only Linux says so to everybody; where nothing is known, the secret in the address
    has to do.

    Args:
        environ: of the request, as the server gives it.
    """
    if not sys.platform.startswith("linux"):
        return True
    ports = str(environ.get("REMOTE_PORT", "")), str(environ.get("SERVER_PORT", ""))
    return set(_users(*ports)) <= {os.getuid(), ROOT}


def _users(theirs: str, ours: str) -> Iterator[int]:
    """Owners of the connections from one port to another."""
    if not theirs.isdecimal():
        return
    wanted = (f":{int(theirs):04X}", f":{int(ours):04X}")
    try:
        lines = CONNECTIONS.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return
    for line in lines:
        parts = line.split()
        if parts[LOCAL].endswith(wanted[0]) and parts[REMOTE].endswith(wanted[1]):
            yield int(parts[USER])
