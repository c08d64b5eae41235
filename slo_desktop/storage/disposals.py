"""The disposal log goes on over a restore.

What a data file says was erased is told by its journal as well, and a restore sets that
journal aside. So before another file takes the place of this one, the lines that it
lacks are written into it, as lines that say so: nothing is erased by them, since the
restore brings back what it brings back.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship, Op
from slo_desktop.domain.foreign_json import counted, listed, parsed_object, text
from slo_desktop.domain.privacy.disposal import Asker, DisposalReason
from slo_desktop.domain.safety.backups import YEARS
from slo_desktop.storage.changes import Line, write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.privacy import LOG, CarriedDisposal, Disposal
from slo_desktop.storage.readable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS: Final = tuple(kind.__tablename__ for kind in LOG)
MARKS: Final = tuple(f'"record":"{kind}"'.encode() for kind in KINDS)


def carry_over(data_dir: Path, database: Path, now: dt.datetime) -> int:
    """Write the lines of the log that a data file lacks into it.

    Args:
        data_dir: where the journal lies, and what was set aside of it.
        database: a data file of this version; nobody else writes to it.
        now: the time.

    Returns:
        How many there were.

    Raises:
        OSError: the disk refused.
    """
    engine = open_engine(database)
    try:
        with Session(engine) as session:
            author = Authorship(now, str(uuid.uuid4()))
            lacking = _lacking(session, data_dir, author.step)
            if lacking:
                begin_writing(session)
                write_as(session, author)
                session.add_all(lacking)
                session.commit()
            return len(lacking)
    except sa.exc.OperationalError as error:
        raise OSError(str(database)) from error
    finally:
        engine.dispose()


def _lacking(session: Session, data_dir: Path, step: str) -> list[CarriedDisposal]:
    """Lines that no line of this file's log is, the oldest first."""
    known = {*session.scalars(sa.select(Disposal.uid))}
    known |= {*session.scalars(sa.select(CarriedDisposal.line))}
    told = {line.line: line for line in _told(session, data_dir, step)}
    lacking = [line for uid, line in told.items() if uid not in known]
    return sorted(lacking, key=lambda line: (line.erased_at, line.line))


def _told(session: Session, data_dir: Path, step: str) -> Iterator[CarriedDisposal]:
    """Every line of the log of this school that a journal here tells."""
    journal = data_dir / "journal"
    for folder in (*sorted(journal.glob("*/")), journal):
        months = sorted(folder.glob("*.jsonl"))
        if any(_is_of(session, path) for path in months):
            for path in months:
                yield from _lines_in(path, step)


def _is_of(session: Session, path: Path) -> bool:
    """Whether a journal shares its past with this data file."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        line = parsed_object(first)
        seq, hash_ = line["seq"], line["hash"]
    except UNREADABLE:  # it is for `check` to name
        return False
    known = sa.select(Change.seq).where(Change.seq == seq, Change.hash == hash_)
    return session.scalar(known) is not None


def _lines_in(path: Path, step: str) -> Iterator[CarriedDisposal]:
    with path.open("rb") as file:
        for told in file:
            if any(mark in told for mark in MARKS):
                try:
                    line = parsed_object(told)
                    if line["record"] in KINDS and line["op"] == Op.ADD:
                        yield _carried(line, line["after"], step)
                except UNREADABLE:  # it is for `check` to name
                    continue


def _carried(line: Line, said: dict[str, Any], step: str) -> CarriedDisposal:
    """A line as it goes on, whether it was carried over before or not."""
    is_first = line["record"] == Disposal.__tablename__
    writer = line["actor"] if is_first else said["writer"]
    return CarriedDisposal(
        kind=kinds()[text(said["kind"])].__tablename__,
        subject=text(said["subject"]),
        ref=text(said["ref"]),
        erased_at=_instant(said["erased_at"]),
        reason=DisposalReason(said["reason"]),
        asker=Asker(said["asker"]),
        case=text(said["case"]),
        records=list(map(text, listed(said["records"]))),
        redacted=list(map(text, listed(said["redacted"]))),
        changes=list(map(counted, listed(said["changes"]))),
        files=counted(said["files"]),
        step=step,
        line=text(line["uid"] if is_first else said["line"]),
        writer=writer and text(writer),
    )


def _instant(said: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(said)
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError(said)
    return found
