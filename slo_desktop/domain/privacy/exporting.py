"""What an export made, and what a person may have of what is written about them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from slo_desktop.domain.changes import Op
    from slo_desktop.domain.history import Named
    from slo_desktop.domain.privacy.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What went into a file.

    Attributes:
        records: how many records.
        files: how many attached files.
        missing: attached files that are damaged or gone, by the name they are shown.
    """

    records: int
    files: int
    missing: tuple[str, ...] = ()


class Why(StrEnum):
    """Why a record is part of what a person may see."""

    SELF = "self"
    LINKED = "linked"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record in words, in each language.

    Attributes:
        cy: the Welsh text, or the value in Welsh words.
        en: the same in English.
        is_text: somebody wrote it; else it is a date, a choice or a list of names.
    """

    field: str
    cy: str
    en: str
    is_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOf:
    """An attached file.

    Attributes:
        number: of the attachment.
        sha256: the hash of its bytes.
        name: as the export calls it.
        shown: as people call it.
    """

    number: int
    sha256: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAbout:
    """One record that tells of a person."""

    record: Named
    why: Why
    is_binned: bool
    facts: tuple[Fact, ...]
    files: tuple[FileOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAbout:
    """One recorded change that touches a person.

    Attributes:
        fields: what changed.
        line: the change itself as the journal keeps it, with others' names hidden.
    """

    at: dt.datetime
    op: Op
    kind: str
    name: Named | None
    who: str
    fields: tuple[str, ...]
    line: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPerson:
    """Somebody else who is named in what one person may see.

    Attributes:
        places: how many records name them.
        mentions: texts that do, to look at.
    """

    number: int
    name: str
    places: int
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All that is kept about one person.

    Attributes:
        hidden: how many other people's names are hidden.
    """

    person: Named
    school: Named
    made_at: dt.datetime
    parts: tuple[PartAbout, ...]
    steps: tuple[StepAbout, ...]
    hidden: int

    @property
    def files(self) -> tuple[FileOf, ...]:
        """Every file, each once."""
        found = {file.number: file for part in self.parts for file in part.files}
        return tuple(found.values())
