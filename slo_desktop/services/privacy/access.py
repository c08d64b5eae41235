"""Everything that is kept about one person, for whoever may ask to see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from slo_desktop.domain.privacy.exporting import (
    Everything,
    FileOf,
    OtherPerson,
    PartAbout,
    StepAbout,
    Why,
)
from slo_desktop.domain.privacy.filenames import unique_names
from slo_desktop.domain.privacy.mentions import NameMatch
from slo_desktop.i18n.folding import fold
from slo_desktop.services.privacy.naming import (
    REMOVED,
    WORD,
    Name,
    may_name,
    spans,
)
from slo_desktop.services.privacy.searching import name_of, texts_naming
from slo_desktop.services.privacy.telling import UNSAID, Teller, owns_reflection
from slo_desktop.services.records import find
from slo_desktop.storage.erasing import pointing_to
from slo_desktop.storage.links import kinds, ranks
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.evidence import Attachment, Evidence
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.names import named
from slo_desktop.storage.people import people
from slo_desktop.storage.school import the_school

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

BATCH = 500


def everything(
    session: Session,
    number: int,
    *,
    now: dt.datetime,
    hide: Collection[int] = (),
    leave_out: Collection[int] = (),
    with_changes: bool = True,
) -> Everything:
    """All records, files and recorded changes that tell of a person.

    Args:
        session: reads only; a copy of the data file where this takes long.
        number: of the person.
        now: the time.
        hide: numbers of other people whose names are hidden.
        leave_out: numbers of files that are left out.
        with_changes: the recorded changes too; a first look does without them.

    Raises:
        RecordNotFoundError: there is no such person.
    """
    person = find(session, Person, number)
    names = [name_of(find(session, Person, other)) for other in sorted(set(hide))]
    hidden = {find(session, Person, other).uid for other in hide}
    teller = Teller(names, hidden)
    about = _about(session, person)
    _load_whole(session, [record for record, _why in about.values()])
    files = _files(about.values(), set(leave_out), teller)
    parts = [
        PartAbout(
            record=teller.named(record),
            why=why,
            is_binned=record.binned_at is not None,
            facts=tuple(teller.facts(record, person)),
            files=tuple(files[f.id] for f in _files_of(record) if f.id in files),
        )
        for record, why in about.values()
    ]
    return Everything(
        person=named(person),
        school=named(the_school(session)),
        made_at=now,
        parts=tuple(parts),
        steps=tuple(_steps(session, person, teller, about)) if with_changes else (),
        hidden=len(hidden),
    )


def _about(session: Session, person: Person) -> dict[str, tuple[Record, Why]]:
    """Every record that tells of a person, each once, the surest reason first.

    Where the reason is the same, records of one kind stand together and in their order.
    """
    found: dict[str, tuple[Record, Why]] = {person.uid: (person, Why.SELF)}
    for _link, record in pointing_to(session, person):
        found.setdefault(record.uid, (record, Why.LINKED))
    for (record, field, _language, _text), _spans in texts_naming(session, person):
        if not _is_shared_reflection(record, person, field):
            found.setdefault(record.uid, (record, Why.NAMED))
    return dict(sorted(found.items(), key=lambda each: _place(*each[1])))


def _place(record: Record, why: Why) -> tuple[int, int, int]:
    return list(Why).index(why), ranks()[record.__tablename__], record.id


def _load_whole(session: Session, records: Sequence[Record]) -> None:
    """Read everything that some records link to, many at once."""
    by_kind: dict[type[Record], list[int]] = {}
    for record in records:
        by_kind.setdefault(type(record), []).append(record.id)
    for kind, numbers in by_kind.items():
        for start in range(0, len(numbers), BATCH):
            some = kind.id.in_(numbers[start : start + BATCH])
            session.scalars(
                sa.select(kind).where(some).options(selectinload("*"))
            ).all()


def _is_shared_reflection(record: Record, person: Person, field: str) -> bool:
    """A private reflection is its owner's, also where it names somebody else."""
    return field == "reflection" and not owns_reflection(record, person)


def _files_of(record: Record) -> list[Attachment]:
    match record:
        case Evidence():
            return sorted(record.attachments, key=lambda file: file.id)
        case Attachment():
            return [record]
        case _:
            return []


def _files(
    about: Iterable[tuple[Record, Why]], leave_out: set[int], teller: Teller
) -> dict[int, FileOf]:
    found = {file.id: file for record, _why in about for file in _files_of(record)}
    wanted = [found[key] for key in sorted(found) if key not in leave_out]
    shown = [teller.clean(file.name) for file in wanted]
    names = unique_names(shown)
    return {
        file.id: FileOf(number=file.id, sha256=file.sha256, name=name, shown=told)
        for file, name, told in zip(wanted, names, shown, strict=True)
    }


def _steps(
    session: Session,
    person: Person,
    teller: Teller,
    about: Mapping[str, tuple[Record, Why]],
) -> Iterator[StepAbout]:
    """Every recorded change that is about the person, links them or names them."""
    name = name_of(person)
    everybody = sa.select(Person.uid, Person.name).order_by(Person.id)
    called = dict(iter(session.execute(everybody)))
    for change in _changes_telling(session, person, name):
        fields = _touching(change, person, name)
        if not fields:
            continue
        line = teller.line(change)
        for side in ("before", "after"):
            line[side] = {k: v for k, v in line[side].items() if k in fields}
        known = about.get(change.uid)
        record = known[0] if known else _record(session, change)
        yield StepAbout(
            at=change.at,
            op=change.op,
            kind=change.record,
            name=teller.named(record) if record is not None else None,
            who=_writer(change, called, teller),
            fields=tuple(sorted(fields - UNSAID)),
            line=line,
        )


def _changes_telling(session: Session, person: Person, name: Name) -> Iterator[Change]:
    """Changes that may tell of a person, by the look of their stored text."""
    stored = [sa.type_coerce(c, sa.String) for c in (Change.before, Change.after)]
    query = sa.select(Change.seq, Change.uid, stored[0], stored[1])
    rows = session.execute(query.order_by(Change.seq))
    numbers = [
        seq
        for seq, uid, before, after in rows
        if uid == person.uid or _may_tell(f"{before} {after}", person.uid, name)
    ]
    for start in range(0, len(numbers), BATCH):
        some = Change.seq.in_(numbers[start : start + BATCH])
        yield from session.scalars(sa.select(Change).where(some).order_by(Change.seq))


def _may_tell(text: str, uid: str, name: Name) -> bool:
    return uid in text or may_name(name, text)


def _touching(change: Change, person: Person, name: Name) -> set[str]:
    """Fields of a change that are about the person."""
    both = {**change.before, **change.after}
    if change.uid == person.uid:
        return set(both)
    return {
        field
        for field in both
        if field != "reflection"
        and any(
            _tells(side.get(field), person.uid, name)
            for side in (change.before, change.after)
        )
    }


def _tells(value: Any, uid: str, name: Name) -> bool:  # noqa: ANN401  JSON
    match value:
        case str():
            found = spans(name, value)
            return value == uid or any(s.match is not NameMatch.PART for s in found)
        case dict():
            return any(_tells(each, uid, name) for each in value.values())
        case list():
            return any(_tells(each, uid, name) for each in value)
        case _:
            return False


def _record(session: Session, change: Change) -> Record | None:
    kind = kinds()[change.record]
    return session.scalar(sa.select(kind).where(kind.uid == change.uid))


def _writer(change: Change, called: Mapping[str, str], teller: Teller) -> str:
    if change.actor in teller.hidden:
        return REMOVED
    return called.get(change.actor or "", "")


def others_in(session: Session, found: Everything) -> tuple[OtherPerson, ...]:
    """Everybody else who is named in what a person may see, by surname.

    Args:
        session: reads only.
        found: everything, with nobody's name hidden.
    """
    told = [_words_of(part) for part in found.parts]
    others = []
    for person in people(session):
        if person.uid == found.person.uid:
            continue
        name = Name.of(person.name, person.initials)
        places = sum(
            not name.words.isdisjoint(folded) or name.initials in written
            for folded, written in told
        )
        if places:
            others.append(
                OtherPerson(number=person.id, name=person.name, places=places)
            )
    return tuple(others)


def _words_of(part: PartAbout) -> tuple[set[str], set[str]]:
    """The words of a record, folded and as they are written."""
    text = " \n ".join(words for fact in part.facts for words in (fact.cy, fact.en))
    return set(WORD.findall(fold(text))), set(WORD.findall(text))


def as_json(found: Everything) -> bytes:
    """The same for a computer."""
    told: Mapping[str, Any] = {
        "person": found.person.uid,
        "made_at": found.made_at.isoformat(),
        "records": [_part(part) for part in found.parts],
        "history": [step.line for step in found.steps],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _part(part: PartAbout) -> dict[str, Any]:
    return {
        "kind": part.record.kind,
        "uid": part.record.uid,
        "ref": part.record.ref,
        "why": part.why.value,
        "in_bin": part.is_binned,
        "fields": {fact.field: {"cy": fact.cy, "en": fact.en} for fact in part.facts},
        "files": [f"attachments/{file.name}" for file in part.files],
    }
