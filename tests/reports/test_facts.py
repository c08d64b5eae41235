"""What is worked out once for a style is what WeasyPrint works out for every box."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.css import StyleFor
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block, percent
from weasyprint.layout import float as floats
from weasyprint.text import line_break

from slo_desktop.domain.governors import Layout
from slo_desktop.reports import facts, thrift
from tests.reports import world
from tests.reports.conftest import Print

LEARNT = (
    (percent, "resolve_percentages"),
    (line_break, "strut"),
    (line_break, "get_font_description"),
    (floats, "avoid_collisions"),
    (block, "block_level_page_name"),
)


@contextmanager
def every_box_for_itself() -> Iterator[None]:
    """Have WeasyPrint work everything out anew, as it does by itself."""
    facts.share_facts()
    thrift.share_page_styles()
    shared = [getattr(module, name) for module, name in LEARNT]
    own = [each.__wrapped__ for each in shared]
    with pytest.MonkeyPatch.context() as patch:
        for place, name in ((Box, facts.IN_FLOW), (StyleFor, thrift.COMPUTE)):
            patch.setattr(place, name, getattr(place, name).__wrapped__)
        for ours, theirs in zip(shared, own, strict=True):
            facts._put_in_place(ours, theirs)
        patch.setattr(facts, "share_facts", lambda: None)
        yield
        for ours, theirs in zip(shared, own, strict=True):
            facts._put_in_place(theirs, ours)


@pytest.mark.parametrize("layout", list(Layout))
def test_a_report_is_the_same_to_the_byte(print_out: Print, layout: Layout) -> None:
    report = world.small_report(
        priorities=tuple(world.priority(number) for number in range(1, 4)),
        evidence=tuple(world.evidence(number) for number in range(1, 9)),
        learning=(world.learning(1),),
    )
    shared = print_out(report, layout).read_bytes()
    with every_box_for_itself(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("slo_desktop.reports.printing.PREPARATIONS", ())
        assert print_out(report, layout).read_bytes() == shared


AWKWARD_STYLE = """
  @page { size: 400px 300px; margin: 10% 5%; }
  .half { width: 50%; padding: 1em 5% }
  .calc { width: calc(10px + 20%) }
  .inner { box-sizing: border-box; width: 90px; padding: 10px; border: 3px solid }
  .afloat { float: left; width: 40px; height: 50px }
  table { border-collapse: collapse } td { border: 1px solid }
  .thick { border: 7px solid }
"""
AWKWARD = f"""<html><head><style>{AWKWARD_STYLE}</style></head><body>
  <div class="half">a<div class="half">b <span class="half">c</span></div></div>
  <div class="calc">d<div class="calc">e</div></div>
  <p class="inner">f</p><div class="half"><p class="inner">g</p></div>
  <p><span class="afloat"></span>Words that go round what floats beside them, on and
  on, until they stand below it and begin at the edge again like others.</p>
  <table>
    <tr><td>h</td><td class="thick">i</td></tr>
    <tr><td>j</td><td>k</td></tr>
  </table>
</body></html>"""


def places() -> list[tuple[Any, ...]]:
    """Where everything stands on the pages, and how large it is."""
    document = HTML(string=AWKWARD).render()
    facts.forget_facts()
    told = ("position_x", "position_y", *facts.LENGTHS, *facts.BORDERS)
    return [
        (box.element_tag, *(getattr(box, name, None) for name in told))
        for page in document.pages
        for box in page._page_box.descendants()
    ]


def test_sizes_that_depend_on_what_stands_around_are_worked_out_each_time() -> None:
    facts.share_facts()
    shared = places()
    with every_box_for_itself():
        assert places() == shared


def test_learning_it_twice_is_learning_it_once() -> None:
    facts.share_facts()
    once = percent.resolve_percentages
    facts.share_facts()
    assert percent.resolve_percentages is once


def test_nothing_is_known_of_a_report_that_is_printed(print_out: Print) -> None:
    print_out(world.small_report(), Layout.EN)
    assert facts._known == {}
