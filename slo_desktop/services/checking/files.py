"""Check every attachment's bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.checking import Fault
from slo_desktop.storage.attachments import kept_files
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from slo_desktop.services.checking.tally import Tally
    from slo_desktop.storage.objects import ObjectStore


def check_files(session: Session, store: ObjectStore, tally: Tally) -> None:
    """Compare each kept file with its hash, and look for files nobody names.

    What a backup here names whose changes are not this school's is not looked for:
    that school can be had back. What was erased of this one stays in its own backups
    until those go, and may lie nowhere else.
    """
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
    for sha256 in sorted(_unnamed(session, store, there - named)):
        tally.add(Fault.FILE_ORPHAN, name=sha256)


def _unnamed(session: Session, store: ObjectStore, left: Collection[str]) -> set[str]:
    if not left:
        return set()
    kept = Backups(store.folder.parent).all()
    told = {one.manifest.chain for one in kept}
    ours = set(session.scalars(sa.select(Change.hash).where(Change.hash.in_(told))))
    session.rollback()
    others = [one.manifest for one in kept if one.manifest.chain not in ours]
    return set(left) - {part.sha256 for other in others for part in other.objects}
