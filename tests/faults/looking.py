"""Look at a folder after something happened to it: SAFETY.md's assertion A."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Fault
from slo_desktop.services.checking import check
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Head, Journal, head_of_table
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.opening import open_folder

HARMLESS = {Fault.FILE_ORPHAN}
"""Bytes that arrived before the record that was to name them."""


def restarted(folder: Path) -> set[str]:
    """Open the folder as the program does; the references that are there."""
    database = folder / "school.sqlite"
    open_folder(folder, database)
    engine = open_engine(database)
    with Session(engine) as session:
        journal = Journal(folder)
        journal.catch_up(session)
        assert journal.head() == head_of_table(session)
        found = set(session.scalars(sa.select(Evidence.ref)))
    engine.dispose()
    return found


def whole_after(folder: Path, acknowledged: Collection[str], where: str) -> set[str]:
    """Restart, and find all that was acknowledged, whole, and at most one save more."""
    found = restarted(folder)
    assert set(acknowledged) <= found, where
    assert len(found) <= len(acknowledged) + 1, where
    answer = check(folder, folder / "school.sqlite")
    assert {finding.fault for finding in answer.findings} <= HARMLESS, where
    assert answer.is_whole, where
    return found


def head(folder: Path) -> Head:
    """The newest change, whose hash stands for everything before it."""
    engine = open_engine(folder / "school.sqlite")
    with Session(engine) as session:
        found = head_of_table(session)
    engine.dispose()
    return found
