"""Open actions of every year that lack an owner or a date."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.plan import ActionStatus, Standing
from slo_desktop.domain.plan_needs import Need
from slo_desktop.services.plan.needs import beside_lacking, lacking
from slo_desktop.storage.plan_needs import lacking_count
from tests.builders import action, person, priority
from tests.conftest import NOW

TODAY = dt.date(2026, 11, 22)


def found(session: Session, need: Need) -> list[int]:
    rows = lacking(session, need, today=TODAY).rows
    assert len(rows) == lacking_count(session, need)
    return [row.id for row in rows]


def test_an_action_lacks_a_date_an_owner_or_both(session: Session) -> None:
    owner = person(session)
    both = action(session)
    no_date = action(session, owners={owner})
    no_owner = action(session, due=TODAY)
    action(session, due=TODAY, owners={owner})
    assert found(session, Need.DATE) == [both.id, no_date.id]
    assert found(session, Need.OWNER) == [both.id, no_owner.id]


def test_every_year_is_looked_at_the_newest_first(session: Session) -> None:
    old = action(session, priority=priority(session, school_year=2023))
    new = action(session, priority=priority(session, school_year=2026))
    rows = lacking(session, Need.DATE, today=TODAY).rows
    assert [(row.id, row.year) for row in rows] == [(new.id, 2026), (old.id, 2023)]


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.STOPPED])
def test_nothing_more_is_asked_of_a_closed_action(
    session: Session, status: ActionStatus
) -> None:
    action(session, status=status)
    assert found(session, Need.DATE) == found(session, Need.OWNER) == []


def test_what_goes_on_in_another_year_is_asked_for_there(session: Session) -> None:
    old = action(session, priority=priority(session, school_year=2025))
    new = action(session, carried_from=old)
    assert found(session, Need.DATE) == [new.id]
    new.binned_at = NOW
    session.flush()
    assert found(session, Need.DATE) == [old.id]


def test_what_is_in_the_bin_is_not_looked_at(session: Session) -> None:
    action(session, binned_at=NOW)
    action(session, priority=priority(session, binned_at=NOW))
    assert found(session, Need.DATE) == []


def test_a_row_says_how_the_action_stands(session: Session) -> None:
    action(session, due=dt.date(2026, 11, 1))
    (row,) = lacking(session, Need.OWNER, today=TODAY).rows
    assert (row.standing, row.due) == (Standing.LATE, dt.date(2026, 11, 1))


def test_a_mended_action_keeps_its_place_between_the_others(session: Session) -> None:
    parent = priority(session)
    first, middle, last = (action(session, priority=parent) for _ in range(3))
    middle.due = TODAY
    session.flush()
    assert beside_lacking(session, Need.DATE, middle.id) == (first.id, last.id)
    assert beside_lacking(session, Need.DATE, first.id) == (None, last.id)
    assert beside_lacking(session, Need.DATE, last.id) == (first.id, None)


def test_an_action_that_cannot_be_read_is_told_of_in_the_list(session: Session) -> None:
    broken, whole = action(session).id, action(session).id
    words = sa.text("UPDATE action SET title = '{' WHERE id = :id")
    session.execute(words, {"id": broken})
    session.expire_all()
    listed = lacking(session, Need.DATE, today=TODAY)
    assert [row.id for row in listed.rows] == [whole]
    assert [row.id for row in listed.unreadable] == [broken]
    assert lacking_count(session, Need.DATE) == 2
