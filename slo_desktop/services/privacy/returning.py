"""What was erased once and is here again, because an older backup was restored.

A restore sets the journal of the time after it aside, so the lines of the disposal log
that the data file no longer has are still to be read there. They stay in the log: that
something was erased once is true, whatever came back.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.privacy.disposal import (
    Asker,
    DisposalEntry,
    DisposalReason,
    Grounds,
    uids_of,
)
from slo_desktop.domain.privacy.erasing import ERASABLE
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import Disposal
from slo_desktop.storage.names import named, writers
from slo_desktop.storage.readable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named
    from slo_desktop.storage.journal import Line

MARK = f'"record":"{Disposal.__tablename__}"'.encode()


def came_back(session: Session, data_dir: Path) -> tuple[Named, ...]:
    """Records that somebody erased for good and that a restore brought back."""
    asides = (data_dir / "journal").glob("*/*.jsonl")
    lines = [line for path in sorted(asides) for line in _disposals_in(path)]
    return tuple(_here(session, {uid for line in lines for uid in _erased(line)}))


def lost_lines(session: Session, data_dir: Path) -> tuple[Line, ...]:
    """Lines of this school's disposal log that a restored data file does not have."""
    known = set(session.scalars(sa.select(Disposal.uid)))
    found: dict[str, Line] = {}
    for aside in sorted((data_dir / "journal").glob("*/")):
        months = sorted(aside.glob("*.jsonl"))
        lines = [line for path in months for line in _disposals_in(path)]
        if lines and any(_is_of(session, path) for path in months):
            found |= {line["uid"]: line for line in lines}
    return tuple(line for uid, line in found.items() if uid not in known)


def carried_over(session: Session, data_dir: Path) -> Iterator[DisposalEntry]:
    """Those lines as the log shows them."""
    lines = lost_lines(session, data_dir)
    who = writers(session, (line["actor"] for line in lines if line["actor"]))
    for line in lines:
        yield _entry(line, len(_here(session, _erased(line))), who)


def _entry(line: Line, here_again: int, who: Mapping[str, str]) -> DisposalEntry:
    said = line["after"]
    return DisposalEntry(
        uid=line["uid"],
        kind=said["kind"],
        ref=said["ref"],
        subject=said["subject"],
        at=dt.datetime.fromisoformat(said["erased_at"]),
        grounds=Grounds(
            reason=DisposalReason(said["reason"]),
            asker=Asker(said["asker"]),
            case=said["case"],
        ),
        records=len(said["records"]),
        redacted=len(said["redacted"]),
        changes=len(said["changes"]),
        files=said["files"],
        who=who.get(line["actor"] or ""),
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


def _erased(line: Line) -> set[str]:
    return uids_of(line["after"]["records"])


def _is_of(session: Session, path: Path) -> bool:
    """Whether a journal that was set aside shares its past with this data file."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        told = parsed_object(first)
        seq, hash_ = told["seq"], told["hash"]
    except UNREADABLE:  # it is for `check` to name
        return False
    known = sa.select(Change.seq).where(Change.seq == seq, Change.hash == hash_)
    return session.scalar(known) is not None


def _disposals_in(path: Path) -> tuple[Line, ...]:
    """What was erased by a journal that was set aside; each is read once."""
    found = path.stat()
    return _read(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=64)
def _read(path: Path, _state: tuple[int, int]) -> tuple[Line, ...]:
    with path.open("rb") as file:
        return tuple(line for told in file if MARK in told for line in _line(told))


def _line(told: bytes) -> Iterator[Line]:
    """One line, if all that the log says is there."""
    try:
        line = parsed_object(told)
        _entry(line, 0, {})
    except UNREADABLE:  # it is for `check` to name
        return
    yield line
