from __future__ import annotations

import datetime as dt

import pytest

from slo_desktop.domain.plan import (
    ActionStatus,
    CriterionState,
    PersonName,
    PlanTerm,
    Standing,
    is_late,
    standing,
    term_now,
)
from slo_desktop.domain.school_year import TermKey

TODAY = dt.date(2026, 11, 22)
TERMS = (
    PlanTerm(key=TermKey.AUTUMN, starts=dt.date(2026, 9, 1)),
    PlanTerm(key=TermKey.SPRING, starts=dt.date(2027, 1, 4)),
    PlanTerm(key=TermKey.SUMMER, starts=dt.date(2027, 4, 12)),
)


def test_an_open_action_is_late_from_the_day_after_it_was_due() -> None:
    assert not is_late(ActionStatus.UNDER_WAY, TODAY, TODAY)
    assert is_late(ActionStatus.UNDER_WAY, TODAY - dt.timedelta(days=1), TODAY)


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.STOPPED])
def test_what_is_closed_is_never_late(status: ActionStatus) -> None:
    assert standing(status, dt.date(2026, 1, 1), TODAY) == status.value


def test_late_is_shown_in_place_of_an_open_status() -> None:
    shown = standing(ActionStatus.ON_TRACK, dt.date(2026, 1, 1), TODAY)
    assert shown is Standing.LATE


def test_every_status_can_be_shown() -> None:
    for status in ActionStatus:
        assert standing(status, None, TODAY).value == status.value


def test_a_criterion_is_settled_when_met_or_not_met() -> None:
    settled = [state for state in CriterionState if state.is_settled]
    assert settled == [CriterionState.MET, CriterionState.NOT_MET]


def test_the_term_to_write_about_is_the_last_one_that_has_begun() -> None:
    assert term_now(TERMS, 2026, TODAY) is TermKey.AUTUMN
    assert term_now(TERMS, 2026, dt.date(2027, 1, 2)) is TermKey.AUTUMN
    assert term_now(TERMS, 2026, dt.date(2027, 1, 4)) is TermKey.SPRING


def test_another_year_has_no_term_to_write_about() -> None:
    assert term_now(TERMS, 2025, TODAY) is None
    assert term_now(TERMS, 2027, TODAY) is None


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (dt.date(2026, 9, 1), TermKey.AUTUMN),
        (dt.date(2026, 12, 31), TermKey.AUTUMN),
        (dt.date(2027, 1, 1), TermKey.SPRING),
        (dt.date(2027, 4, 1), TermKey.SUMMER),
        (dt.date(2027, 8, 31), TermKey.SUMMER),
    ],
)
def test_without_term_dates_the_months_decide(day: dt.date, term: TermKey) -> None:
    unknown = [PlanTerm(key=key) for key in TermKey]
    assert term_now(unknown, 2026, day) is term


def test_somebody_without_initials_is_called_by_name() -> None:
    assert PersonName(id=1, name="Elin Rees", initials="ER").short == "ER"
    assert PersonName(id=2, name="Elin Rees", initials="").short == "Elin Rees"
