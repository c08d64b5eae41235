"""Read the plan and put together what its pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.plan.serving import serving_action, serving_priority
from slo_desktop.services.plan.years import (
    criterion_value,
    school_years,
    year_plan,
)
from slo_desktop.services.records import find
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Action, Priority
from slo_desktop.storage.school import the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.plan.forms import ActionForm, PriorityForm
from slo_desktop.web.plan.needs import beside_list
from slo_desktop.web.plan.pages import (
    ActionPage,
    BinnedPage,
    Heading,
    OpenRow,
    PriorityPage,
    Related,
    YearLink,
    YearPage,
    counted,
)
from slo_desktop.web.plan.parts import (
    criterion_beginning,
    criterion_parts,
    new_criterion,
    term_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.plan import ActionSummary, PrioritySummary, YearPlan

YEARS_BESIDE = 2
"""How many years before the one shown stand in the switch."""


def plan_of(session: Session, year: int) -> YearPlan:
    """The plan of a year, as it stands today."""
    return year_plan(session, year, today=folder().settings.today())


def first_language(session: Session) -> Language:
    """The language that stands on the left."""
    return the_school(session).first_column


def year_page(
    session: Session, year: int, *, opened: int | None, unfolded: int | None
) -> YearPage:
    """The page of a year, with one action open in its place."""
    plan = plan_of(session, year)
    years = school_years(session, today=folder().settings.today())
    row = next((row for row in plan.actions if row.id == opened), None)
    return YearPage(
        title=_("School Development Plan"),
        plan=plan,
        tally=counted(plan.tally),
        years=tuple(_year_links(years, year)),
        next_year=year + 1 if plan.priorities and year + 1 not in years else None,
        source_year=year - 1 if _has_open_actions(session, year - 1) else None,
        unfolded=unfolded or _priority_to_unfold(plan, row),
        opened=_open_row(session, plan, row) if row else None,
        headings=tuple(_headings(plan)),
    )


def priority_page(
    session: Session, number: int, form: PriorityForm | None = None
) -> PriorityPage:
    """The page of a priority."""
    record = find(session, Priority, number)
    place = _place(session, record)
    whole = [
        criterion_value(criterion)
        for criterion in storage.criteria_of(session, [record.id])
        if criterion.action_id is None
    ]
    if form is not None:
        form.offer(session, record)
    return PriorityPage(
        title=_title(record),
        year=record.school_year,
        uid=record.uid,
        summary=place.priority,
        tally=counted(place.priority.tally),
        form=form or PriorityForm.filled(session, record),
        criteria=criterion_parts(whole),
        new_criterion=new_criterion(record),
        beginning=criterion_beginning(record),
        served=serving_priority(session, record.id),
        first_language=first_language(session),
        is_first=place.priority.id == place.plan.priorities[0].id,
        is_last=place.priority.id == place.plan.priorities[-1].id,
    )


def action_page(
    session: Session, number: int, form: ActionForm | None = None
) -> ActionPage:
    """The page of an action."""
    record = find(session, Action, number)
    place = _place(session, record.priority)
    row = next((row for row in place.priority.actions if row.id == number), None)
    if row is None:
        raise RecordNotFoundError(Action.__tablename__, number)
    if form is not None:
        form.offer(session, record)
    return ActionPage(
        title=_title(record),
        year=place.plan.year,
        uid=record.uid,
        priority=place.priority,
        summary=row,
        form=form or ActionForm.filled(session, record),
        criteria=criterion_parts(row.criteria),
        new_criterion=new_criterion(record),
        beginning=criterion_beginning(record),
        terms=term_parts(row, place.plan.terms, place.plan.term),
        served=serving_action(session, record.id),
        carried_from=_related(record.carried_from),
        carried_to=_related(storage.continuation_of(session, record.id)),
        beside=beside_list(session, record.id),
        first_language=first_language(session),
        is_first=row is place.priority.actions[0],
        is_last=row is place.priority.actions[-1],
    )


def binned_page(record: Priority | Action) -> BinnedPage | None:
    """What is said of a record that is in the bin, itself or with its priority."""
    is_action = isinstance(record, Action)
    parent = record.priority if isinstance(record, Action) else record
    if record.binned_at is None and parent.binned_at is None:
        return None
    restore = ".restore_action" if is_action else ".restore_priority"
    return BinnedPage(
        title=_title(record),
        year=parent.school_year,
        restore_url=url_for(restore, number=record.id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    plan: YearPlan
    priority: PrioritySummary


def _place(session: Session, record: Priority) -> _Place:
    """Where a priority stands in its year; what is in the bin stands nowhere."""
    plan = plan_of(session, record.school_year)
    for priority in plan.priorities:
        if priority.id == record.id:
            return _Place(plan=plan, priority=priority)
    raise RecordNotFoundError(Priority.__tablename__, record.id)


def _title(record: Priority | Action) -> str:
    return record.title.shown(current_language()).text or record.ref


def _related(action: Action | None) -> Related | None:
    if action is None or action.binned_at is not None:
        return None
    return Related(
        id=action.id,
        ref=action.ref,
        title=action.title,
        year=action.priority.school_year,
    )


def _year_links(years: Sequence[int], shown: int) -> Iterator[YearLink]:
    this_year = school_year_of(folder().settings.today())
    near = {year for year in years if shown - YEARS_BESIDE <= year <= shown + 1}
    for year in sorted(near | {shown, this_year}):
        yield YearLink(year=year, current=year == shown)


def _has_open_actions(session: Session, year: int) -> bool:
    plan = plan_of(session, year)
    return any(can_be_carried(action) for action in plan.actions)


def can_be_carried(action: ActionSummary) -> bool:
    """Whether an action can go on in the next year."""
    return not (action.status.is_closed or action.carried_on)


def _priority_to_unfold(plan: YearPlan, row: ActionSummary | None) -> int | None:
    if row is None:
        return plan.priorities[0].id if plan.priorities else None
    return next(p.id for p in plan.priorities if row in p.actions)


def _open_row(session: Session, plan: YearPlan, row: ActionSummary) -> OpenRow:
    served = serving_action(session, row.id)
    return OpenRow(
        action=row,
        form=ActionForm.filled(session, find(session, Action, row.id)),
        criteria=criterion_parts(row.criteria),
        terms=term_parts(row, plan.terms, plan.term),
        evidence=len(served.evidence),
        learning=len(served.learning),
    )


def _headings(plan: YearPlan) -> Iterator[Heading]:
    for entry in frameworks().plan_contents:
        below = [p.number for p in plan.priorities if entry.code in p.plan_contents]
        yield Heading(name=entry.name, numbers=tuple(below))
