"""Next year's plan begins with what this year leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.costs import still_to_spend
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.services import records
from slo_desktop.services.plan.order import next_position
from slo_desktop.services.refs import next_action_ref, next_priority_ref
from slo_desktop.storage import plan as storage
from slo_desktop.storage.models.plan import Action, Priority, SuccessCriterion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session


def start_next_year(
    session: Session, year: int, *, actions: Collection[int]
) -> tuple[Action, ...]:
    """Carry chosen actions of one year over into the plan of the next.

    Each goes below a copy of its priority (or one already there with the same
    title) and remembers which action it goes on with. It keeps its people, elements
    and money not yet spent; it gets no dates, because they are next year's to set.
    What is closed, or was carried over before, stays where it is.

    Args:
        session: a signed session.
        year: the year to carry over from.
        actions: numbers of the actions chosen.

    Returns:
        The new actions.

    Raises:
        RecordNotFoundError: one of the actions does not exist.
    """
    records.find_all(session, Action, actions)
    carried = storage.carried_on(session, actions)
    chosen = set(actions) - carried
    return tuple(
        _carry_action(session, source, _priority_there(session, priority, year + 1))
        for priority in storage.priorities_of(session, year)
        for source in storage.actions_of(session, [priority.id])
        if source.id in chosen and not source.status.is_closed
    )


def _priority_there(session: Session, source: Priority, year: int) -> Priority:
    there = storage.priorities_of(session, year)
    for priority in there:
        if all(priority.title.text(x) == source.title.text(x) for x in Language):
            return priority
    copy = Priority(
        ref=next_priority_ref(session, year),
        school_year=year,
        position=next_position(there),
        title=source.title,
        rationale=source.rationale,
        outcome=source.outcome,
        lead=source.lead,
        status=_status_there(source.status),
        national_priorities=list(source.national_priorities),
        inspection_areas=list(source.inspection_areas),
        plan_contents=list(source.plan_contents),
        elements=set(source.elements),
    )
    session.add(copy)
    session.flush()
    return copy


def _status_there(status: ActionStatus) -> ActionStatus:
    return ActionStatus.NOT_STARTED if status.is_closed else status


def _carry_action(session: Session, source: Action, priority: Priority) -> Action:
    copy = Action(
        ref=next_action_ref(session, priority),
        priority=priority,
        position=next_position(storage.actions_of(session, [priority.id])),
        title=source.title,
        status=source.status,
        cost_pence=still_to_spend(source.cost_pence, source.spent_pence),
        funding_source=source.funding_source,
        resources=source.resources,
        monitoring=source.monitoring,
        monitored_by=source.monitored_by,
        carried_from=source,
        owners=set(source.owners),
        elements=set(source.elements),
    )
    session.add(copy)
    session.flush()
    session.add_all(_criteria_there(session, source, copy))
    session.flush()
    return copy


def _criteria_there(
    session: Session, source: Action, copy: Action
) -> Iterator[SuccessCriterion]:
    for criterion in storage.criteria_of(session, [source.priority_id]):
        if criterion.action_id == source.id and not criterion.state.is_settled:
            yield SuccessCriterion(
                priority=copy.priority,
                action=copy,
                position=criterion.position,
                text=criterion.text,
                state=CriterionState.NOT_YET,
            )
