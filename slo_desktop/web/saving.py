"""One request, one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import g
from sqlalchemy.exc import OperationalError

from slo_desktop.services.writing import new_step, writing
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import folder
from slo_desktop.web.presence import let_write, look_for, reopen_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@contextmanager
def saving(step: str | None = None) -> Iterator[Session]:
    """Keep every change made inside the block, or none of them.

    The change and its journal line are on disk when the block is left.

    Args:
        step: history step to continue (autosave); a new one unless given.
    """
    here = folder()
    let_write(here)
    g.step = step or new_step()
    try:
        with writing(
            db.session(),
            journal=here.journal,
            now=here.settings.now(),
            actor=here.preferences.load().writer,
            step=g.step,
        ) as session:
            yield session
    except OperationalError:
        # What the disk refused once is asked of it with a new handle, never the old.
        reopen_file()
        raise


@contextmanager
def reading() -> Iterator[Session]:
    """Read, and let go of the data file at once: a long read holds up every save."""
    look_for(folder())
    session = db.session()
    try:
        yield session
    finally:
        session.rollback()
