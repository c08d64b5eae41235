"""What each template of the plan is given."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from slo_desktop.domain.plan import ActionStatus, Standing
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.plan import (
        ActionSummary,
        Criterion,
        PrioritySummary,
        Update,
        YearPlan,
    )
    from slo_desktop.domain.plan_needs import LackingAction, LackingList, Need
    from slo_desktop.domain.school_year import TermKey
    from slo_desktop.services.plan.serving import ServedBy
    from slo_desktop.web.new_records import Beginning
    from slo_desktop.web.plan.forms import (
        ActionForm,
        CriterionForm,
        NewActionForm,
        NewCriterionForm,
        NewPriorityForm,
        PriorityForm,
        UpdateForm,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many actions stand somewhere, as shape, word and number."""

    status: ActionStatus
    late: bool
    count: int


def counted(tally: Iterable[tuple[Standing, int]]) -> tuple[Count, ...]:
    """A tally in the words of the marks: a status, or late in its place."""
    return tuple(
        Count(
            status=ActionStatus.UNDER_WAY if late else ActionStatus(shown.value),
            late=late,
            count=count,
        )
        for shown, count in tally
        for late in [shown is Standing.LATE]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLink:
    """A year of the switch."""

    year: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPart:
    """A success criterion with the form that changes it."""

    criterion: Criterion
    form: CriterionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """A term's column below an action.

    Attributes:
        question: what an update of this term answers, as an English message id.
        is_now: whether this is the term to write about.
        form: writes the update.
    """

    key: TermKey
    ends: dt.date | None
    question: str
    is_now: bool
    update: Update | None
    form: UpdateForm


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """An action opened in its place in the year.

    Attributes:
        evidence: how many pieces of evidence serve it.
        learning: how many records of professional learning serve it.
    """

    action: ActionSummary
    form: ActionForm
    criteria: Sequence[CriterionPart]
    terms: Sequence[TermPart]
    evidence: int
    learning: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that a plan has by law, and the priorities that stand under it."""

    name: Bilingual
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """plan/year.html.

    Attributes:
        next_year: the year that can be started from this one.
        source_year: the year before, when open actions of it can be carried over.
        unfolded: number of the priority that is shown with its actions.
    """

    title: str
    plan: YearPlan
    tally: Sequence[Count]
    years: Sequence[YearLink]
    next_year: int | None
    source_year: int | None
    unfolded: int | None
    opened: OpenRow | None
    headings: Sequence[Heading]

    @staticmethod
    def tally_of(priority: PrioritySummary) -> tuple[Count, ...]:
        """How the actions of one priority stand."""
        return counted(priority.tally)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryPage:
    """plan/carry.html: which open actions go on in the next year."""

    title: str
    year: int
    priorities: Sequence[PrioritySummary]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLink:
    """One of the lists of actions that lack something."""

    need: Need
    name: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPage:
    """plan/needs.html.

    Attributes:
        mended: what is said where none of them lacks it any more.
        field: where on the page of an action it is put right.
    """

    title: str
    found: LackingList
    links: Sequence[NeedLink]
    mended: str
    field: str

    @property
    def count(self) -> int:
        """How many there are, those that cannot be read too."""
        return len(self.found.rows) + len(self.found.unreadable)

    @property
    def years(self) -> tuple[tuple[int, tuple[LackingAction, ...]], ...]:
        """The rows, year by year."""
        groups = groupby(self.found.rows, key=lambda row: row.year)
        return tuple((year, tuple(rows)) for year, rows in groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideList:
    """The list that an action was opened from, and its neighbours there."""

    need: Need
    name: str
    url: str
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPriorityPage:
    """plan/new_priority.html."""

    title: str
    year: int
    form: NewPriorityForm
    first_language: Language
    beginning: Beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActionPage:
    """plan/new_action.html."""

    title: str
    year: int
    form: NewActionForm
    first_language: Language
    beginning: Beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityPage:
    """plan/priority.html.

    Attributes:
        beginning: what waits of a criterion that is not added yet.
    """

    title: str
    year: int
    uid: str
    summary: PrioritySummary
    tally: Sequence[Count]
    form: PriorityForm
    criteria: Sequence[CriterionPart]
    new_criterion: NewCriterionForm
    beginning: Beginning
    served: ServedBy
    first_language: Language
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An action of another year."""

    id: int
    ref: str
    title: Bilingual
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """plan/action.html.

    Attributes:
        beginning: what waits of a criterion that is not added yet.
        carried_from: the action of an earlier year that this one goes on with.
        carried_to: the action of a later year that goes on with this one.
        beside: the list of actions that lack something, when it comes from there.
    """

    title: str
    year: int
    uid: str
    priority: PrioritySummary
    summary: ActionSummary
    form: ActionForm
    criteria: Sequence[CriterionPart]
    new_criterion: NewCriterionForm
    beginning: Beginning
    terms: Sequence[TermPart]
    served: ServedBy
    carried_from: Related | None
    carried_to: Related | None
    beside: BesideList | None
    first_language: Language
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BinnedPage:
    """plan/binned.html: a record that is in the bin."""

    title: str
    year: int
    restore_url: str
