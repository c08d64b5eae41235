"""The frame stays where it is, and words stay whole, on all pages in all sizes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import School, Window
from tests.browser.looking import SMALL, USUAL

PLACES = (
    "/",
    "/evidence",
    "/evidence/1",
    "/evidence/new",
    "/plan",
    "/plan/2026?open=40",
    "/plan/actions/12",
    "/elements",
    "/elements/slo-wales/1.1",
    "/learning",
    "/learning/1",
    "/people",
    "/people/1",
    "/reports",
    "/school",
    "/safety",
    "/safety/key",
    "/safety/restore",
    "/privacy",
    "/privacy/review",
    "/privacy/log",
    "/privacy/erase?of=person:3",
    "/people/3/everything",
    "/history/day?on=2026-11-22",
    "/bin",
    "/import",
    "/search?q=darllen",
    "/help/start",
    "/help/about",
)
# Whatever a link with an anchor, a key or the wheel asks for, one after the other.
PUSHED = """() => {
  const edge = (name) => document.querySelector(name).getBoundingClientRect();
  const moved = () => edge(".topbar").top !== 0
    || Math.abs(edge(".statusbar").bottom - window.innerHeight) > 1;
  const found = [];
  const { scrollHeight } = document.documentElement;
  if (scrollHeight > window.innerHeight) found.push(`page is ${scrollHeight} high`);
  for (const node of document.querySelectorAll("#main, #main [id]")) {
    node.scrollIntoView();
    if (moved()) found.push(`#${node.id}`);
  }
  document.scrollingElement.scrollTo(0, 1e6);
  if (moved()) found.push("the end");
  return found.slice(0, 3);
}"""
# A long word may be cut once; in three pieces it stands in a column that is too narrow.
IN_PIECES = """() => {
  const found = [];
  const isSeen = (node) => {
    if (!node.checkVisibility()) return false;
    for (let each = node; each; each = each.parentElement)
      if (getComputedStyle(each).clipPath !== "none") return false;
    return true;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    if (!isSeen(node.parentElement)) continue;
    for (const { 0: word, index } of node.data.matchAll(/\\p{L}{4,}/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map((box) => box.top));
      if (lines.size > 2) found.push(word);
    }
  }
  return [...new Set(found)].slice(0, 5);
}"""


def amiss(window: Window, measure: str) -> dict[str, list[str]]:
    """What a measure finds, by page."""
    found: dict[str, list[str]] = {}
    for place in PLACES:
        window.glance(place)
        found[place] = window.page.evaluate(measure)
    return {place: faults for place, faults in found.items() if faults}


@pytest.mark.parametrize("size", [USUAL, SMALL])
def test_nothing_pushes_a_page_out_of_its_frame(
    sample_school: School, size: tuple[int, int]
) -> None:
    with sample_school.seen(language="cy", size=size) as window:
        assert amiss(window, PUSHED) == {}


@pytest.mark.parametrize(
    ("size", "zoom"), [(USUAL, 100), (SMALL, 100), (SMALL, 200), ((320, 640), 100)]
)
def test_no_column_is_a_few_letters_wide(
    sample_school: School, size: tuple[int, int], zoom: int
) -> None:
    with sample_school.seen(language="cy", size=size, zoom=zoom) as window:
        assert amiss(window, IN_PIECES) == {}


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
