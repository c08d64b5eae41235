from __future__ import annotations

from dataclasses import replace

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import LONG_TEXT, Place, Standing
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus
from tests.reports import world

CARETAKER = Bilingual.of(en="Caretaker")


def test_late_stands_in_place_of_an_open_status() -> None:
    assert Standing.of(ActionStatus.AT_RISK, late=True) is Standing.LATE
    for status in ActionStatus:
        assert Standing.of(status).value == status.value


def test_a_priority_costs_what_its_actions_cost() -> None:
    report = world.report()
    assert report.cost_pence == sum(a.cost_pence or 0 for a in report.actions) > 0
    assert report.done == 4


def test_gaps_are_counted_text_by_text_in_every_part() -> None:
    school = Bilingual.of(en="Rainbow Valley School")
    item = replace(world.learning(1), who=(CARETAKER, CARETAKER))
    usual = world.report()
    report = replace(usual, school=school, learning=(*usual.learning, item))
    assert {gap.place for gap in report.gaps()} == set(Place)
    assert {gap.language for gap in report.gaps()} == set(Language)
    assert sum(gap.stale for gap in report.gaps()) == 1
    named = [gap.ref for gap in report.gaps() if gap.place is Place.STAFF]
    assert named == ["Caretaker"]


def test_only_long_items_may_run_over_the_foot_of_a_page() -> None:
    long = Bilingual.of(cy="x" * (LONG_TEXT + 1))
    item, action, learning = world.evidence(1), world.action(0, 1), world.learning(1)
    assert not any(each.is_long for each in (item, action, learning))
    assert replace(item, note=long).is_long
    assert replace(action, title=long).is_long
    assert replace(learning, applied=long).is_long


def test_learning_has_a_result_once_somebody_wrote_one_down() -> None:
    nothing = replace(world.learning(1), applied=Bilingual(), impacts=())
    assert not nothing.has_result
    assert replace(nothing, applied=Bilingual.of(en="Used weekly.")).has_result
