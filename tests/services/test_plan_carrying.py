from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.services.plan.carrying import start_next_year
from slo_desktop.services.plan.criteria import add_to_action
from slo_desktop.storage.plan import (
    actions_of,
    continuation_of,
    criteria_of,
    priorities_of,
)
from tests.builders import action, both, person, priority


def test_chosen_open_actions_go_on_in_the_next_year(session: Session) -> None:
    lead, owner = person(session), person(session)
    source = priority(session, ref="P2627-1", lead=lead, elements={"slo-wales/1.3"})
    old = action(
        session,
        priority=source,
        status=ActionStatus.UNDER_WAY,
        due=dt.date(2027, 6, 1),
        cost_pence=10_000,
        spent_pence=4_000,
        owners={owner},
        elements={"slo-wales/4.2"},
    )
    action(session, priority=source)
    (new,) = start_next_year(session, 2026, actions=[old.id])
    assert new.carried_from is old
    assert continuation_of(session, old.id) is new
    assert new.priority.school_year == 2027
    assert (new.priority.lead, new.owners) == (lead, {owner})
    assert set(new.priority.elements) == {"slo-wales/1.3"}
    assert set(new.elements) == {"slo-wales/4.2"}
    assert new.status is ActionStatus.UNDER_WAY
    assert (new.due, new.cost_pence, new.spent_pence) == (None, 6_000, None)
    assert new.ref == "P2728-1.1"
    assert old.status is ActionStatus.UNDER_WAY


@pytest.mark.parametrize(
    ("cost", "spent", "left"),
    [
        (None, None, None),
        (None, 500, None),
        (0, None, 0),
        (900, None, 900),
        (900, 0, 900),
        (900, 900, None),
        (900, 1000, None),
    ],
)
def test_money_goes_on_only_where_some_is_left(
    session: Session, cost: int | None, spent: int | None, left: int | None
) -> None:
    step = action(session, cost_pence=cost, spent_pence=spent)
    (new,) = start_next_year(session, 2026, actions=[step.id])
    assert (new.cost_pence, new.spent_pence) == (left, None)


def test_actions_of_one_priority_stay_together(session: Session) -> None:
    source = priority(session)
    steps = [action(session, priority=source) for _ in range(2)]
    start_next_year(session, 2026, actions=[steps[0].id])
    start_next_year(session, 2026, actions=[steps[1].id])
    (there,) = priorities_of(session, 2027)
    assert len(actions_of(session, [there.id])) == 2


def test_nothing_is_carried_over_twice_or_when_closed(session: Session) -> None:
    done = action(session, status=ActionStatus.DONE)
    step = action(session)
    assert len(start_next_year(session, 2026, actions=[done.id, step.id])) == 1
    assert start_next_year(session, 2026, actions=[done.id, step.id]) == ()


def test_a_closed_priority_begins_anew(session: Session) -> None:
    source = priority(session, status=ActionStatus.STOPPED)
    step = action(session, priority=source)
    (new,) = start_next_year(session, 2026, actions=[step.id])
    assert new.priority.status is ActionStatus.NOT_STARTED


def test_criteria_still_open_are_asked_again(session: Session) -> None:
    step = action(session)
    for words, state in (
        ("Ar agor", CriterionState.PARTLY_MET),
        ("Cyflawnwyd", CriterionState.MET),
    ):
        add_to_action(session, step.id, values={"text_cy": words, "state": state})
    (new,) = start_next_year(session, 2026, actions=[step.id])
    (asked,) = criteria_of(session, [new.priority_id])
    assert (asked.text, asked.state) == (both(cy="Ar agor"), CriterionState.NOT_YET)
    assert asked.action is new


def test_an_action_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(RecordNotFoundError):
        start_next_year(session, 2026, actions=[99])
