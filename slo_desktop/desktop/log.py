"""The log: what happened and where, never who or what was written.

A message of another package can hold a name or a text of the school, so of those only
the fixed part is kept, and of an error its kind and its places.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

OURS = "slo_desktop"
LOG = "slo-desktop.log"
LOG_BYTES = 1_000_000
LOGS_KEPT = 4  # beside the one that is being written


class DiscreetFormatter(logging.Formatter):
    """Writes codes and places."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of the log."""
        words = record.getMessage() if record.name == OURS else str(record.msg)
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {words}"
        if record.exc_info and record.exc_info[0]:
            line += f" {record.exc_info[0].__name__} {places(record.exc_info[2])}"
        return line.replace("\n", " ")


def places(trace: TracebackType | None) -> str:
    """Where an error came from, innermost first, without a word of its message."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return " < ".join(reversed(found))


class LogFile(RotatingFileHandler):
    """A log that is in nobody's way."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  Python's name
        """Lose a line that cannot be written: a full disk is told of elsewhere."""


def folder_of(data_dir: Path) -> Path:
    """Where the logs of a data folder lie."""
    folder = data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_log(data_dir: Path) -> logging.Handler:
    """Write warnings and faults into the data folder from now on."""
    folder = folder_of(data_dir)
    handler = LogFile(
        folder / LOG,
        maxBytes=LOG_BYTES,
        backupCount=LOGS_KEPT,
        encoding="utf-8",
        delay=True,
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(DiscreetFormatter())
    logging.getLogger().addHandler(handler)
    return handler
