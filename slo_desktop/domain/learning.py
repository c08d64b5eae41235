"""Professional learning: who learnt what, and what came of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.evidence import PlanItem
    from slo_desktop.domain.people import PersonSummary
    from slo_desktop.domain.unreadable import UnreadableRow

ALL_STAFF = "role-groups/all-staff"
STAFF = frozenset(
    {
        "role-groups/leaders",
        "role-groups/teachers",
        "role-groups/support-staff",
        "role-groups/clerk",
    }
)
"""Groups that `all-staff` stands for."""

DUE_SOON = dt.timedelta(days=14)


class View(StrEnum):
    """How a list of professional learning is put together."""

    DATE = "date"
    PERSON = "person"
    KIND = "kind"


class ReviewState(StrEnum):
    """Whether the impact of something learnt has been looked at."""

    NONE = "none"
    PLANNED = "planned"
    DUE = "due"
    LATE = "late"
    DONE = "done"


def review_state(
    review_on: dt.date | None, *, judged: bool, today: dt.date
) -> ReviewState:
    """Where the review of an impact stands today."""
    if judged:
        return ReviewState.DONE
    if review_on is None:
        return ReviewState.NONE
    if review_on < today:
        return ReviewState.LATE
    return ReviewState.DUE if review_on <= today + DUE_SOON else ReviewState.PLANNED


def took_part(
    person: PersonSummary, people: frozenset[int], groups: tuple[str, ...], day: dt.date
) -> bool:
    """Whether somebody is named, or was in a group that took part on that day."""
    if person.id in people:
        return True
    if person.active_to is not None and person.active_to < day:
        return False
    if person.active_from is not None and person.active_from > day:
        return False
    mine = set(person.groups)
    return bool(mine & set(groups)) or (ALL_STAFF in groups and bool(mine & STAFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningFilter:
    """Which professional learning a list shows."""

    year: int
    view: View = View.DATE
    review_due: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningSummary:
    """One row of a list; `minutes` is per person."""

    id: int
    ref: str
    starts_on: dt.date
    title: Bilingual
    kind: str | None
    minutes: int
    review_on: dt.date | None
    review: ReviewState
    people: frozenset[int] = frozenset()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningGroup:
    """Rows that stand together: of a month, a person or a kind.

    Attributes:
        day: first day of the month.
        person: who took part.
        kind: code of the kind; None where none was chosen.
        minutes: time of all rows, per person.
    """

    rows: tuple[LearningSummary, ...]
    day: dt.date | None = None
    person: PersonSummary | None = None
    kind: str | None = None

    @property
    def minutes(self) -> int:
        """Time of all rows, per person."""
        return sum(row.minutes for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningListing:
    """A list of professional learning.

    Attributes:
        years: school years that hold some, newest first.
        by_group: minutes for each group of kinds.
        reviews_due: reviews that are late or due soon, in all years.
        unreadable: records of which something cannot be read.
    """

    groups: tuple[LearningGroup, ...]
    years: tuple[int, ...]
    by_group: tuple[tuple[str, int], ...]
    minutes: int
    records: int
    reviews_due: int
    unreadable: tuple[UnreadableRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedEvidence:
    """A piece of evidence beside a learning record."""

    id: int
    ref: str
    title: Bilingual
    happened_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What came of it, at one level of impact-levels.json."""

    id: int
    rev: int
    level: str
    text: Bilingual
    judged_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningDetail:
    """Everything one page of professional learning shows."""

    id: int
    uid: str
    ref: str
    starts_on: dt.date
    title: Bilingual
    binned: bool
    review: ReviewState
    review_on: dt.date | None
    elements: tuple[str, ...]
    people: tuple[PersonSummary, ...]
    actions: tuple[PlanItem, ...]
    evidence: tuple[LinkedEvidence, ...]
    impacts: tuple[Impact, ...]
