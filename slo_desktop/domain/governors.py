"""What governors receive: one frozen value, whole before anything is printed.

Nothing in it is a database record and every text carries both languages, so the
same value prints in each layout and can be kept beside the edition it became.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.evidence import Worked
    from slo_desktop.domain.plan import ActionStatus, CriterionState
    from slo_desktop.domain.school_year import TermKey


LONG_TEXT = 900
"""Characters past which an item may run on over the foot of a page."""


class Layout(StrEnum):
    """How the two languages share the paper."""

    CY = "cy"
    EN = "en"
    SIDE_BY_SIDE = "side-by-side"
    BACK_TO_BACK = "back-to-back"


class Naming(StrEnum):
    """How the report speaks of people."""

    ROLES = "roles"
    INITIALS = "initials"
    NAMES = "names"


class Standing(StrEnum):
    """A status as it is printed: `late` stands in place of any open status."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"
    DONE = "done"
    STOPPED = "stopped"

    @classmethod
    def of(cls, status: ActionStatus, *, late: bool = False) -> Standing:
        """The standing of an action with this status."""
        return cls.LATE if late else cls(status.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo that may leave the school; `path` is the kept original."""

    sha256: str
    path: Path
    caption: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion and how far it is met."""

    text: Bilingual
    state: CriterionState


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNote:
    """What was said about an action in one term."""

    term: TermKey
    written_on: dt.date
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionProgress:
    """One action of a priority."""

    ref: str
    title: Bilingual
    owners: tuple[Bilingual, ...]
    due: dt.date | None
    standing: Standing
    cost_pence: int
    criteria: tuple[Criterion, ...]
    notes: tuple[TermNote, ...]

    @property
    def has_detail(self) -> bool:
        """Whether there is more to say of it than a line in a table."""
        return bool(self.owners or self.criteria or self.notes)

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        notes = (note.text for note in self.notes)
        return _is_long(self.title, *(c.text for c in self.criteria), *notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityProgress:
    """One priority of the year with its actions."""

    ref: str
    number: int
    title: Bilingual
    outcome: Bilingual
    lead: Bilingual | None
    standing: Standing
    elements: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    actions: tuple[ActionProgress, ...]

    @property
    def cost_pence(self) -> int:
        """The sum of its actions."""
        return sum(action.cost_pence for action in self.actions)

    def count(self, standing: Standing) -> int:
        """How many of its actions stand like this."""
        return sum(action.standing is standing for action in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An action whose status is no longer what it was; `before` is None if new."""

    ref: str
    title: Bilingual
    day: dt.date
    before: Standing | None
    after: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since the chosen date."""

    moves: tuple[Move, ...]
    evidence: int
    worked: tuple[tuple[Worked, int], ...]
    learning: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionSources:
    """Kinds of source per element, averaged over one dimension, in two years."""

    number: str
    name: Bilingual
    now: float
    before: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence chosen for the report."""

    ref: str
    day: dt.date
    until: dt.date | None
    title: Bilingual
    note: Bilingual
    kind: Bilingual | None
    worked: Worked | None
    elements: tuple[str, ...]
    priorities: tuple[str, ...]
    people: tuple[Bilingual, ...]
    photos: tuple[Photo, ...]
    photos_kept_back: int
    has_pupil_data: bool

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return len(self.photos) > 1 or _is_long(self.title, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What came of a piece of professional learning, at one of the five levels."""

    level: Bilingual
    text: Bilingual
    judged_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningItem:
    """One piece of professional learning."""

    ref: str
    day: dt.date
    until: dt.date | None
    title: Bilingual
    kind: Bilingual | None
    who: tuple[Bilingual, ...]
    minutes: int
    applied: Bilingual
    impacts: tuple[Impact, ...]
    review_on: dt.date | None

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return _is_long(self.applied, *(impact.text for impact in self.impacts))

    @property
    def has_result(self) -> bool:
        """Whether anything is known of what came of it."""
        return bool(self.impacts) or not self.applied.is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChoice:
    """Evidence that can be ticked for the report, below its priority's number."""

    id: int
    ref: str
    day: dt.date
    title: Bilingual
    priority: int
    has_pupil_data: bool
    chosen: bool


class Place(StrEnum):
    """The part of the report a text stands in."""

    PLAN = "plan"
    EVIDENCE = "evidence"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A text that one of the two languages does not have yet, or no longer fits."""

    place: Place
    ref: str
    language: Language
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorsReport:
    """The headteacher's report to governors.

    Attributes:
        meeting: when governors meet, if a meeting is planned.
        since: first day of the period the report tells of.
        until: last day of it; what is late is late on this day.
        year: school year of the plan.
        first: the language on the left, and of the first part.
    """

    school: Bilingual
    meeting: dt.date | None
    since: dt.date
    until: dt.date
    year: int
    first: Language
    naming: Naming
    news: News
    priorities: tuple[PriorityProgress, ...]
    dimensions: tuple[DimensionSources, ...]
    evidence: tuple[EvidenceItem, ...]
    learning: tuple[LearningItem, ...]

    @property
    def actions(self) -> tuple[ActionProgress, ...]:
        """Every action of every priority."""
        return tuple(a for priority in self.priorities for a in priority.actions)

    @property
    def done(self) -> int:
        """How many actions are done."""
        return sum(action.standing is Standing.DONE for action in self.actions)

    @property
    def cost_pence(self) -> int:
        """What the plan costs."""
        return sum(priority.cost_pence for priority in self.priorities)

    @property
    def pupil_data(self) -> int:
        """How many pieces of evidence hold pupil data, chosen all the same."""
        return sum(item.has_pupil_data for item in self.evidence)

    @property
    def photos_kept_back(self) -> int:
        """How many photos of this evidence may not leave the school."""
        return sum(item.photos_kept_back for item in self.evidence)

    @property
    def results(self) -> tuple[LearningItem, ...]:
        """Professional learning of which somebody noted what came of it."""
        return tuple(item for item in self.learning if item.has_result)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo it prints."""
        return tuple(photo for item in self.evidence for photo in item.photos)

    def gaps(self) -> tuple[Gap, ...]:
        """Every place where a reader of one language is not told the same."""
        return tuple(
            Gap(
                place=place, ref=ref, language=language, stale=_is_stale(text, language)
            )
            for place, ref, text in self.texts()
            for language in Language
            if text.state(language).is_gap
        )

    def texts(self) -> Iterator[tuple[Place, str, Bilingual]]:
        """Every text somebody wrote, with the record it belongs to."""
        for priority in self.priorities:
            yield from _plan_texts(priority)
        for item in self.evidence:
            captions = (photo.caption for photo in item.photos)
            for text in (item.title, item.note, *captions):
                yield Place.EVIDENCE, item.ref, text
        for learning in self.learning:
            impacts = (impact.text for impact in learning.impacts)
            for text in (learning.title, learning.applied, *impacts):
                yield Place.LEARNING, learning.ref, text


def _is_long(*texts: Bilingual) -> bool:
    return any(sum(len(t.text(lang)) for t in texts) > LONG_TEXT for lang in Language)


def _is_stale(text: Bilingual, language: Language) -> bool:
    return text.state(language) is TextState.STALE


def _plan_texts(priority: PriorityProgress) -> Iterator[tuple[Place, str, Bilingual]]:
    for text in (priority.title, priority.outcome):
        yield Place.PLAN, priority.ref, text
    for criterion in priority.criteria:
        yield Place.PLAN, priority.ref, criterion.text
    for action in priority.actions:
        texts = (c.text for c in action.criteria)
        notes = (note.text for note in action.notes)
        for text in (action.title, *texts, *notes):
            yield Place.PLAN, action.ref, text
