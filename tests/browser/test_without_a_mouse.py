"""Everything by keyboard: reached by Tab, done by Enter and the space bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import Head
from tests.browser.conftest import School

LANGUAGES = ("cy", "en")
# What a person must be able to come to. Radio buttons share one stop; the accented
# letters are typed with AltGr and stay out of the way.
STOPS = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  window.unreached = new Set([...document.querySelectorAll(wanted)].filter((node) =>
    node.checkVisibility({ visibilityProperty: true }) && !node.disabled
    && !node.matches("[data-letter], .day__native") && !node.closest("dialog")));
  document.addEventListener("focusin", ({ target }) => {
    window.unreached.delete(target);
    const seen = getComputedStyle(target.matches("[type=file]")
      ? target.nextElementSibling : target);
    const label = target.closest("label") ?? target;
    const around = [label, label.parentElement].map((node) => getComputedStyle(node));
    const marks = [seen, ...around];
    if (!marks.some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none"))
      window.unmarked.push(target.outerHTML.slice(0, 120));
  });
  window.unmarked = [];
  return window.unreached.size;
}"""
LEFT = "[...window.unreached].map((node) => node.outerHTML.slice(0, 120))"


def tab_through(page: Page) -> None:
    """Press Tab until every stop was made, or far too often."""
    stops: int = page.evaluate(STOPS)
    page.locator(".skip").focus()
    for _stop in range(stops + 5):
        page.keyboard.press("Tab")


@pytest.mark.parametrize(
    "path",
    [
        *("/evidence/36", "/evidence/new", "/plan/2026?open=60", "/plan/actions/60"),
        *("/school", "/people/11", "/privacy", "/import"),
    ],
)
def test_every_control_of_a_page_is_reached_and_shows_it(
    sample_school: School, path: str
) -> None:
    with sample_school.seen(language="cy") as window:
        window.go(path)
        tab_through(window.page)
        assert window.page.evaluate(LEFT) == []
        assert window.page.evaluate("window.unmarked") == []


def to(page: Page, selector: str) -> None:
    """Go forward by Tab to a control."""
    for _stop in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_is_gone_through_and_an_update_written_by_keys_alone(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, keys = window.page, window.page.keyboard
        window.go("/plan/2026")
        to(page, "[data-row]")
        for _row in range(3):
            keys.press("ArrowDown")
        with page.expect_navigation():
            keys.press("Enter")
        window.settled()
        row = page.locator("[data-row][aria-expanded=true]")
        expect(row).to_be_focused()
        keys.press("ArrowDown")
        to(page, ".upd--due")
        with page.expect_navigation():
            keys.press("Enter")
        window.settled()
        expect(page.locator("textarea[data-aim]")).to_be_focused()
        keys.type("Dechreuwyd yr wythnos hon.")
        window.saved()


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_is_written_tied_and_binned_by_keys_alone(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, keys = window.page, window.page.keyboard
        window.go("/evidence")
        to(page, "[data-row]")
        keys.press("ArrowDown")
        with page.expect_navigation():
            keys.press("Enter")
        window.settled()
        record = page.url
        to(page, "[name=worked]")
        keys.press("Home")
        keys.press("ArrowDown")
        to(page, "[name=title_en]")
        keys.press("Control+a")
        keys.type("By keys alone")
        to(page, ".picker summary")
        keys.press("Enter")
        to(page, "[name=elements]")
        before = page.evaluate("document.activeElement.checked")
        keys.press("Space")
        value = page.evaluate("document.activeElement.value")
        window.saved()
        page.goto(record)
        window.settled()
        assert page.input_value(".record [name=title_en]") == "By keys alone"
        box = page.locator(f".record [name=elements][value='{value}']")
        assert box.is_checked() is not before
        to(page, ".sheet__tools summary")
        keys.press("Enter")
        to(page, "[action$='/bin'] button")
        with page.expect_navigation():
            keys.press("Enter")
        Head(window, language).told("Evidence moved to the bin.")
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_palette_finds_a_mutated_word_by_its_plain_form(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page = window.page
        window.go("/evidence/new")
        page.fill("[name=title_cy]", "Newid y gynllun wreiddiol i’r tymor")
        Head(window, language).press("Save evidence")
        record = page.url
        window.go("/")
        page.keyboard.press("Control+k")
        page.keyboard.type("cynllun wreiddiol")
        row = page.locator("#palette [role=option]", has_text="Newid y gynllun")
        expect(row.locator("mark").first).to_have_text("gynllun")
        if row.get_attribute("aria-selected") != "true":
            row.click()
        else:
            page.keyboard.press("Enter")
        page.wait_for_url(record)
