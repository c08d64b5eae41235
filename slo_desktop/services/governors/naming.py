"""How the report speaks of people, and names that slipped into its texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Naming
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage import governors as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.domain.governors import GovernorsReport
    from slo_desktop.storage.models import Person

SHORTEST_NAME = 3


def named(people: Iterable[Person], naming: Naming) -> tuple[Bilingual, ...]:
    """What a report calls some people, in order of number."""
    in_order = sorted(people, key=lambda person: person.id)
    return tuple(called(person, naming) for person in in_order)


def called(person: Person, naming: Naming) -> Bilingual:
    """What a report calls a person; never the name unless it was asked for."""
    initials, role = _same(person.initials), person.role
    match naming:
        case Naming.NAMES:
            first: tuple[Bilingual, ...] = (_same(person.name),)
        case Naming.INITIALS:
            first = (initials, role)
        case Naming.ROLES:
            first = (role, *groups_named(person.groups), initials)
    return next((text for text in first if not text.is_empty), Bilingual())


def groups_named(codes: Iterable[str]) -> tuple[Bilingual, ...]:
    """Groups of people by their names."""
    entries = (frameworks().entry(code) for code in codes)
    return tuple(entry.name for entry in entries if entry)


def _same(text: str) -> Bilingual:
    return Bilingual.of(cy=text, en=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound:
    """Somebody's name in the text of a record that is printed."""

    ref: str
    name: str


def names_in_text(session: Session, report: GovernorsReport) -> tuple[NameFound, ...]:
    """Names that a report without names would still print, because a text has them.

    Surnames alone are not looked for: many are ordinary words.
    """
    if report.naming is Naming.NAMES:
        return ()
    known = {name for p in queries.everybody(session) for name in _forms(p.name)}
    if not known:
        return ()
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    found = {
        (ref, name): NameFound(ref=ref, name=name)
        for _place, ref, text in report.texts()
        for language in Language
        for name in pattern.findall(text.text(language))
    }
    return tuple(found.values())


def _forms(name: str) -> tuple[str, ...]:
    first = name.split(" ", 1)[0]
    return (name, first) if len(first) >= SHORTEST_NAME else (name,)
