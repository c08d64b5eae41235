"""People as they are written down: names, initials, and lists that are pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from slo_desktop.domain.bilingual import Bilingual

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "parch", "cllr", "cyng"}
)
"""What stands before a name and gives it no letter."""
WORD = re.compile(r"[^\W\d_][\w’']*")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a pasted list."""

    name: str
    role: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of a pasted list; `person` is None where nobody is named in it."""

    text: str
    person: PersonLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """One person as lists and choices show them."""

    id: int
    uid: str
    name: str
    initials: str
    role: Bilingual
    groups: tuple[str, ...]
    active_from: dt.date | None = None
    active_to: dt.date | None = None

    @property
    def short(self) -> str:
        """Initials, or the name of somebody who has none."""
        return self.initials or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRecord:
    """A record that names a person; `kind` is its table, `day` its date if any."""

    kind: str
    id: int
    title: Bilingual
    day: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUse:
    """Every record that names a person, newest first."""

    evidence: tuple[NamingRecord, ...] = ()
    actions: tuple[NamingRecord, ...] = ()
    learning: tuple[NamingRecord, ...] = ()


def initials_of(name: str, taken: Collection[str] = ()) -> str:
    """Initials of a name that nobody has yet: `MH`, then `MHA`, `MH2`."""
    named = [word for word in WORD.findall(name) if word.casefold() not in TITLES]
    words = [word[0].upper() for word in named]
    plain = "".join([*words[:1], *words[-1:]] if len(words) > 1 else words)
    last = named[-1] if named else ""
    longer = [plain + last[1:n].upper() for n in range(2, len(last) + 1)]
    numbered = [f"{plain}{number}" for number in range(2, 100)]
    return next(each for each in [plain, *longer, *numbered] if each not in taken)
