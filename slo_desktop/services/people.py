"""Staff, governors and others: add, paste, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.people import initials_of, read_people
from slo_desktop.services.records import checked_text, edit, find, with_texts
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.people import initials_taken, people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.languages import Language

NAME_CHARACTERS = 200


def add_person(session: Session, values: Mapping[str, Any]) -> Person:
    """Add somebody; initials are made when none are given."""
    built = with_texts(Person, values)
    if not built.get("initials"):
        built["initials"] = initials_of(built["name"], initials_taken(session))
    person = Person(**built)
    session.add(person)
    session.flush()
    return person


def add_people(
    session: Session, text: str, *, language: Language, group: str | None = None
) -> Sequence[Person]:
    """Add everybody of a pasted list whose name is not here yet.

    Args:
        session: a signed session.
        text: one person to a line (`domain/people.py`).
        language: language that the roles are written in.
        group: code of role-groups.json they all belong to.
    """
    known = {person.name.casefold() for person in people(session)}
    taken = initials_taken(session)
    added = []
    for line in read_people(checked_text(text)):
        name = line.name[:NAME_CHARACTERS]
        if name.casefold() in known:
            continue
        initials = line.initials or initials_of(name, taken)
        role = Bilingual().with_text(language, line.role)
        groups = [group] if group else []
        added.append(Person(name=name, initials=initials, role=role, groups=groups))
        known.add(name.casefold())
        taken.add(initials)
    session.add_all(added)
    session.flush()
    return added


def edit_person(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Person:
    """Change some fields of a person."""
    return edit(session, find(session, Person, number), rev=rev, changes=changes)
