"""What was erased once and is here again, because an older backup was restored.

The lines that say so are carried over (`storage/disposals.py`). They stay in the log:
that something was erased once is true, whatever came back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.privacy.disposal import DisposalEntry, Grounds, uids_of
from slo_desktop.domain.privacy.erasing import ERASABLE
from slo_desktop.storage.links import kinds
from slo_desktop.storage.names import named, writers
from slo_desktop.storage.privacy import carried_disposals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named
    from slo_desktop.storage.models.privacy import CarriedDisposal


def came_back(session: Session) -> tuple[Named, ...]:
    """Records that somebody erased for good and that a restore brought back."""
    lines = carried_disposals(session)
    return tuple(_here(session, {uid for line in lines for uid in _erased(line)}))


def carried_over(session: Session) -> Iterator[DisposalEntry]:
    """Lines of the log from before a restore, newest first."""
    lines = carried_disposals(session)
    who = writers(session, (line.writer for line in lines))
    for line in lines:
        yield _entry(line, len(_here(session, _erased(line))), who)


def _entry(
    line: CarriedDisposal, here_again: int, who: Mapping[str, str]
) -> DisposalEntry:
    return DisposalEntry(
        uid=line.line,
        kind=line.kind,
        ref=line.ref,
        subject=line.subject,
        at=line.erased_at,
        grounds=Grounds(reason=line.reason, asker=line.asker, case=line.case),
        records=len(line.records),
        redacted=len(line.redacted),
        changes=len(line.changes),
        files=line.files,
        who=who.get(line.writer or ""),
        here_again=here_again,
    )


def _here(session: Session, gone: Collection[str]) -> list[Named]:
    if not gone:
        return []
    found = []
    for name, kind in sorted(kinds().items()):
        if name in ERASABLE:
            query = sa.select(kind).where(kind.uid.in_(gone)).order_by(kind.id)
            found += [named(record) for record in session.scalars(query)]
    return found


def _erased(line: CarriedDisposal) -> set[str]:
    return uids_of(line.records)
