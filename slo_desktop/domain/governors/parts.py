"""The parts of the report: priorities, evidence, learning, and what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.costs import total
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from slo_desktop.domain.evidence import Worked
    from slo_desktop.domain.governors.choices import Standing
    from slo_desktop.domain.plan import CriterionState
    from slo_desktop.domain.school_year import Span, TermKey

LONG_TEXT = 600
"""Characters past which an item may run on over the foot of a page."""


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
    cost_pence: int | None
    criteria: tuple[Criterion, ...]
    notes: tuple[TermNote, ...]

    @property
    def texts(self) -> tuple[Bilingual, ...]:
        """Whatever somebody wrote of it, its title first."""
        criteria = (criterion.text for criterion in self.criteria)
        return (self.title, *criteria, *(note.text for note in self.notes))

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return _is_long(self.texts)


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
    def cost_pence(self) -> int | None:
        """The sum of its actions; None where no cost was entered."""
        return total(action.cost_pence for action in self.actions)

    @property
    def texts(self) -> tuple[Bilingual, ...]:
        """Whatever somebody wrote of it, its title first."""
        return (self.title, self.outcome, *(c.text for c in self.criteria))

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return _is_long(self.texts)

    def count(self, standing: Standing) -> int:
        """How many of its actions stand like this."""
        return sum(action.standing is standing for action in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An action whose status is no longer what it was; `before` is None if new."""

    ref: str
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
    photos: tuple[Photo, ...]
    photos_kept_back: int
    has_pupil_data: bool

    @property
    def texts(self) -> tuple[Bilingual, ...]:
        """Whatever somebody wrote of it, its title first."""
        return (self.title, self.note)

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return _is_long(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What came of a piece of professional learning, at one of the five levels."""

    level: Bilingual
    text: Bilingual
    judged_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningItem:
    """One piece of professional learning.

    Attributes:
        minutes: for each person.
        is_earlier: it began before the period; only what came of it since is told.
    """

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
    is_earlier: bool = False

    def since(self, during: Span) -> LearningItem:
        """What is told of it: where it began before, only what came of it since."""
        if self.day >= during.start:
            return self
        new = (impact for impact in self.impacts if impact.judged_on in during)
        return replace(
            self,
            kind=None,
            who=(),
            minutes=0,
            applied=Bilingual(),
            impacts=tuple(new),
            review_on=None,
            is_earlier=True,
        )

    @property
    def texts(self) -> tuple[Bilingual, ...]:
        """Whatever somebody wrote of it, its title first."""
        return (self.title, self.applied, *(impact.text for impact in self.impacts))

    @property
    def is_long(self) -> bool:
        """Whether it may be cut by the foot of a page."""
        return _is_long(self.texts)

    @property
    def has_result(self) -> bool:
        """Whether anything is known of what came of it."""
        return bool(self.impacts) or not self.applied.is_empty


def _is_long(texts: Sequence[Bilingual]) -> bool:
    return any(sum(len(t.text(lang)) for t in texts) > LONG_TEXT for lang in Language)
