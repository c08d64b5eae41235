"""The School Development Plan: statuses, the rules of dates, values for pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.costs import FundingSum, funding_sums, total
from slo_desktop.domain.school_year import APRIL, SEPTEMBER, TermKey, school_year_of
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.evidence import Worked
    from slo_desktop.domain.unreadable import UnreadableRow

FIRST_YEAR, LAST_YEAR = 2000, 2098


class ActionStatus(StrEnum):
    """How an action or a priority is going (statuses.json, action-states)."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in {ActionStatus.DONE, ActionStatus.STOPPED}


class CriterionState(StrEnum):
    """How far a success criterion is met (statuses.json)."""

    NOT_YET = "not-yet"
    PARTLY_MET = "partly-met"
    MET = "met"
    NOT_MET = "not-met"

    @property
    def is_settled(self) -> bool:
        """Whether the question is answered, one way or the other."""
        return self in {CriterionState.MET, CriterionState.NOT_MET}


class Standing(StrEnum):
    """What a reader is shown: a status, or *late* in place of an open one.

    In the order in which counts are read out.
    """

    DONE = "done"
    ON_TRACK = "on-track"
    UNDER_WAY = "under-way"
    AT_RISK = "at-risk"
    LATE = "late"
    NOT_STARTED = "not-started"
    STOPPED = "stopped"


def is_late(status: ActionStatus, due: dt.date | None, today: dt.date) -> bool:
    """An open action is late from the day after it was due."""
    return due is not None and due < today and not status.is_closed


def standing(status: ActionStatus, due: dt.date | None, today: dt.date) -> Standing:
    """The status to show on a day."""
    return Standing.LATE if is_late(status, due, today) else Standing(status.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerm:
    """One term of a plan's year; dates are absent where nobody entered them."""

    key: TermKey
    starts: dt.date | None = None
    ends: dt.date | None = None


def term_now(terms: Iterable[PlanTerm], year: int, today: dt.date) -> TermKey | None:
    """The term whose update is being written: the last one that has begun.

    None outside the plan's own year.
    """
    if school_year_of(today) != year:
        return None
    begun = [t.key for t in terms if t.starts is not None and t.starts <= today]
    return begun[-1] if begun else _term_by_month(today)


def _term_by_month(today: dt.date) -> TermKey:
    if today.month >= SEPTEMBER:
        return TermKey.AUTUMN
    return TermKey.SPRING if today.month < APRIL else TermKey.SUMMER


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """Somebody named on a plan; governors may have no initials."""

    id: int
    name: str
    initials: str

    @property
    def short(self) -> str:
        """Initials where there are some."""
        return self.initials or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What will be seen when an action or a priority has succeeded."""

    id: int
    rev: int
    text: Bilingual
    state: CriterionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What was said about an action in one term, and its status at that time."""

    id: int
    rev: int
    term: TermKey
    text: Bilingual
    status: ActionStatus
    written_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSummary:
    """A row of the plan, with what stands in it when it is opened.

    Attributes:
        number: where it stands, such as `1.2`; it follows the order.
        cost_pence: None where nothing was entered, 0 where it costs nothing.
        spent_pence: the same.
        carried_on: an action of a later year goes on with it.
        updates: by term, those that were written.
    """

    id: int
    rev: int
    ref: str
    number: str
    title: Bilingual
    status: ActionStatus
    standing: Standing
    elements: Sequence[str]
    owners: Sequence[PersonName]
    due: dt.date | None
    cost_pence: int | None
    spent_pence: int | None
    funding_source: str | None
    carried_on: bool = False
    criteria: Sequence[Criterion] = ()
    updates: Mapping[TermKey, Update] = field(default_factory=dict)

    def needs_update(self, term: TermKey | None) -> bool:
        """Whether somebody still has to say how it is going this term."""
        is_open = not (self.status.is_closed or self.carried_on)
        return is_open and term is not None and term not in self.updates


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySummary:
    """A priority of one year with its actions, in order."""

    id: int
    rev: int
    ref: str
    number: int
    title: Bilingual
    status: ActionStatus
    lead: PersonName | None
    national_priorities: Sequence[str]
    plan_contents: Sequence[str]
    actions: Sequence[ActionSummary]

    @property
    def cost_pence(self) -> int | None:
        """The sum of what its actions are to cost."""
        return total(action.cost_pence for action in self.actions)

    @property
    def spent_pence(self) -> int | None:
        """The sum of what was spent on its actions."""
        return total(action.spent_pence for action in self.actions)

    @property
    def has_money(self) -> bool:
        """Whether an amount was entered anywhere."""
        return self.cost_pence is not None or self.spent_pence is not None

    @property
    def funding(self) -> tuple[FundingSum, ...]:
        """What each source pays."""
        return funding_sums(self.actions)

    @property
    def tally(self) -> tuple[tuple[Standing, int], ...]:
        """How many of its actions stand where."""
        return tally(self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """The plan of one school year.

    Attributes:
        unreadable: parts of it that cannot be read.
    """

    year: int
    priorities: Sequence[PrioritySummary]
    terms: Sequence[PlanTerm]
    term: TermKey | None
    unreadable: Sequence[UnreadableRow] = ()

    @property
    def actions(self) -> tuple[ActionSummary, ...]:
        """Every action, in order."""
        return tuple(a for priority in self.priorities for a in priority.actions)

    @property
    def tally(self) -> tuple[tuple[Standing, int], ...]:
        """How many actions stand where."""
        return tally(self.actions)

    @property
    def funding(self) -> tuple[FundingSum, ...]:
        """What each source pays."""
        return funding_sums(self.actions)

    @property
    def cost_pence(self) -> int | None:
        """What the year is to cost."""
        return total(action.cost_pence for action in self.actions)

    @property
    def spent_pence(self) -> int | None:
        """What was spent."""
        return total(action.spent_pence for action in self.actions)

    @property
    def has_money(self) -> bool:
        """Whether an amount was entered anywhere."""
        return self.cost_pence is not None or self.spent_pence is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A piece of evidence or professional learning that serves the plan."""

    id: int
    ref: str
    title: Bilingual
    on: dt.date
    kind: str | None
    worked: Worked | None = None


def tally(actions: Iterable[ActionSummary]) -> tuple[tuple[Standing, int], ...]:
    """How many actions stand where, without the noughts."""
    counts = Counter(action.standing for action in actions)
    return tuple((shown, counts[shown]) for shown in Standing if counts[shown])
