"""Erase something for good, everywhere in the folder, and write down that it was done.

In two halves: inside the transaction the data file forgets and the disposal log gains a
line; after it `finishing.finish` clears the journal, the kept files, drafts, pictures
and the free space of the data file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.disposal import joined
from slo_desktop.services.privacy.drafts import drafts_about
from slo_desktop.services.privacy.planning import (
    everything_of,
    files_of,
    find_subject,
    learning_alone,
)
from slo_desktop.services.privacy.redacting import past_of, take_out
from slo_desktop.services.privacy.searching import name_of
from slo_desktop.storage import pending
from slo_desktop.storage.changes import AUTHOR
from slo_desktop.storage.erasing import (
    carry_out,
    changes_about,
    forget_words,
    unlink,
    words_of,
)
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.privacy import Disposal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.privacy.disposal import Grounds
    from slo_desktop.services.privacy.naming import Name
    from slo_desktop.services.privacy.place import PlaceOfData
    from slo_desktop.storage.models.base import Record


def erase(
    session: Session,
    place: PlaceOfData,
    asked: Sequence[tuple[str, int]],
    *,
    grounds: Grounds,
    redact: Collection[str] = (),
    with_learning: bool = False,
) -> tuple[str, ...]:
    """Have the data file forget, and the disposal log remember that it did.

    Call `finishing.finish` as soon as this is committed.

    Args:
        session: signed, the one writer.
        place: where else the words lie.
        asked: kind and number of each record.
        grounds: why, and who asked.
        redact: records (`evidence:12`) that stay and lose the names of the people.
        with_learning: professional learning that only they took part in goes too.

    Returns:
        Uids of the lines of the log.

    Raises:
        NotErasableError: records of this kind are not erased by themselves.
        RecordNotFoundError: one of them does not exist.
    """
    subjects = [find_subject(session, kind, number) for kind, number in asked]
    people = [each for each in subjects if isinstance(each, Person)]
    if with_learning:
        subjects += [r for person in people for r in learning_alone(session, person)]
    records = everything_of(session, subjects)
    names = [name_of(person) for person in people]
    altered = [_kept(session, key) for key in sorted(set(redact))]
    files = files_of(session, records)
    drafts = [path.name for path in drafts_about(place, records)]
    unlink(session, records)
    log = _logged(session, subjects, grounds, set(files))
    _take_names_out(session, log[0], altered, names)
    session.add_all(log)
    session.flush()
    uids = tuple(line.uid for line in log)
    pending.note(
        place.data_dir,
        pending.Pending(disposals=list(uids), files=files, drafts=drafts),
    )
    for line in log:
        carry_out(session, line)
    session.flush()
    return uids


def _kept(session: Session, key: str) -> Record:
    kind, _, number = key.partition(":")
    return find_subject(session, kind, int(number) if number.isdecimal() else 0)


def _logged(
    session: Session,
    subjects: Sequence[Record],
    grounds: Grounds,
    files: set[str],
) -> list[Disposal]:
    """One line for each thing that was asked for; what went along stands in one."""
    log, told = list[Disposal](), set[str]()
    for subject in subjects:
        if subject.uid in told:
            continue
        mine = [r for r in everything_of(session, [subject]) if r.uid not in told]
        told |= {record.uid for record in mine}
        line = _line(session, subject, mine, grounds)
        line.files = len(files & set(files_of(session, mine)))
        log.append(line)
    return log


def _line(
    session: Session, subject: Record, records: Sequence[Record], grounds: Grounds
) -> Disposal:
    author = session.info[AUTHOR]
    changes = changes_about(session, [record.uid for record in records])
    return Disposal(
        kind=subject.__tablename__,
        subject=subject.uid,
        ref=getattr(subject, "ref", ""),
        erased_at=author.at,
        reason=grounds.reason,
        asker=grounds.asker,
        case=grounds.case,
        records=[joined(r.__tablename__, r.uid) for r in records],
        changes=[change.seq for change in changes],
        step=author.step,
    )


def _take_names_out(
    session: Session,
    line: Disposal,
    altered: Sequence[Record],
    names: Sequence[Name],
) -> None:
    """Rewrite texts that stay and empty what their history says of the names."""
    for record in altered:
        take_out(record, names)
    session.flush()
    words: set[str] = set()
    for record in altered:
        for change, before, after in past_of(session, record, names):
            words |= words_of((change.before, change.after))
            change.before, change.after = before, after
            change.erased = line.uid
            line.changes = [*line.changes, change.seq]
    line.redacted = [joined(r.__tablename__, r.uid) for r in altered]
    session.flush()
    forget_words(session, words, tidy=False)
