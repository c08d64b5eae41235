from __future__ import annotations

from dataclasses import replace

import pytest

from slo_desktop.domain.governors import Layout, Standing
from slo_desktop.reports.charts import BAR_LEFT, BAR_WIDTH, bars, radar
from slo_desktop.reports.governors import one_decimal, to_html
from tests.reports import world


def test_the_radar_has_a_spoke_for_every_dimension_and_marks_enough() -> None:
    chart = radar(world.dimensions())
    assert [spoke.number for spoke in chart.spokes] == list("1234567")
    assert [ring.value for ring in chart.rings if ring.is_enough] == [3]
    assert len(chart.now.split()) == 7
    assert str(chart.spokes[0].dot) == "150.0,47.9"


def test_the_radar_grows_with_what_it_shows() -> None:
    most = replace(world.dimensions()[0], now=5.2)
    chart = radar((most, *world.dimensions()[1:]))
    assert [ring.value for ring in chart.rings] == [1, 2, 3, 4, 5, 6]


def test_bars_fill_their_width_and_keep_the_order_of_statuses() -> None:
    chart = bars((world.priority(3),))
    (bar,) = chart.bars
    assert bar.segments[0].x == BAR_LEFT
    assert sum(part.width for part in bar.segments) == pytest.approx(BAR_WIDTH)
    assert bar.segments[0].standing is Standing.DONE
    assert sum(part.count for part in bar.segments) == 7


def test_a_plan_without_actions_has_empty_bars() -> None:
    empty = replace(world.priority(1), actions=())
    assert bars((empty,)).bars[0].segments == ()
    assert bars(()).standings == ()
    assert radar(()).now == ""


def test_a_radar_without_any_source_is_not_drawn() -> None:
    nothing = tuple(replace(d, now=0, before=0) for d in world.dimensions())
    assert radar(nothing).is_empty
    assert not radar((*nothing[1:], world.dimensions()[0])).is_empty
    (html,) = to_html(world.small_report(dimensions=nothing), Layout.EN)
    assert "No evidence is linked to an element yet." in html
    assert "<svg" not in html


def test_many_actions_do_not_crowd_the_scale() -> None:
    many = replace(world.priority(1), actions=(world.action(0, 1),) * 40)
    assert len(bars((many,)).ticks) <= 9


@pytest.mark.parametrize(
    ("value", "shown"), [(2.25, "2.3"), (2.24, "2.2"), (0, "0.0"), (2 / 3, "0.7")]
)
def test_averages_have_one_decimal(value: float, shown: str) -> None:
    assert one_decimal(value) == shown
