"""Staff, governors and others: add, paste, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.pasted_people import read_people
from slo_desktop.domain.people import initials_of
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.role_words import is_role, role_language
from slo_desktop.services.records import checked_text, edit, find, with_texts
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.people import initials_taken, people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.people import PersonLine


@dataclass(frozen=True, slots=True)
class PastedPeople:
    """What came of a pasted list.

    Attributes:
        added: everybody who is new.
        known: lines of people whose name is here already, or twice in the list.
        nameless: lines in which no name was found.
    """

    added: Sequence[Person]
    known: tuple[str, ...]
    nameless: tuple[str, ...]

    @property
    def left(self) -> tuple[str, ...]:
        """Every line of which nothing was used."""
        return (*self.known, *self.nameless)


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
) -> PastedPeople:
    """Add everybody of a pasted list whose name is not here yet.

    Args:
        session: a signed session.
        text: one person to a line (`domain/pasted_people.py`).
        language: language of the roles that are not known to be in one.
        group: code of role-groups.json they all belong to.
    """
    new, known, nameless = _sorted(session, text)
    taken = initials_taken(session)
    added = []
    for line in new:
        initials = line.initials or initials_of(line.name, taken)
        spoken = role_language(line.role) or language
        role = Bilingual().with_text(spoken, line.role)
        groups = [group] if group else []
        added.append(
            Person(name=line.name, initials=initials, role=role, groups=groups)
        )
        taken.add(initials)
    session.add_all(added)
    session.flush()
    return PastedPeople(added, known, nameless)


def unused_lines(session: Session, text: str) -> PastedPeople:
    """Which lines of a list would not be used, and why; nobody is added."""
    _new, known, nameless = _sorted(session, text)
    return PastedPeople((), known, nameless)


def _sorted(
    session: Session, text: str
) -> tuple[list[PersonLine], tuple[str, ...], tuple[str, ...]]:
    """The lines of a list: new people, people who are here, and no people."""
    seen = {person.name.casefold() for person in people(session)}
    new, known, nameless = [], [], []
    for line in read_people(checked_text(text), is_role):
        if line.person is None:
            nameless.append(line.text)
        elif line.person.name.casefold() in seen:
            known.append(line.text)
        else:
            seen.add(line.person.name.casefold())
            new.append(line.person)
    return new, tuple(known), tuple(nameless)


def edit_person(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Person:
    """Change some fields of a person."""
    return edit(session, find(session, Person, number), rev=rev, changes=changes)
