from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from slo_desktop.services.plan.actions import bin_action
from slo_desktop.services.slate import actions_now
from tests import builders

TODAY = dt.date(2026, 11, 22)


def offered(session: Session) -> list[int]:
    return [action.id for action in actions_now(session, TODAY)]


def action_in(session: Session, year: int) -> int:
    priority = builders.priority(session, school_year=year)
    return int(builders.action(session, priority=priority).id)


def test_a_note_may_serve_an_action_of_this_school_year(session: Session) -> None:
    action_in(session, 2025)
    first = action_in(session, 2026)
    second = action_in(session, 2026)
    assert offered(session) == [first, second]
    bin_action(session, first)
    assert offered(session) == [second]


def test_actions_of_the_year_before_stand_in_until_this_one_has_some(
    session: Session,
) -> None:
    assert offered(session) == []
    older = action_in(session, 2025)
    action_in(session, 2024)
    assert offered(session) == [older]
