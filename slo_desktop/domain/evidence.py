"""What a piece of evidence is, and how pages see it."""

from __future__ import annotations

import re
from dataclasses import field, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.people import PersonSummary
    from slo_desktop.domain.plan import ActionStatus
    from slo_desktop.domain.unreadable import UnreadableRow


TITLE_LETTERS = 90
"""A quick note up to this length is a title as it stands."""
VIEWS = ("inbox", "gap", "worked", "unlinked", "unconsented")
"""Questions that the views at the top of a list answer, one at a time."""
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


class Worked(StrEnum):
    """Whether the thing described did what was hoped (statuses.json, worked-states)."""

    YES = "yes"
    MIXED = "mixed"
    NO = "no"


class EvidenceState(StrEnum):
    """A quick note waits in the inbox until somebody files it."""

    INBOX = "inbox"
    FILED = "filed"


class Gap(StrEnum):
    """Which language still needs work: either of them, or one in particular."""

    ANY = "any"
    CY = "cy"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFilter:
    """Which evidence a list shows; an empty filter shows all of it.

    Attributes:
        dimension: number of a dimension.
        element: code of an element.
        family: code of a kind of source (a family of evidence-kinds.json).
        kind: code of a kind of evidence.
        person: id of a person who is named in it.
        year: school year in which it happened.
        gap: a language that is missing or out of date.
        worked: whether it did what was hoped.
        inbox: only what nobody has filed yet.
        unlinked: only what was filed and shows no element.
        unconsented: only what has a photo about whose people nothing is known.
        text: words that all stand somewhere in it.
    """

    dimension: int | None = None
    element: str | None = None
    family: str | None = None
    kind: str | None = None
    person: int | None = None
    year: int | None = None
    gap: Gap | None = None
    worked: Worked | None = None
    inbox: bool = False
    unlinked: bool = False
    unconsented: bool = False
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it shows everything."""
        return self == EvidenceFilter()

    @property
    def given(self) -> tuple[str, ...]:
        """Names of the questions it answers."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name))

    def without(self, *names: str) -> Self:
        """A wider filter that leaves some questions open."""
        open_again: dict[str, Any] = {
            question.name: question.default
            for question in fields(self)
            if question.name in names
        }
        return replace(self, **open_again)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSummary:
    """One row of a list.

    Attributes:
        files: how many files are attached.
        missing: languages in which a text is missing.
        stale: languages in which a text is out of date.
    """

    id: int
    ref: str
    happened_on: dt.date
    title: Bilingual
    kind: str | None
    worked: Worked | None
    inbox: bool
    elements: tuple[str, ...] = ()
    files: int = 0
    missing: frozenset[Language] = frozenset()
    stale: frozenset[Language] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCounts:
    """How many records each choice of a filter would show.

    `dimensions` is keyed by number, `families` by code.
    """

    total: int = 0
    inbox: int = 0
    gaps: int = 0
    not_worked: int = 0
    unlinked: int = 0
    unconsented: int = 0
    dimensions: Mapping[int, int] = field(default_factory=dict)
    families: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceListing:
    """One page of a list of evidence; pages are counted from 1."""

    rows: tuple[EvidenceSummary | UnreadableRow, ...]
    matching: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """A priority or an action that a record serves or may serve."""

    id: int
    ref: str
    title: Bilingual
    school_year: int
    status: ActionStatus
    due: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningItem:
    """A learning record that rests on a piece of evidence."""

    id: int
    ref: str
    title: Bilingual
    starts_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file beside a piece of evidence.

    Attributes:
        caption: what it shows.
        may_leave: whether it may be printed in reports.
        is_photo: whether a small picture of it can be shown.
    """

    id: int
    rev: int
    name: str
    media_type: str
    size: int
    caption: Bilingual
    consent: Consent
    may_leave: bool
    is_photo: bool

    @property
    def lacks_consent_note(self) -> bool:
        """Whether it is a picture about whose people nothing is known."""
        is_picture = self.media_type.startswith("image/")
        return is_picture and self.consent is Consent.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDetail:
    """Everything one evidence page shows.

    Attributes:
        written_by: name of the person who wrote it down, where that is known.
        learning: learning records that rest on it.
        binned: whether it lies in the bin.
    """

    id: int
    uid: str
    ref: str
    happened_on: dt.date
    logged_at: dt.datetime
    title: Bilingual
    note: Bilingual
    inbox: bool
    binned: bool
    written_by: str | None
    elements: tuple[str, ...]
    people: tuple[PersonSummary, ...]
    priorities: tuple[PlanItem, ...]
    actions: tuple[PlanItem, ...]
    learning: tuple[LearningItem, ...]
    files: tuple[AttachedFile, ...]

    @property
    def original(self) -> Language | None:
        """The language in which the title, or else the note, was written first."""
        for text in (self.title, self.note):
            for language in Language:
                if text.state(language) is TextState.ORIGINAL:
                    return language
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChoices:
    """What a piece of evidence may be tied to, besides elements."""

    people: tuple[PersonSummary, ...]
    priorities: tuple[PlanItem, ...]
    actions: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Records beside one record in a list, by id."""

    newer: int | None = None
    older: int | None = None


def first_words(note: str) -> str:
    """A title for a note: all of a short one, the first sentence of a longer one."""
    if len(note) <= TITLE_LETTERS and "\n" not in note:
        return note
    found = SENTENCE.match(note)
    sentence = found[0].strip() if found else note
    if len(sentence) <= TITLE_LETTERS:
        return sentence.rstrip(".")
    short = sentence[:TITLE_LETTERS].rpartition(" ")[0] or sentence[:TITLE_LETTERS]
    return f"{short.rstrip(',;:–- ')}…"
