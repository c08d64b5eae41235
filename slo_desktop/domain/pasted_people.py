"""People out of a list that somebody pastes: from Word, a table or an e-mail.

Nothing of a line is thrown away: what is neither the name nor the initials is the
role, and a line without a name is given back as it was.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.people import WORD, PastedLine, PersonLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    IsRole = Callable[[str], bool]

BULLET: Final = re.compile(
    r"""\s*(?:
      [^\w\s"'“‘(&@]+(?=\s|\w)       # • - – * · ▪ ✓, and Word's own, which have no name
    | [o§](?=\s)                     # Word's hollow and square ones, as plain text
    | \(?\d{1,3}[.):]?(?=[\s.):])\s*[.):]*
    | \(?[a-zA-Z]\)(?=\s)            # a) but not A. Jones
    | [a-z]\.(?=\s)
    | [ivx]{1,4}[.)](?=\s)
    )\s*""",
    re.VERBOSE,
)
BETWEEN: Final = re.compile(r"\s*([\t,;|]|:(?=\s)|\s[–—-]+(?=\s)| {3,})\s*")
AT_END: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
INITIALS: Final = re.compile(r"(?:[A-ZÂÊÎÔÛŴŶ]\.?){1,4}")
EDGES: Final = " .,:;–—-"
NAME_CHARACTERS: Final = 200
NAME_WORDS: Final = 7
"""A longer one is a sentence."""


def read_people(text: str, is_role: IsRole) -> Iterator[PastedLine]:
    """Every line of a pasted list that says anything, with the person it names.

    A line holds a name, a role and initials, parted by commas, semicolons, tabs, bars,
    colons, brackets or spaced dashes: `Mererid Haul, MH, Pennaeth`. The name comes
    first unless what comes first is a role, and may begin with the surname.

    Args:
        text: one person to a line.
        is_role: tells whether some words are those of a role (`i18n/role_words.py`).
    """
    for line in text.splitlines():
        if line.strip():
            yield PastedLine(line.strip(), _person(line, is_role))


def _person(line: str, is_role: IsRole) -> PersonLine | None:
    parts, is_comma = _parts(_without_bullets(line))
    if not parts:
        return None
    if is_comma and _is_surname(parts, is_role):
        parts[:2] = [f"{parts[1]} {parts[0]}"]
    elif is_role(parts[0]):
        _name_first(parts, is_role)
    name, *rest = parts
    if is_role(name) or not _is_name(name):
        return None
    initials = _initials(name, rest, is_role)
    role = ", ".join(part for part in rest if part != initials)
    return PersonLine(name, role, initials.replace(".", ""))


def _without_bullets(line: str) -> str:
    """A line without what a list puts before it, such as a bullet and a number."""
    while (bullet := BULLET.match(line)) and bullet.end() < len(line):
        line = line[bullet.end() :]
    return line


def _parts(line: str) -> tuple[list[str], bool]:
    """What a line says, and whether a comma stands after the first of it."""
    pieces = BETWEEN.split(AT_END.sub(r"\t\1", line))
    said = [" ".join(piece.split()).strip(EDGES + '"“”') for piece in pieces[::2]]
    first = next((n for n, part in enumerate(said) if WORD.search(part)), len(said))
    is_comma = pieces[first * 2 + 1 : first * 2 + 2] == [","]
    return [part for part in said[first:] if part], is_comma


def _is_surname(parts: list[str], is_role: IsRole) -> bool:
    """Whether a line begins like `Evans, Gwenllian`."""
    surname, given, *_rest = [*parts, ""]
    capitals = [word for word in surname.split() if word[:1].isupper()]
    words = given.split()
    return (
        len(capitals) == 1
        and 1 <= len(words) <= 3  # noqa: PLR2004  Mrs Gwenllian Mair
        and all(word[:1].isupper() for word in words)
        and not INITIALS.fullmatch(given)
        and not is_role(given)
    )


def _name_first(parts: list[str], is_role: IsRole) -> None:
    """Put the first part that reads like a name before the role it stands behind."""
    for number, part in enumerate(parts):
        if not is_role(part) and _is_name(part) and not INITIALS.fullmatch(part):
            parts.insert(0, parts.pop(number))
            return


def _is_name(part: str) -> bool:
    is_short = len(part) <= NAME_CHARACTERS and len(part.split()) <= NAME_WORDS
    return is_short and bool(WORD.search(part))


def _initials(name: str, rest: list[str], is_role: IsRole) -> str:
    """The part that is the initials of a name, and no role such as LSA."""
    short = [p for p in rest if INITIALS.fullmatch(p) and not is_role(p)]
    is_role_given = len(rest) > 1
    return next((p for p in short if is_role_given or _are_of(name, p)), "")


def _are_of(name: str, short: str) -> bool:
    """Whether letters stand in a name in this order, the first one at its front."""
    letters = iter(_plain(name))
    wanted = [letter for letter in _plain(short) if letter.isalpha()]
    return wanted[0] == _plain(name)[0] and all(each in letters for each in wanted)


def _plain(text: str) -> str:
    """Capitals without accents."""
    apart = unicodedata.normalize("NFD", text).upper()
    return "".join(c for c in apart if not unicodedata.combining(c))
