"""What a new user meets on the smallest screen that schools still have."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import FloatRect, expect

from tests.browser.conftest import School
from tests.browser.looking import SMALL

IS_IN_SIGHT = """(node) => {
  const { top, bottom } = node.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}"""
LINES = """(row) => {
  const words = row.querySelector("span:last-child");
  const { height } = words.getBoundingClientRect();
  return height / parseFloat(getComputedStyle(words).lineHeight);
}"""
ENDS_AT = "(node) => node.getBoundingClientRect().bottom"
STARTS_AT = "(node) => node.getBoundingClientRect().top"


@pytest.mark.parametrize("size", [SMALL, (1280, 800)])
def test_the_first_run_shows_how_to_go_on(
    new_school: School, size: tuple[int, int]
) -> None:
    with new_school.opened(size=size) as window:
        for go in window.page.locator(".door__go button").all():
            assert go.evaluate(IS_IN_SIGHT)
        category = window.page.locator("#category")
        assert category.evaluate(ENDS_AT) < go.evaluate(STARTS_AT)
        window.page.locator("#people").focus()
        written = window.page.locator("#people")
        assert written.evaluate(ENDS_AT) < go.evaluate(STARTS_AT)


@pytest.mark.parametrize(("zoom", "most_lines"), [(100, 1.5), (200, 3.5)])
def test_titles_of_actions_have_room_beside_everything_else(
    sample_school: School, zoom: int, most_lines: float
) -> None:
    with sample_school.seen(language="cy", size=SMALL, zoom=zoom) as window:
        window.go("/plan/2026?open=60")
        assert window.overflow() == 0
        for title in window.page.locator(".prio[open] .acts__toggle").all():
            lines = title.evaluate(LINES)
            assert lines < most_lines, title.inner_text()
        facts = window.page.locator("#action-60 > :is(th, td)").all()
        seen = [box for fact in facts if (box := fact.bounding_box()) and box["width"]]
        assert len(seen) == 5  # who does it and the elements stand below
        for one, other in itertools.combinations(seen, 2):
            assert not overlap(one, other)


def test_what_erases_for_good_is_whole_on_the_smallest_screen(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy", size=SMALL, zoom=200) as window:
        window.go("/privacy/erase?of=person:3")
        for act in window.page.locator(".privacy__go > *").all():
            assert act.evaluate(IS_IN_SIGHT)


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes have a point in common."""
    is_beside = (
        one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    )
    is_below = (
        one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )
    return not (is_beside or is_below)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_toast_hides_nothing(own_school: School, language: str) -> None:
    with own_school.seen(language=language, size=SMALL) as window:
        window.go("/people")
        window.page.fill("#people", "Ffion Awel, Llywodraethwr")
        window.page.click("form[data-draft=people] button[type=submit]")
        toast = window.page.locator("[data-toast]").first
        expect(toast).to_be_visible()
        assert toast.evaluate(IS_IN_SIGHT)
        main, bar = window.page.locator("#main"), window.page.locator(".statusbar")
        assert main.evaluate(ENDS_AT) <= toast.evaluate(STARTS_AT)
        assert toast.evaluate(ENDS_AT) <= bar.evaluate(STARTS_AT)
        window.page.click("[data-toast-close]")
        assert main.evaluate(ENDS_AT) == bar.evaluate(STARTS_AT)


def test_the_topics_of_the_help_open_when_they_are_asked_for(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy", size=SMALL) as window:
        window.go("/help/reports")
        topics = window.page.locator("#topics")
        expect(topics).to_be_hidden()
        window.page.click(".help__menu")
        expect(topics).to_be_visible()
        assert window.faults() == []
        assert window.overflow() == 0
        topics.get_by_role("link", name="Pobl").click()
        expect(window.page.locator("h1")).to_have_text("Pobl")
        with window.sized((1280, 800)):
            expect(window.page.locator("#topics")).to_be_visible()
            expect(window.page.locator(".help__menu")).to_be_hidden()
