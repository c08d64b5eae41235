from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import BadDatesError, CollisionError, RecordNotFoundError
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.services.plan.actions import (
    add_action,
    bin_action,
    edit_action,
    move_action,
    restore_action,
)
from slo_desktop.services.plan.criteria import (
    add_to_action,
    add_to_priority,
    bin_criterion,
    edit_criterion,
)
from slo_desktop.services.plan.priorities import bin_priority
from slo_desktop.services.plan.serving import serving_action, serving_priority
from slo_desktop.services.plan.updates import NOT_THERE_YET, bin_update, write_update
from slo_desktop.storage.models import Record
from slo_desktop.storage.plan import actions_of, criteria_of, update_for
from tests.builders import action, both, evidence, learning, person, priority


def is_binned(record: Record) -> bool:
    return record.binned_at is not None


def test_a_new_action_stands_last_in_its_priority(session: Session) -> None:
    parent = priority(session, ref="P2627-3")
    action(session, priority=parent, ref="P2627-3.1")
    owner = person(session)
    added = add_action(
        session,
        priority=parent.id,
        values={
            "title_en": "Observe lessons",
            "owners": [owner.id],
            "due": dt.date(2026, 12, 4),
            "cost_pence": 60_000,
        },
    )
    assert actions_of(session, [parent.id])[-1] is added
    assert added.ref == "P2627-3.2"
    assert added.owners == {owner}
    assert added.status is ActionStatus.NOT_STARTED


def test_an_action_cannot_be_due_before_it_starts(session: Session) -> None:
    start, due = dt.date(2026, 12, 4), dt.date(2026, 12, 3)
    values = {"title_cy": "Un", "starts": start, "due": due}
    with pytest.raises(BadDatesError):
        add_action(session, priority=priority(session).id, values=values)
    with pytest.raises(BadDatesError) as caught:
        edit_action(
            session, action(session, starts=start).id, rev=None, changes={"due": due}
        )
    assert (caught.value.start, caught.value.end) == (start, due)


def test_an_action_is_edited_field_by_field(session: Session) -> None:
    step, owner = action(session), person(session)
    changes = {"owners": [owner.id], "elements": ["slo-wales/4.2"], "spent_pence": 250}
    edit_action(session, step.id, rev=step.rev, changes=changes)
    assert step.owners == {owner}
    assert set(step.elements) == {"slo-wales/4.2"}
    assert step.spent_pence == 250
    with pytest.raises(CollisionError):
        edit_action(session, step.id, rev=step.rev - 1, changes={"title_cy": "Arall"})


def test_an_action_without_a_priority_is_refused(session: Session) -> None:
    with pytest.raises(RecordNotFoundError):
        add_action(session, priority=99, values={"title_cy": "Un"})


def test_actions_move_within_their_priority(session: Session) -> None:
    parent = priority(session)
    one, two = action(session, priority=parent), action(session, priority=parent)
    action(session)
    move_action(session, two.id, by=-1)
    assert list(actions_of(session, [parent.id])) == [two, one]


def test_an_action_goes_to_the_bin_and_back_with_its_words(session: Session) -> None:
    step = action(session)
    update = write_update(
        session, step.id, TermKey.AUTUMN, rev=None, changes={"text_cy": "Un"}
    )
    bin_action(session, step.id)
    assert [is_binned(each) for each in (step, update, step.priority)] == [1, 1, 0]
    restore_action(session, step.id)
    assert [is_binned(each) for each in (step, update, step.priority)] == [0, 0, 0]


def test_an_action_brings_its_binned_priority_back(session: Session) -> None:
    step = action(session)
    other = action(session, priority=step.priority)
    bin_priority(session, step.priority.id)
    restore_action(session, step.id)
    assert (step.binned_at, step.priority.binned_at) == (None, None)
    assert other.binned_at is not None


def test_criteria_belong_to_an_action_or_to_a_priority(session: Session) -> None:
    step = action(session)
    own = add_to_action(session, step.id, values={"text_cy": "Pob athro"})
    whole = add_to_priority(session, step.priority.id, values={"text_en": "Most"})
    assert (own.action, own.priority) == (step, step.priority)
    assert (whole.action, whole.priority) == (None, step.priority)
    assert whole.position > own.position
    assert whole.state is CriterionState.NOT_YET


def test_a_criterion_is_judged_and_binned(session: Session) -> None:
    step = action(session)
    criterion = add_to_action(session, step.id, values={"text_cy": "Un"})
    edit_criterion(
        session,
        criterion.id,
        rev=criterion.rev,
        changes={"state": CriterionState.PARTLY_MET},
    )
    assert criterion.state is CriterionState.PARTLY_MET
    bin_criterion(session, criterion.id)
    assert not criteria_of(session, [step.priority_id])


def test_an_update_keeps_the_status_of_its_day(session: Session) -> None:
    step = action(session, status=ActionStatus.AT_RISK)
    update = write_update(
        session,
        step.id,
        TermKey.AUTUMN,
        rev=NOT_THERE_YET,
        changes={"text_cy": "Salwch"},
    )
    edit_action(session, step.id, rev=None, changes={"status": ActionStatus.DONE})
    assert update.status is ActionStatus.AT_RISK
    assert update.written_on == dt.date(2026, 11, 22)
    assert update.text == both(cy="Salwch")


def test_an_update_is_gone_on_with_and_not_begun_twice(session: Session) -> None:
    step = action(session)
    first = write_update(
        session, step.id, TermKey.AUTUMN, rev=None, changes={"text_cy": "Un"}
    )
    again = write_update(
        session,
        step.id,
        TermKey.AUTUMN,
        rev=first.rev,
        changes={"text_en": "One", "status": ActionStatus.ON_TRACK},
    )
    assert again is first
    assert again.status is ActionStatus.ON_TRACK
    with pytest.raises(CollisionError):
        write_update(
            session,
            step.id,
            TermKey.AUTUMN,
            rev=NOT_THERE_YET,
            changes={"text_cy": "Dau"},
        )


def test_a_binned_update_can_be_written_anew(session: Session) -> None:
    step = action(session)
    first = write_update(
        session, step.id, TermKey.AUTUMN, rev=None, changes={"text_cy": "Un"}
    )
    bin_update(session, first.id)
    assert update_for(session, step.id, TermKey.AUTUMN) is None
    second = write_update(
        session, step.id, TermKey.AUTUMN, rev=None, changes={"text_cy": "Dau"}
    )
    assert second is not first


def test_evidence_and_learning_that_serve_an_action_are_found(
    session: Session,
) -> None:
    step = action(session)
    older = evidence(session, actions={step}, happened_on=dt.date(2026, 9, 8))
    newer = evidence(session, actions={step}, happened_on=dt.date(2026, 10, 8))
    evidence(session)
    course = learning(session, actions={step})
    served = serving_action(session, step.id)
    assert [item.id for item in served.evidence] == [newer.id, older.id]
    assert [item.id for item in served.learning] == [course.id]
    assert served.learning[0].on == course.starts_on


def test_a_priority_is_served_itself_and_through_its_actions(
    session: Session,
) -> None:
    step = action(session)
    straight = evidence(session, priorities={step.priority}, actions={step})
    through = evidence(session, actions={step})
    course = learning(session, actions={step})
    served = serving_priority(session, step.priority_id)
    assert {item.id for item in served.evidence} == {straight.id, through.id}
    assert [item.id for item in served.learning] == [course.id]
