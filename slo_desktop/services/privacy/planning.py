"""What would go if something were erased: looked at first, decided by a person."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.privacy.erasing import (
    ERASABLE,
    ErasePlan,
    HeldIn,
    NamedIn,
    NotErasableError,
)
from slo_desktop.domain.privacy.retention import years_later
from slo_desktop.services.privacy.drafts import drafts_about
from slo_desktop.services.privacy.outside import held_outside
from slo_desktop.services.privacy.searching import mentions
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.erasing import pointing_to, whole
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.evidence import Attachment
from slo_desktop.storage.models.learning import LearningRecord
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.names import named
from slo_desktop.storage.opening import DAMAGED
from slo_desktop.storage.privacy import first_change_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.domain.history import Named
    from slo_desktop.services.privacy.place import PlaceOfData
    from slo_desktop.storage.models.base import Record

KEPT_AT_MOST_YEARS = 8
"""No automatic backup stays longer: seven yearly ones, and the year of the newest."""

UNSHOWN = frozenset({"retention_hold"})


def find_subject(session: Session, kind: str, number: int) -> Record:
    """A record that somebody may ask to have erased.

    Raises:
        NotErasableError: records of this kind are not erased by themselves.
        RecordNotFoundError: there is none.
    """
    if kind not in ERASABLE:
        raise NotErasableError(kind)
    record = session.get(kinds()[kind], number)
    if record is None:
        raise RecordNotFoundError(kind, number)
    return record


def everything_of(session: Session, subjects: Iterable[Record]) -> list[Record]:
    """The subjects and all their parts, each once."""
    found: dict[str, Record] = {}
    for subject in subjects:
        found |= {record.uid: record for record in whole(session, subject)}
    return list(found.values())


def learning_alone(session: Session, person: Person) -> Sequence[LearningRecord]:
    """Professional learning that only this person took part in."""
    query = (
        sa.select(LearningRecord)
        .where(LearningRecord.people.contains(person))
        .order_by(LearningRecord.id)
    )
    return [
        record
        for record in session.scalars(query)
        if record.people == {person} and not record.role_groups
    ]


def look(
    session: Session, place: PlaceOfData, asked: Sequence[tuple[str, int]]
) -> ErasePlan:
    """Everything that would go, stay, or is for a person to decide.

    Args:
        session: reads only.
        place: where drafts and backups lie.
        asked: kind and number of each record.

    Raises:
        NotErasableError: records of this kind are not erased by themselves.
        RecordNotFoundError: one of them does not exist.
    """
    subjects = [find_subject(session, kind, number) for kind, number in asked]
    records = everything_of(session, subjects)
    gone = {record.uid for record in records}
    people = [each for each in subjects if isinstance(each, Person)]
    alone = [record for person in people for record in learning_alone(session, person)]
    parts = [r for r in records if r not in subjects]
    return ErasePlan(
        subjects=tuple(map(named, subjects)),
        parts=tuple(named(r) for r in parts if r.__tablename__ not in UNSHOWN),
        files=len(files_of(session, records)),
        links=tuple(_links(session, records, gone)),
        alone=tuple(map(named, alone)),
        named_in=tuple(_named_in(session, people, gone)),
        drafts=len(drafts_about(place, records)),
        backups=tuple(held_in(place.data_dir, first_change_of(session, gone))),
        outside=held_outside(place.data_dir),
    )


def _links(
    session: Session, records: Sequence[Record], gone: set[str]
) -> Iterator[Named]:
    seen: set[str] = set()
    for record in records:
        for _link, other in pointing_to(session, record):
            if other.uid not in gone | seen:
                seen.add(other.uid)
                yield named(other)


def _named_in(
    session: Session, people: Sequence[Person], gone: set[str]
) -> Iterator[NamedIn]:
    found = [
        mention
        for person in people
        for record, mention in mentions(session, person)
        if record.uid not in gone
    ]
    found.sort(key=lambda m: (m.record.kind, m.record.number))
    together = itertools.groupby(found, key=lambda m: (m.record.kind, m.record.number))
    for (kind, number), group in together:
        yield NamedIn(key=f"{kind}:{number}", mentions=tuple(group))


def files_of(session: Session, records: Iterable[Record]) -> list[str]:
    """Hashes of the kept files that no other record needs."""
    files = [record for record in records if isinstance(record, Attachment)]
    numbers = {file.id for file in files}
    needed = sa.select(Attachment.sha256).where(
        Attachment.sha256.in_({file.sha256 for file in files}),
        Attachment.id.not_in(numbers),
    )
    kept = set(session.scalars(needed))
    return sorted({file.sha256 for file in files} - kept)


def held_in(data_dir: Path, since: int, before: int | None = None) -> Iterator[HeldIn]:
    """Backups of this folder that hold a record.

    Args:
        data_dir: the school's folder.
        since: number of the record's first change.
        before: number of the change that erased it; None while it is there.
    """
    for kept in Backups(data_dir).all():
        seq = kept.manifest.seq
        if seq >= since and (before is None or seq < before):
            made_on = kept.manifest.made_at.date()
            until = years_later(made_on, KEPT_AT_MOST_YEARS)
            yield HeldIn(name=kept.path.name, made_on=made_on, until=until)
    if before is None:
        for path in sorted(data_dir.glob(f"{DAMAGED}*")):
            yield _left_behind(path)


def _left_behind(path: Path) -> HeldIn:
    """A damaged data file that was put aside; nobody removes it but a person."""
    import datetime as dt  # noqa: PLC0415

    made_on = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
    return HeldIn(name=path.name, made_on=made_on, until=None)
