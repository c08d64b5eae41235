"""The processes that the program starts of itself, in the installed program."""

from __future__ import annotations

from tests.package.own_processes import OwnProcesses


class TestWorkers(OwnProcesses):
    """Of the installed program."""
