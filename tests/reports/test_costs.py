"""What the report says of costs: a dash where nobody entered any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from slo_desktop.domain.governors import GovernorsReport, Layout
from slo_desktop.reports.governors import to_html
from tests.reports import world

CELL = '<td class="num">{}</td>'


def costing(pence: int | None) -> GovernorsReport:
    """A report of one priority whose actions all cost the same."""
    priority = world.priority(1)
    actions = tuple(replace(each, cost_pence=pence) for each in priority.actions[:2])
    return replace(world.report(), priorities=(replace(priority, actions=actions),))


@pytest.mark.parametrize("layout", list(Layout))
def test_a_plan_without_costs_names_no_amount(layout: Layout) -> None:
    for html in to_html(costing(None), layout):
        assert "£" not in html
        assert html.count(CELL.format("–")) == 3
        assert "<b>–</b>" in html


def test_a_plan_that_costs_nothing_says_so() -> None:
    (html,) = to_html(costing(0), Layout.EN)
    assert html.count(CELL.format("£0")) == 3
    assert "<b>£0</b>" in html


def test_what_was_entered_is_added_up_beside_what_was_not() -> None:
    report = costing(150_00)
    (priority,) = report.priorities
    actions = (*priority.actions, replace(priority.actions[0], cost_pence=None))
    some = replace(report, priorities=(replace(priority, actions=actions),))
    (html,) = to_html(some, Layout.EN)
    assert CELL.format("£300") in html
    assert html.count(CELL.format("–")) == 1
