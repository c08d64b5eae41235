"""The main job in a minute: one line, what it shows and serves, and the next one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.acting import Head
from tests.browser.conftest import School
from tests.browser.looking import complaints, looks_right

LANGUAGES = ("cy", "en")
NOTE = {"cy": "Eglurodd Blwyddyn 4 eu dewis", "en": "Year 4 explained their choices"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_becomes_evidence_of_an_element_and_an_action_by_four_keys(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language, size=(800, 600)) as window:
        page, keys, head = window.page, window.page.keyboard, Head(window, language)
        line = page.locator("#capture")
        expect(page.locator("#note-element")).to_be_hidden()
        keys.press("Control+n")
        keys.type(NOTE[language])
        looks_right(window)
        keys.press("Tab")
        keys.type("3.6")
        keys.press("Tab")
        keys.type("P2627-1.4")
        with page.expect_navigation():
            keys.press("Control+s")
        window.settled()
        expect(line).to_be_focused()
        expect(line).to_have_value("")
        head.told("Evidence saved.")
        with page.expect_navigation():
            page.locator("[data-toast] a").click()
        window.settled()
        links = page.locator(".part--links [data-refresh]")
        expect(links.locator(".el")).to_contain_text("3.6")
        expect(links.locator(".act").first).to_contain_text("P2627-1.4")
        assert complaints(window) == []


def test_a_line_that_is_emptied_again_is_no_draft(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        saved = page.locator("[data-save-state]")
        before = saved.inner_text()
        page.fill("#capture", "Half a thought")
        page.wait_for_selector("[data-save-state][data-now=kept]")
        page.fill("#capture", "")
        expect(saved).to_have_text(before)
        page.reload()
        window.settled()
        expect(saved).to_have_text(before)
        expect(page.locator("#note-element")).to_be_hidden()


def test_a_day_that_does_not_exist_keeps_the_line_and_says_so(
    own_school: School,
) -> None:
    with own_school.seen(language="cy") as window:
        page, head = window.page, Head(window, "cy")
        page.fill("#capture", NOTE["cy"])
        page.fill("#note-day", "32/13")
        with page.expect_navigation():
            page.press("#note-day", "Enter")
        window.settled()
        expect(page.locator("#capture")).to_have_value(NOTE["cy"])
        expect(page.locator("#note-day-error")).to_contain_text("13")
        assert head.words("Kept as a draft.") in page.inner_text("[data-save-state]")
        page.fill("#note-day", "dydd Mawrth")
        page.press("#note-day", "Tab")
        expect(page.locator("#note-day")).to_have_value("17/11/2026")
        looks_right(window)


def test_ctrl_s_makes_a_record_that_is_none_yet(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/evidence/new")
        expect(page.locator("[name=title_en]")).to_be_focused()
        keys.type("Seen on Tuesday")
        with page.expect_navigation():
            keys.press("Control+s")
        window.settled()
        Head(window, "en").told("Evidence saved.")
        keys.press("Control+s")
        expect(page.locator("[data-save-state]")).to_have_text("Already saved.")


def test_an_open_record_has_the_keys_and_gives_them_back_to_its_row(
    own_school: School,
) -> None:
    with own_school.seen(language="en") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/evidence")
        page.locator("[data-row]").nth(2).focus()
        with page.expect_navigation():
            keys.press("Enter")
        window.settled()
        expect(page.locator("#record")).to_be_focused()
        for _stop in range(6):
            keys.press("Tab")
            if page.evaluate("document.activeElement.name") == "happened_on":
                break
        expect(page.locator("[name=happened_on]")).to_be_focused()
        keys.press("Escape")
        expect(page.locator("[data-row]").nth(2)).to_be_focused()


def test_a_list_of_choices_is_written_to_from_the_moment_it_opens(
    own_school: School,
) -> None:
    with own_school.seen(language="en") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/evidence/new")
        picker = page.locator("[data-picker]").first
        picker.locator("summary").focus()
        keys.press("Enter")
        expect(picker.locator("[type=search]")).to_be_focused()
        keys.type("7.1")
        keys.press("Enter")
        keys.type("work together")
        keys.press("Enter")
        chosen = picker.locator(".picker__chip")
        expect(chosen).to_have_count(2)
        expect(chosen.first).to_contain_text("3.6")
        expect(chosen.last).to_contain_text("7.1")
        keys.press("Escape")
        expect(picker.locator("summary")).to_be_focused()
        expect(picker.locator("[type=search]")).to_be_hidden()
