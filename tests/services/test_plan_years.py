from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from slo_desktop.domain.costs import FundingSum
from slo_desktop.domain.plan import ActionStatus, Standing
from slo_desktop.domain.school_year import TermKey
from slo_desktop.services.plan.binning import put_in_bin
from slo_desktop.services.plan.years import plan_terms, school_years, year_plan
from slo_desktop.services.school import add_terms
from slo_desktop.storage.models import SuccessCriterion, TermUpdate
from tests.builders import action, both, person, priority

TODAY = dt.date(2026, 11, 22)
PAST = dt.date(2026, 10, 9)


def test_the_list_of_years_holds_the_one_we_are_in(session: Session) -> None:
    assert school_years(session, today=TODAY) == (2026,)


def test_the_list_of_years_holds_every_year_with_a_plan(session: Session) -> None:
    priority(session, school_year=2027)
    priority(session, school_year=2024)
    put_in_bin(session, priority(session, school_year=2023))
    assert school_years(session, today=TODAY) == (2024, 2026, 2027)


def test_a_year_reads_in_the_schools_own_order(session: Session) -> None:
    second = priority(session, position=2, title=both(cy="Ail"))
    first = priority(session, position=1, title=both(cy="Cyntaf"))
    action(session, priority=second, position=7)
    action(session, priority=second, position=3, title=both(cy="Cynnar"))
    plan = year_plan(session, 2026, today=TODAY)
    assert [p.id for p in plan.priorities] == [first.id, second.id]
    assert [p.number for p in plan.priorities] == [1, 2]
    assert [a.number for a in plan.actions] == ["2.1", "2.2"]
    assert plan.actions[0].title.cy is not None
    assert plan.actions[0].title.cy.text == "Cynnar"


def test_another_years_priorities_and_the_bin_are_left_out(session: Session) -> None:
    priority(session, school_year=2025)
    put_in_bin(session, action(session).priority)
    kept = action(session)
    put_in_bin(session, action(session, priority=kept.priority))
    plan = year_plan(session, 2026, today=TODAY)
    assert [a.id for a in plan.actions] == [kept.id]


def test_counts_read_late_in_place_of_open_statuses(session: Session) -> None:
    parent = priority(session)
    action(session, priority=parent, status=ActionStatus.DONE, due=PAST)
    action(session, priority=parent, status=ActionStatus.UNDER_WAY, due=PAST)
    action(session, priority=parent, status=ActionStatus.UNDER_WAY)
    action(session, priority=parent)
    plan = year_plan(session, 2026, today=TODAY)
    assert plan.tally == (
        (Standing.DONE, 1),
        (Standing.UNDER_WAY, 1),
        (Standing.LATE, 1),
        (Standing.NOT_STARTED, 1),
    )
    assert plan.priorities[0].tally == plan.tally


def test_costs_are_sums_per_priority_and_per_source(session: Session) -> None:
    first, second = priority(session, position=1), priority(session, position=2)
    grant, budget = "funding-sources/laeg-standards", "funding-sources/school-budget"
    for parent, source, cost, spent in (
        (first, budget, 60_000, 61_000),
        (first, grant, 125_000, None),
        (second, budget, 8_000, None),
        (second, None, 500, 0),
        (second, None, None, None),
    ):
        action(
            session,
            priority=parent,
            funding_source=source,
            cost_pence=cost,
            spent_pence=spent,
        )
    plan = year_plan(session, 2026, today=TODAY)
    assert [p.cost_pence for p in plan.priorities] == [185_000, 8_500]
    assert [p.spent_pence for p in plan.priorities] == [61_000, 0]
    assert (plan.cost_pence, plan.spent_pence) == (193_500, 61_000)
    assert plan.funding == (
        FundingSum(source=grant, cost_pence=125_000, spent_pence=None),
        FundingSum(source=budget, cost_pence=68_000, spent_pence=61_000),
        FundingSum(source=None, cost_pence=500, spent_pence=0),
    )
    assert plan.priorities[1].funding[0].source == budget


def test_a_plan_that_costs_nothing_is_not_one_without_costs(session: Session) -> None:
    step = action(session, priority=priority(session))
    plan = year_plan(session, 2026, today=TODAY)
    assert (plan.cost_pence, plan.spent_pence, plan.has_money) == (None, None, False)
    step.cost_pence = 0
    plan = year_plan(session, 2026, today=TODAY)
    assert (plan.cost_pence, plan.spent_pence, plan.has_money) == (0, None, True)
    assert plan.priorities[0].has_money
    assert plan.funding == ()


def test_a_row_names_its_owners_by_surname_and_its_elements_in_order(
    session: Session,
) -> None:
    zoe = person(session, name="Zoe Adams")
    ann = person(session, name="Ann Rees")
    lead = person(session)
    parent = priority(session, lead=lead)
    action(
        session,
        priority=parent,
        owners={ann, zoe},
        elements={"slo-wales/5.10", "slo-wales/5.2"},
    )
    (shown,) = year_plan(session, 2026, today=TODAY).priorities
    assert [owner.id for owner in shown.actions[0].owners] == [zoe.id, ann.id]
    assert shown.actions[0].elements == ("slo-wales/5.2", "slo-wales/5.10")
    assert shown.lead is not None
    assert shown.lead.id == lead.id


def test_a_row_holds_its_criteria_and_updates(session: Session) -> None:
    step = action(session)
    session.add_all(
        [
            SuccessCriterion(
                priority=step.priority, action=step, position=1, text=both(cy="Un")
            ),
            TermUpdate(
                action=step,
                term=TermKey.AUTUMN,
                text=both(cy="Ar waith"),
                status=ActionStatus.UNDER_WAY,
                written_on=TODAY,
            ),
        ]
    )
    session.flush()
    (row,) = year_plan(session, 2026, today=TODAY).actions
    assert [criterion.text for criterion in row.criteria] == [both(cy="Un")]
    assert row.updates[TermKey.AUTUMN].status is ActionStatus.UNDER_WAY


def test_an_open_action_without_a_word_this_term_needs_an_update(
    session: Session,
) -> None:
    parent = priority(session)
    action(session, priority=parent)
    action(session, priority=parent, status=ActionStatus.DONE)
    plan = year_plan(session, 2026, today=TODAY)
    assert plan.term is TermKey.AUTUMN
    assert [row.needs_update(plan.term) for row in plan.actions] == [True, False]
    assert not plan.actions[0].needs_update(None)


def test_an_action_carried_on_is_neither_late_nor_asked_about(
    session: Session,
) -> None:
    old = action(session, due=PAST, status=ActionStatus.UNDER_WAY)
    later = priority(session, school_year=2027)
    action(session, priority=later, carried_from=old)
    (row,) = year_plan(session, 2026, today=TODAY).actions
    assert row.carried_on
    assert row.standing is Standing.UNDER_WAY
    assert not row.needs_update(TermKey.AUTUMN)


def test_terms_bring_the_dates_the_school_entered(session: Session) -> None:
    assert [term.ends for term in plan_terms(session, 2026)] == [None, None, None]
    add_terms(session, 2026)
    terms = plan_terms(session, 2026)
    assert [term.key for term in terms] == list(TermKey)
    assert all(term.starts and term.ends for term in terms)
