"""The report as a whole, and what it lacks in one of the languages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.costs import total
from slo_desktop.domain.governors.choices import Standing
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.governors.choices import Naming
    from slo_desktop.domain.governors.parts import (
        ActionProgress,
        DimensionSources,
        EvidenceItem,
        LearningItem,
        News,
        Photo,
        PriorityProgress,
    )


class Place(StrEnum):
    """The part of the report a text stands in."""

    PLAN = "plan"
    EVIDENCE = "evidence"
    LEARNING = "learning"
    SCHOOL = "school"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A text that one of the two languages does not have yet, or no longer fits.

    Attributes:
        ref: the record it belongs to; the name or role itself where none has a number.
    """

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
    def cost_pence(self) -> int | None:
        """What the plan costs; None where no cost was entered."""
        return total(priority.cost_pence for priority in self.priorities)

    @property
    def pupil_data(self) -> int:
        """How many pieces of evidence hold pupil data, chosen all the same."""
        return sum(item.has_pupil_data for item in self.evidence)

    @property
    def photos_kept_back(self) -> int:
        """How many photos of this evidence may not leave the school."""
        return sum(item.photos_kept_back for item in self.evidence)

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
            for place, ref, text in (*self.texts(), *self.names())
            for language in Language
            if text.state(language).is_gap
        )

    def names(self) -> Iterator[tuple[Place, str, Bilingual]]:
        """The school's name and whatever people are called, each of them once."""
        yield Place.SCHOOL, self.school.shown(self.first).text, self.school
        for called in dict.fromkeys(self._people()):
            yield Place.STAFF, called.shown(self.first).text, called

    def _people(self) -> Iterator[Bilingual]:
        for priority in self.priorities:
            if priority.lead:
                yield priority.lead
        for action in self.actions:
            yield from action.owners
        for learning in self.learning:
            yield from learning.who

    def texts(self) -> Iterator[tuple[Place, str, Bilingual]]:
        """Every text somebody wrote, with the record it belongs to."""
        for priority in self.priorities:
            yield from ((Place.PLAN, priority.ref, text) for text in priority.texts)
        for action in self.actions:
            yield from ((Place.PLAN, action.ref, text) for text in action.texts)
        for item in self.evidence:
            captions = (photo.caption for photo in item.photos)
            for text in (*item.texts, *captions):
                yield Place.EVIDENCE, item.ref, text
        for learning in self.learning:
            yield from ((Place.LEARNING, learning.ref, t) for t in learning.texts)


def _is_stale(text: Bilingual, language: Language) -> bool:
    return text.state(language) is TextState.STALE
