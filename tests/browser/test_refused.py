"""A value that cannot be kept as it stands: said at once, never thrown away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.acting import Head
from tests.browser.conftest import School, Window

LANGUAGES = ("cy", "en")
ACTION = "/plan/actions/60"
COST = "form[action='/plan/actions/60'] [name=cost_pence]"
DUE = "form[action='/plan/actions/60'] [name=due]"


def refused(window: Window) -> None:
    window.page.wait_for_selector("[data-save-state][data-now=refused]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_value_is_kept_and_nobody_leaves_it_unasked(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go(ACTION)
        page.fill(COST, "-50")
        page.keyboard.press("Tab")
        refused(window)
        name = head.words("Planned cost")
        expect(page.locator("[data-save-words]")).to_contain_text(name)
        assert window.faults() == []
        page.click("[data-save-show]")
        expect(page.locator(COST)).to_be_focused()

        page.click("[data-place='1']")
        dialog = page.locator("[data-leaving]")
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text(name)
        expect(dialog.locator("[value=stay]")).to_be_focused()
        assert window.faults() == []
        page.keyboard.press("Escape")
        assert page.url.endswith(ACTION)

        page.click("[data-place='1']")
        with page.expect_navigation():
            dialog.locator("[value=leave]").click()
        window.settled()
        with page.expect_navigation():
            page.locator(".statusbar__item--care", has_text=name).click()
        window.settled()
        refused(window)
        assert page.input_value(COST) == "-50"
        page.fill(COST, "1200,50")
        page.keyboard.press("Tab")
        window.saved()
        assert page.input_value(COST) == "1,200.50"
        with page.expect_navigation():
            page.click("[data-place='1']")
        assert page.locator(".statusbar__item--care").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_switch_of_the_language_keeps_what_was_refused(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page = window.page
        window.go(ACTION)
        page.fill(DUE, "31/2")
        page.click("[data-language] button")
        other = {"cy": "en", "en": "cy"}[language]
        page.wait_for_selector(f"html[lang={other}]")
        window.settled()
        refused(window)
        assert page.input_value(DUE) == "31/2"
        error = page.locator("form[action='/plan/actions/60'] [data-error-for=due]")
        day = {"cy": "31 Chwefror 2027", "en": "31 February 2027"}[other]
        expect(error).to_contain_text(day)


def test_a_value_put_back_by_hand_is_no_longer_refused(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go(ACTION)
        before = page.input_value(DUE)
        for words in ("31/2", before):
            page.fill(DUE, words)
            page.keyboard.press("Tab")
            (refused if words == "31/2" else Window.saved)(window)
        assert page.get_attribute(DUE, "aria-invalid") is None
        page.reload()
        window.settled()
        assert page.input_value(DUE) == before


def test_an_emptied_title_is_refused_and_the_old_one_stays(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/evidence/1")
        titles = [f".record [name=title_{code}]" for code in ("cy", "en")]
        before = [page.input_value(title) for title in titles]
        for title in titles:
            page.fill(title, "")
            page.keyboard.press("Tab")
        refused(window)
        with page.expect_navigation():
            page.click("[data-place='1']")  # nothing was typed that could be lost
        window.go("/evidence/1")
        after = [page.input_value(title) for title in titles]
        assert any(after)
        assert set(after) <= {*before, ""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_of_a_new_record_is_read_when_its_box_is_left(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page = window.page
        window.go("/evidence/new")
        box, error = "[name=happened_on]", page.locator("[data-error-for=happened_on]")
        question = page.locator("[data-question-for=happened_on]")
        page.fill(box, "31/2")
        page.keyboard.press("Tab")
        expect(error).to_be_visible()
        page.fill(box, "ddoe")
        page.keyboard.press("Tab")
        expect(page.locator(box)).to_have_value("21/11/2026")
        expect(error).to_be_hidden()
        page.fill(box, "1/1/1900")
        page.keyboard.press("Tab")
        expect(question).to_be_visible()
        expect(page.locator(box)).to_have_value("01/01/1900")
        assert window.faults() == []
        assert window.complaints == []


def test_words_that_were_saved_come_back_after_a_slip(own_school: School) -> None:
    """A paragraph is written, and a moment later everything is selected and deleted."""
    with own_school.seen(language="en") as window:
        page, note = window.page, ".record [name=note_en]"
        window.go("/evidence/1")
        page.fill(note, "First words kept.")
        window.saved()
        page.evaluate("document.querySelector('[data-save-state]').dataset.now = ''")
        page.fill(note, "")
        page.keyboard.press("Tab")
        window.saved()
        with page.expect_navigation():
            page.click("[data-undo-last]")
        window.settled()
        expect(page.locator(note)).to_have_value("First words kept.")
        expect(page.locator("[data-toast]").first).to_contain_text("What was seen")
