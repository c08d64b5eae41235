from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.governors import Standing
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models import (
    SuccessCriterion,
    TermUpdate,
)
from slo_desktop.storage.objects import ObjectStore
from tests import builders as make
from tests.services.governors.conftest import report


def at(session: Session, day: dt.date, step: str) -> None:
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    write_as(session, Authorship(moment, step))


@pytest.mark.usefixtures("meetings")
class TestPlan:
    def test_a_priority_carries_its_actions_and_what_they_cost(
        self, session: Session, objects: ObjectStore
    ) -> None:
        lead = make.person(session, role=make.both("Pennaeth", "Headteacher"))
        priority = make.priority(session, lead=lead, elements={"slo-wales/4.2"})
        make.action(
            session,
            priority=priority,
            cost_pence=45_000,
            due=dt.date(2026, 11, 13),
            status=ActionStatus.UNDER_WAY,
        )
        (built,) = report(session, objects).priorities
        assert built.cost_pence == 45_000
        assert built.elements == ("4.2",)
        assert built.lead is not None
        assert built.lead.text(Language.EN) == "Headteacher"
        assert built.actions[0].standing is Standing.LATE

    def test_a_cost_that_nobody_entered_is_none_and_not_nothing(
        self, session: Session, objects: ObjectStore
    ) -> None:
        step = make.action(session)
        assert report(session, objects).cost_pence is None
        step.cost_pence = 0
        session.flush()
        built = report(session, objects)
        assert built.cost_pence == built.priorities[0].cost_pence == 0

    def test_criteria_and_updates_stand_with_what_they_belong_to(
        self, session: Session, objects: ObjectStore
    ) -> None:
        action = make.action(session)
        met = SuccessCriterion(
            priority=action.priority,
            action=action,
            position=1,
            text=make.both("Pawb", "Everyone"),
            state=CriterionState.MET,
        )
        said = TermUpdate(
            action=action,
            term=TermKey.AUTUMN,
            text=make.both(cy="Dechreuwyd."),
            status=ActionStatus.UNDER_WAY,
            written_on=dt.date(2026, 11, 2),
        )
        session.add_all([met, said])
        session.add(SuccessCriterion(priority=action.priority, position=1))
        (built,) = report(session, objects).priorities
        assert len(built.criteria) == 1
        (step,) = built.actions
        assert step.criteria[0].state is CriterionState.MET
        assert step.notes[0].text.text(Language.CY) == "Dechreuwyd."

    def test_kinds_of_source_are_averaged_over_the_elements_of_a_dimension(
        self, session: Session, objects: ObjectStore
    ) -> None:
        for kind in ("learner-conversation", "staff-meeting-notes"):
            make.evidence(
                session, kind=f"evidence-kinds/{kind}", elements={"slo-wales/6.1"}
            )
        make.evidence(
            session,
            happened_on=dt.date(2026, 2, 1),
            kind="evidence-kinds/learner-conversation",
            elements={"slo-wales/6.2"},
        )
        sixth = report(session, objects).dimensions[5]
        assert sixth.now == pytest.approx(2 * sixth.before)
        assert sixth.before > 0


@pytest.mark.usefixtures("meetings")
class TestNews:
    def test_a_changed_status_says_what_it_was(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        action = make.action(session, ref="P2627-1.1")
        at(session, dt.date(2026, 10, 1), "start")
        action.status = ActionStatus.UNDER_WAY
        session.flush()
        for day, status in ((20, ActionStatus.AT_RISK), (28, ActionStatus.DONE)):
            at(session, dt.date(2026, 10, day), f"step-{day}")
            action.status = status
            session.flush()
        (move,) = report(session, objects).news.moves
        assert (move.ref, move.before, move.after) == (
            "P2627-1.1",
            Standing.UNDER_WAY,
            Standing.DONE,
        )

    def test_a_status_that_came_back_is_no_news(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        action = make.action(session)
        for status in (ActionStatus.AT_RISK, ActionStatus.NOT_STARTED):
            at(session, dt.date(2026, 11, 2), f"step-{status}")
            action.status = status
            session.flush()
        assert report(session, objects).news.moves == ()

    def test_an_action_added_to_a_known_plan_is_new(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        priority = make.priority(session)
        at(session, dt.date(2026, 11, 2), "later")
        make.action(session, priority=priority)
        (move,) = report(session, objects).news.moves
        assert move.before is None

    def test_records_from_a_file_tell_it_by_their_notes(
        self, session: Session, objects: ObjectStore
    ) -> None:
        action = make.action(session, status=ActionStatus.DONE)
        session.add(
            TermUpdate(
                action=action,
                term=TermKey.AUTUMN,
                text=make.both(cy="Wedi’i wneud."),
                status=ActionStatus.DONE,
                written_on=dt.date(2026, 11, 2),
            )
        )
        (move,) = report(session, objects).news.moves
        assert (move.before, move.after) == (Standing.NOT_STARTED, Standing.DONE)

    def test_a_plan_that_came_as_a_whole_is_not_a_list_of_news(
        self, session: Session, objects: ObjectStore
    ) -> None:
        make.action(session)
        assert report(session, objects).news.moves == ()
