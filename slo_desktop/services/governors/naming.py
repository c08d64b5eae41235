"""How the report speaks of people, and names that slipped into its texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Naming
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage import governors as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.domain.governors import GovernorsReport
    from slo_desktop.storage.models import Person

STAFF = N_("Member of staff")
OUTSIDERS = {
    "role-groups/clerk": N_("Clerk"),
    "role-groups/governors": N_("Governor"),
}
"""What somebody is called who is in no other group: no member of staff."""
SHORTEST_NAME = 3
NOTHING = r"(?!)"
"""A pattern that is found nowhere."""
FEWEST_CAPITALS = 2
"""Initials with fewer are an ordinary word, or a letter that numbers something."""


def named(people: Iterable[Person], naming: Naming) -> tuple[Bilingual, ...]:
    """What a report calls some people, in order of number."""
    in_order = sorted(people, key=lambda person: person.id)
    return tuple(called(person, naming) for person in in_order)


def called(person: Person, naming: Naming) -> Bilingual:
    """What a report calls a person; never the name unless it was asked for."""
    if naming is Naming.NAMES:
        return _same(person.name)
    first = _same(person.initials) if naming is Naming.INITIALS else Bilingual()
    known = (text for text in (first, person.role) if not text.is_empty)
    return next(known, None) or _without_role(person)


def _without_role(person: Person) -> Bilingual:
    is_staff = not person.groups or any(g not in OUTSIDERS for g in person.groups)
    outside = (word for code, word in OUTSIDERS.items() if code in person.groups)
    word = STAFF if is_staff else next(outside)
    return Bilingual.of(cy=say(word, Language.CY), en=say(word, Language.EN))


def groups_named(codes: Iterable[str]) -> tuple[Bilingual, ...]:
    """Groups of people by their names."""
    entries = (frameworks().entry(code) for code in codes)
    return tuple(entry.name for entry in entries if entry)


def _same(text: str) -> Bilingual:
    return Bilingual.of(cy=text, en=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound:
    """Somebody's name, or their initials, in the text of a record that is printed."""

    ref: str
    name: str


def names_in_text(session: Session, report: GovernorsReport) -> tuple[NameFound, ...]:
    """Names that a report without names would still print, because a text has them.

    Surnames alone are not looked for: many are ordinary words. Initials count as they
    are written, unless the report itself calls people by them.
    """
    if report.naming is Naming.NAMES:
        return ()
    everybody = queries.everybody(session)
    names = _any_of(name for person in everybody for name in _forms(person.name))
    short = (person.initials for person in everybody if _are_known(person.initials))
    initials = _any_of(short if report.naming is Naming.ROLES else ())
    found = {
        (ref, name): NameFound(ref=ref, name=name)
        for _place, ref, text in report.texts()
        for language in Language
        for name in _named_in(text.text(language), names, initials)
    }
    return tuple(found.values())


def _named_in(
    text: str, names: re.Pattern[str], initials: re.Pattern[str]
) -> Iterator[str]:
    yield from names.findall(text)
    if not text.isupper():  # in capitals throughout, every short word looks like them
        yield from initials.findall(text)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these as a whole word, the longest that fits; or nothing at all."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    either = "|".join(map(re.escape, longest_first)) or NOTHING
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _forms(name: str) -> tuple[str, ...]:
    first = name.split(" ", 1)[0]
    return (name, first) if len(first) >= SHORTEST_NAME else (name,)


def _are_known(initials: str) -> bool:
    return sum(letter.isupper() for letter in initials) >= FEWEST_CAPITALS
