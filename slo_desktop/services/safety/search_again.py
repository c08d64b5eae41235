"""Make search again beside the open program, where a check found that it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from slo_desktop.domain.errors import StoppedError
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.search_again import make_again

if TYPE_CHECKING:
    import threading
    from pathlib import Path

PAUSE_SECONDS = 0.02
"""Lets a save past that waits for its turn."""


def make_search_again(database: Path, *, stop: threading.Event) -> int:
    """Have search learn every record anew; how many there were.

    Args:
        database: the data file; only what is derived from its records changes.
        stop: ends it between two steps. Search then finds only a part, and the next
            check says so.

    Raises:
        StoppedError: somebody stopped it.
    """
    engine, count = open_engine(database), 0
    try:
        with Session(engine) as session:
            for records in make_again(session):
                count += records
                if stop.wait(PAUSE_SECONDS):
                    raise StoppedError
    finally:
        engine.dispose()
    return count
