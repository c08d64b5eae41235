"""The program's own words, known again when somebody writes them in a table.

Kinds, elements and statuses are known by their codes and by what they are called in
either language, whatever their capitals, accents, apostrophes and full stops.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.i18n.folding import fold
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from slo_desktop.domain.frameworks import Entry

    E = TypeVar("E", bound=StrEnum)

BESIDE_LETTERS: Final = re.compile(r"[\W_]+")
ALSO: Final[Mapping[StrEnum, tuple[str, ...]]] = {
    Worked.YES: ("ie", "ydy", "do", "it worked", "y", "true"),
    Worked.MIXED: ("partly", "in part", "rhannol", "yn rhannol", "cymysg"),
    Worked.NO: ("na", "naddo", "nac ydy", "it did not work", "n", "false"),
    ActionStatus.UNDER_WAY: ("in progress", "started", "ar y gweill", "wedi dechrau"),
    ActionStatus.DONE: ("completed", "complete", "finished", "wedi gorffen", "gorffen"),
    CriterionState.PARTLY_MET: ("partly", "in part", "rhannol", "yn rhannol"),
}
"""What else people write in tables."""
ALIKE: Final = 0.6
MOST_ALIKE: Final = 3


def key(word: str) -> str:
    """A word or heading as it is compared: letters and figures of its folded form."""
    return BESIDE_LETTERS.sub(" ", fold(word).replace("'", "")).strip()


def entry_called(list_key: str, word: str, part: str = "") -> Entry | None:
    """The entry of a list by its code, its number or what it is called.

    Args:
        list_key: name of the list.
        word: what somebody wrote.
        part: keeps to one set of the list, such as `families`.
    """
    if word.startswith(f"{list_key}/"):
        return frameworks().entry(word)
    return _called(list_key, part).get(key(word))


def near_entries(list_key: str, word: str, part: str = "") -> tuple[str, ...]:
    """Codes of the entries whose names are written nearly like a word."""
    return _near(list_key, key(word), part)


@cache
def _near(list_key: str, word: str, part: str) -> tuple[str, ...]:
    called = _called(list_key, part)
    if not any(letter.isalpha() for letter in word):
        return ()
    names = get_close_matches(word, called, n=MOST_ALIKE * 2, cutoff=ALIKE)
    return tuple(dict.fromkeys(called[name].code for name in names))[:MOST_ALIKE]


@cache
def _called(list_key: str, part: str) -> Mapping[str, Entry]:
    """Entries by code and by name; of two sets the one now in use comes first."""
    list_ = frameworks().by_key[list_key]
    among = list_.under(part) if part else list_.under() or list_.entries
    in_order = sorted(among, key=lambda entry: not entry.extra.get("default_on", True))
    found: dict[str, Entry] = {}
    for entry in in_order:
        found.setdefault(key(entry.short), entry)
    for entry in in_order:
        for name in _names(entry):
            found.setdefault(key(name), entry)
    return found


def _names(entry: Entry) -> Iterator[str]:
    for language in Language:
        for text in (entry.name.text(language), entry.full.text(language)):
            if text:
                yield text
                yield f"{entry.short} {text}"


def choice_called(kind: type[E], word: str) -> E | None:
    """One of a closed list by its code or by what it is called."""
    return _choices(kind).get(key(word))


@cache
def _choices(kind: type[E]) -> Mapping[str, E]:
    found: dict[str, E] = {}
    for choice in kind:
        names = (label(choice, language) for language in Language)
        for name in (choice.value, *names, *ALSO.get(choice, ())):
            found.setdefault(key(name), choice)
    return found
