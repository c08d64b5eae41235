"""Check every attachment's bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.checking import Fault
from slo_desktop.storage.attachments import kept_files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.services.checking.tally import Tally
    from slo_desktop.storage.objects import ObjectStore


def check_files(session: Session, store: ObjectStore, tally: Tally) -> None:
    """Compare each kept file with its hash, and look for files nobody names."""
    named = {sha256 for sha256, _uid in kept_files(session)}
    session.rollback()
    there = set(store.all())
    for sha256 in sorted(named):
        if sha256 not in there:
            tally.add(Fault.FILE_MISSING, kind="attachment", name=sha256)
        elif sha256 in tally.proven:
            continue
        elif store.is_whole(sha256):
            tally.proven.add(sha256)
        else:
            tally.add(Fault.FILE_CHANGED, kind="attachment", name=sha256)
        tally.files += 1
        tally.rest()
    for sha256 in sorted(there - named):
        tally.add(Fault.FILE_ORPHAN, name=sha256)
