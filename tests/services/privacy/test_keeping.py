from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import TextTooLongError
from slo_desktop.domain.privacy.retention import Category
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.keeping import (
    disposal_log,
    keep_longer,
    set_periods,
)
from slo_desktop.storage.models import Evidence, SelfReview, SurveyScore
from slo_desktop.storage.privacy import due, periods
from tests import builders
from tests.conftest import NOW
from tests.services.privacy.world import GROUNDS, World, full_of_one_name

TODAY = dt.date(2026, 11, 22)


def categories(session: Session, today: dt.date = TODAY) -> list[Category]:
    return [each.category for each in due(session, today)]


def add_old_and_new(session: Session) -> None:
    """Of every kind one that is due, and one that is not by a day."""
    builders.evidence(session, happened_on=dt.date(2023, 8, 31))
    builders.evidence(session, happened_on=dt.date(2023, 9, 1))
    pupil = {"happened_on": dt.date(2025, 8, 31), "has_pupil_data": True}
    builders.evidence(session, **pupil)
    builders.priority(session, school_year=2022)
    builders.priority(session, school_year=2023)
    builders.learning(session, starts_on=dt.date(2020, 8, 31))
    builders.learning(session, starts_on=dt.date(2020, 9, 1))
    builders.person(session, active_to=dt.date(2020, 11, 21))
    builders.person(session, active_to=dt.date(2020, 11, 22))
    builders.person(session)
    binned = dt.datetime(2025, 11, 21, 9, tzinfo=dt.UTC)
    builders.evidence(session, binned_at=binned)
    builders.evidence(session, binned_at=NOW)


def add_old_reviews(session: Session) -> None:
    old = dt.date(2022, 8, 31)
    session.add(
        SelfReview(
            school_year=2021,
            element="slo-wales/1.1",
            stage="developing",
            reviewed_on=old,
        )
    )
    session.add(
        SurveyScore(
            school_year=2021,
            taken_on=old,
            dimension="slo-wales/1",
            role_group="role-groups/teachers",
            mean=3.5,
            respondents=9,
        )
    )


def test_everything_whose_time_is_up_is_found_and_nothing_else(world: World) -> None:
    with world.saving() as session:
        add_old_and_new(session)
        add_old_reviews(session)
    with world.reading() as session:
        assert categories(session) == [
            Category.PLAN,
            Category.EVIDENCE,
            Category.PUPIL_EVIDENCE,
            Category.LEARNING,
            Category.REVIEW,
            Category.REVIEW,
            Category.LEAVER,
            Category.BIN,
        ]
        assert len(due(session, TODAY, most=1)) == 7
        until = {each.category: each.until for each in due(session, TODAY)}
        assert until[Category.EVIDENCE] == dt.date(2026, 8, 31)
        assert all(day < TODAY for day in until.values())


def test_a_period_is_the_schools_to_change(world: World) -> None:
    with world.saving() as session:
        builders.evidence(session, happened_on=dt.date(2020, 5, 1))
        set_periods(session, {Category.EVIDENCE: 10, Category.PLAN: 99})
    with world.reading() as session:
        assert categories(session) == []
        years = {period.category: period.years for period in periods(session)}
        assert (years[Category.EVIDENCE], years[Category.PLAN]) == (10, 50)
    with world.saving() as session:
        set_periods(session, {Category.EVIDENCE: 2})
    with world.reading() as session:
        assert categories(session) == [Category.EVIDENCE]
    assert world.is_whole()


def test_what_is_kept_for_longer_comes_back_when_that_is_over(world: World) -> None:
    with world.saving() as session:
        number = builders.evidence(session, happened_on=dt.date(2020, 5, 1)).id
    for years in (1, 2):
        with world.saving() as session:
            asked = [("evidence", number)]
            keep_longer(session, asked, years=years, reason="Estyn", today=TODAY)
    with world.reading() as session:
        assert categories(session) == []
        assert categories(session, dt.date(2028, 11, 22)) == []
        assert categories(session, dt.date(2028, 11, 23)) == [Category.EVIDENCE]


def test_a_reason_is_not_endless(world: World) -> None:
    with world.saving() as session, pytest.raises(TextTooLongError):
        keep_longer(session, [], years=1, reason="x" * 201, today=TODAY)


def test_a_decision_to_keep_goes_with_what_it_is_about(world: World) -> None:
    with world.saving() as session:
        number = builders.evidence(session, happened_on=dt.date(2020, 5, 1)).id
        asked = [("evidence", number)]
        keep_longer(session, asked, years=1, reason="Qanari asked", today=TODAY)
    with world.saving() as session:
        erase(session, world.place, asked, grounds=GROUNDS)
    from slo_desktop.services.privacy.finishing import finish

    finish(world.place, world.journal)
    assert world.holding("Qanari") == []
    assert world.is_whole()


def test_the_log_says_which_backups_still_hold_it(world: World) -> None:
    from slo_desktop.domain.safety.backups import Reason
    from slo_desktop.storage.backup.making import make

    def back_up(minutes: int) -> str:
        now = NOW + dt.timedelta(minutes=minutes)
        kept = make(
            world.place.data_dir, world.place.database, reason=Reason.ASKED, now=now
        )
        return kept.path.name

    back_up(1)
    _person, evidence, _photo = full_of_one_name(world)
    holding = back_up(90)
    with world.saving() as session:
        erase(session, world.place, [("evidence", evidence)], grounds=GROUNDS)
    back_up(200)
    with world.reading() as session:
        (line,) = disposal_log(session, world.place.data_dir)
        assert line.backups == (holding,)
        assert line.last_backup_until == dt.date(2034, 11, 22)
        assert (line.kind, line.files) == ("evidence", 1)
        assert session.get(Evidence, evidence) is None


def test_what_a_restored_backup_brought_back_is_told(world: World) -> None:
    from slo_desktop.services.privacy.finishing import finish
    from slo_desktop.services.privacy.returning import came_back
    from slo_desktop.storage.disposals import carry_over

    person, _evidence, _photo = full_of_one_name(world)
    older = world.place.database.read_bytes()
    with world.saving() as session:
        erase(session, world.place, [("person", person)], grounds=GROUNDS)
    finish(world.place, world.journal)
    with world.reading() as session:
        assert came_back(session) == ()
    world.journal.set_aside()
    world.place.database.write_bytes(older)
    assert carry_over(world.place.data_dir, world.place.database, NOW) == 1
    assert carry_over(world.place.data_dir, world.place.database, NOW) == 0
    with world.reading() as session:
        (back,) = came_back(session)
        assert (back.kind, back.number) == ("person", person)
