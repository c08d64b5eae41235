"""One signed transaction, whoever writes: a page, a command or a job."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slo_desktop.domain.changes import Authorship
from slo_desktop.storage.changes import is_much, write_as
from slo_desktop.storage.database import begin_writing
from slo_desktop.storage.search_upkeep import keep_up

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.storage.journal import Journal


def new_step() -> str:
    """Name for a new step of history, which is undone as a whole."""
    return str(uuid.uuid4())


@contextmanager
def writing(
    session: Session,
    *,
    journal: Journal,
    now: dt.datetime,
    actor: str | None = None,
    step: str | None = None,
) -> Iterator[Session]:
    """Keep every change made inside the block, or none of them.

    The second copy of the change is on disk before the block's caller goes on.

    Args:
        session: becomes the one writer, signed.
        journal: where the second copy goes.
        now: the time written into every change.
        actor: uid of the person who writes, or nobody.
        step: history step to continue; a new one unless given.

    Raises:
        JournalBehindError: everything is saved, but the second copy is not.
    """
    begin_writing(session)
    write_as(session, Authorship(now, step or new_step(), actor))
    try:
        yield session
        session.commit()
        is_import = is_much(session)
        journal.catch_up(session)
        if is_import:
            keep_up(session)  # the next search need not wait for all of it
    finally:
        session.rollback()
