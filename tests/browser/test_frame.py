"""The frame stays where it is, and what it holds has room; every page is elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import School
from tests.browser.looking import IN_PIECES, SMALL

FRAME = """() => ["top", "bottom"].map((side) =>
  document.querySelector(side === "top" ? ".topbar" : ".statusbar")
    .getBoundingClientRect()[side])"""
IS_IN_SIGHT = """(node) => {
  const { top, bottom } = node.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}"""
# Nothing else lies on the middle or on either end of it.
IS_FREE = """(node) => {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  const across = [left + 3, (left + right) / 2, right - 3];
  return across.every((x) =>
    node.contains(document.elementFromPoint(x, (top + bottom) / 2)));
}"""


def wheel(page: Page, x: int, y: int, by: int) -> None:
    """Turn the wheel there, and wait until the page has answered."""
    page.mouse.move(x, y)
    page.mouse.wheel(0, by)
    page.wait_for_timeout(300)


def test_a_link_to_a_part_of_a_page_leaves_the_frame_where_it_is(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy") as window:
        page = window.page
        window.go("/plan")
        to_write = page.locator("a.upd--due").first.get_attribute("href")
        assert to_write
        for place in (to_write, "/school#h-meetings"):
            window.go(place)
            assert page.evaluate(FRAME) == [0, 800]
            wheel(page, 640, 400, 20_000)
            assert page.evaluate(FRAME) == [0, 800]


def test_the_names_in_the_palette_have_the_room_they_need(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy") as window:
        page = window.page
        window.go("/")
        page.keyboard.press("Control+k")
        page.keyboard.type("gynllun")
        expect(page.locator(".palette mark").first).to_be_visible()
        assert page.evaluate(IN_PIECES) == []
        heights = page.locator(".palette__row").evaluate_all(
            "(rows) => rows.map((row) => row.getBoundingClientRect().height)"
        )
        assert max(heights) < 70


@pytest.mark.parametrize("language", ["cy", "en"])
def test_with_large_text_the_head_is_low_and_what_is_saved_is_in_sight(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language, size=SMALL, zoom=200) as window:
        page = window.page
        for place in ("/people/1", "/evidence/1"):
            window.go(place)
            head = page.locator(".topbar").bounding_box()
            assert head
            assert head["y"] + head["height"] <= 200
            tools = page.locator(":is(.rail, .topbar) :is(a, button, summary):visible")
            assert all(tool.evaluate(IS_IN_SIGHT) for tool in tools.all())
            assert all(tool.evaluate(IS_FREE) for tool in tools.all())
            assert window.faults() == []
        note = page.locator("textarea:visible").first
        note.fill("Geiriau newydd")
        window.saved()
        state = page.locator("[data-save-state]")
        assert state.evaluate(IS_IN_SIGHT)
        page.route("**/evidence/**", lambda route: route.abort())
        note.fill("Geiriau eraill")
        expect(page.locator("[data-save-again]")).to_be_visible()
        assert state.evaluate(IS_IN_SIGHT)
        assert page.locator("[data-save-again]").evaluate(IS_IN_SIGHT)


def test_with_large_text_the_wheel_does_not_stop_over_a_row_of_choices(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy", size=SMALL, zoom=200) as window:
        window.go("/plan")
        box = window.page.locator(".seg").first.bounding_box()
        assert box
        wheel(window.page, int(box["x"]) + 60, int(box["y"]) + 20, 200)
        assert window.page.evaluate("document.scrollingElement.scrollTop") == 200
