"""Rows of a plan become priorities, actions, criteria and updates."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.importing import ImportKind, Problem
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.models import (
    Action,
    Person,
    Priority,
    SuccessCriterion,
    Term,
    TermUpdate,
)
from tests.services.importing_world import (
    NOW,
    Importer,
    findings,
)

PLAN = ImportKind.PLAN
CY, EN = Language
PLAN_HEADS = "level,ref,parent_ref,school_year,title_cy"
P9 = "priority,P2627-9,,2026/27,Codi safonau"
A91 = "action,P2627-9.1,P2627-9,2026/27,Arsylwi"


def test_a_plan_becomes_priorities_and_actions_in_their_order(
    session: Session,
    importer: Importer,
    first_priority: Priority,
    mererid: Person,
) -> None:
    outcome = importer.lines(
        PLAN,
        f"{PLAN_HEADS},owner,elements,status,national_priority,inspection_area",
        "action,P2627-9.1,P2627-9,2026/27,Cyntaf,MH,1.1,done,,",
        f"{P9},MH,1.2,under-way,attendance;literacy,teaching-learning",
        "action,P2627-9.2,P2627-9,2026/27,Ail,MH,,,,",
        "action,P2627-1.1,P2627-1,,I flaenoriaeth sydd yma,MH,,,,",
    )
    assert outcome.errors == ()
    new = session.scalars(sa.select(Priority).where(Priority.ref == "P2627-9")).one()
    assert (new.position, new.school_year) == (2, 2026)
    assert new.lead is mererid
    assert new.status is ActionStatus.UNDER_WAY
    assert new.elements == {"slo-wales/1.2"}
    assert new.national_priorities == [
        "national-priorities/cabinet-secretary-2025/attendance",
        "national-priorities/cabinet-secretary-2025/literacy",
    ]
    assert new.inspection_areas == ["estyn-areas/2024/teaching-learning"]
    actions = session.scalars(sa.select(Action).order_by(Action.ref)).all()
    assert [(a.ref, a.position, a.status.value) for a in actions] == [
        ("P2627-1.1", 1, "not-started"),
        ("P2627-9.1", 1, "done"),
        ("P2627-9.2", 2, "not-started"),
    ]
    assert actions[0].priority is first_priority
    assert actions[1].owners == {mererid}


def test_money_years_and_criteria_of_an_action_are_kept(
    session: Session,
    importer: Importer,
) -> None:
    outcome = importer.lines(
        PLAN,
        f"{PLAN_HEADS},starts,due,cost,spent,funding_source,financial_year,"
        "success_cy,success_en,success_state",
        f"{P9},,,990,,,,Pawb yn darllen,,partly-met",
        f"{A91},2026-09-01,2026-12-01,450.50,£20,laeg-reform-pl,2026-27,Da,Good,met",
    )
    assert outcome.errors == ()
    found = session.scalars(sa.select(Action)).one()
    assert (found.cost_pence, found.spent_pence) == (45_050, 2_000)
    assert found.funding_source == "funding-sources/laeg-reform-pl"
    assert found.financial_year == 2026
    assert (found.starts, found.due) == (dt.date(2026, 9, 1), dt.date(2026, 12, 1))
    criteria = session.scalars(sa.select(SuccessCriterion)).all()
    mine = next(c for c in criteria if c.action is found)
    whole = next(c for c in criteria if c.action is None)
    assert mine.state is CriterionState.MET
    assert mine.text.text(EN) == "Good"
    assert mine.priority is found.priority
    assert whole.state is CriterionState.PARTLY_MET


def test_progress_becomes_one_update_for_each_term(
    session: Session,
    importer: Importer,
) -> None:
    session.add(
        Term(
            school_year=2025,
            key=TermKey.AUTUMN,
            starts=dt.date(2025, 9, 1),
            ends=dt.date(2025, 12, 19),
        )
    )
    session.flush()
    heads = f"{PLAN_HEADS},status,progress_autumn_cy,progress_summer_en"
    row = "action,P2526-9.1,P2526-9,2025/26,Arsylwi,done,Wedi dechrau,Finished"
    priority_row = "priority,P2526-9,,2025/26,Codi safonau,,,"
    assert importer.lines(PLAN, heads, priority_row, row).errors == ()
    updates = session.scalars(sa.select(TermUpdate).order_by(TermUpdate.id)).all()
    assert [(u.term, u.status, u.written_on) for u in updates] == [
        (TermKey.AUTUMN, ActionStatus.UNDER_WAY, dt.date(2025, 12, 19)),
        (TermKey.SUMMER, ActionStatus.DONE, dt.date(2026, 8, 31)),
    ]
    assert updates[0].text.text(CY) == "Wedi dechrau"


def test_an_update_of_a_term_that_still_runs_was_written_today(
    session: Session,
    importer: Importer,
) -> None:
    heads = f"{PLAN_HEADS},status,progress_autumn_cy"
    importer.lines(PLAN, heads, f"{P9},,", f"{A91},under-way,Ar waith")
    assert session.scalars(sa.select(TermUpdate)).one().written_on == NOW.date()


def test_actions_of_a_priority_that_is_refused_say_so(
    session: Session,
    importer: Importer,
) -> None:
    rows = ["priority,P2627-9,,2026,Codi safonau", A91, "priority,P2627-8,,2026/27,Da"]
    outcome = importer.lines(PLAN, PLAN_HEADS, *rows, skip_bad=True)
    assert findings(outcome) == [
        (2, "school_year", Problem.BAD_YEAR),
        (3, "parent_ref", Problem.PARENT_REFUSED),
    ]
    assert session.scalars(sa.select(Priority.ref)).all() == ["P2627-8"]


def test_an_action_whose_priority_is_nowhere_says_so(importer: Importer) -> None:
    outcome = importer.lines(PLAN, PLAN_HEADS, A91)
    assert findings(outcome) == [(2, "parent_ref", Problem.UNKNOWN_PRIORITY)]


def test_a_priority_has_one_lead(
    importer: Importer,
    session: Session,
    mererid: Person,
) -> None:
    del mererid
    session.add(Person(name="Siân Eira", initials="SE"))
    session.flush()
    outcome = importer.lines(PLAN, f"{PLAN_HEADS},owner", f"{P9},MH;SE")
    assert findings(outcome) == [(2, "owner", Problem.SEVERAL_PEOPLE)]


def test_plans_without_references_get_them(
    session: Session,
    importer: Importer,
    first_priority: Priority,
) -> None:
    importer.lines(
        PLAN,
        PLAN_HEADS,
        "priority,,,2026/27,Arall",
        f"action,,{first_priority.ref},2026/27,Cam",
        f"action,,{first_priority.ref},2026/27,Cam arall",
    )
    assert session.scalars(sa.select(Action.ref).order_by(Action.ref)).all() == [
        "P2627-1.1",
        "P2627-1.2",
    ]
    assert "P2627-2" in session.scalars(sa.select(Priority.ref)).all()


def test_new_actions_stand_after_those_that_are_here(
    session: Session, importer: Importer, first_action: Action
) -> None:
    row = f"action,P2627-1.5,{first_action.priority.ref},2026/27,Cam"
    importer.lines(PLAN, PLAN_HEADS, row)
    new = session.scalars(sa.select(Action).where(Action.ref == "P2627-1.5")).one()
    assert new.position == first_action.position + 1


def test_progress_of_an_action_without_a_priority_is_no_second_error(
    importer: Importer,
) -> None:
    heads = f"{PLAN_HEADS},progress_autumn_cy"
    outcome = importer.lines(PLAN, heads, "action,P2627-9.1,P2627-9,,Cam,Ar waith")
    assert findings(outcome) == [(2, "parent_ref", Problem.UNKNOWN_PRIORITY)]
