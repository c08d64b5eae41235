"""Two windows on one record, and the way back from everything that was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Route, expect

from tests.browser.acting import Head
from tests.browser.conftest import School, Window

LANGUAGES = ("cy", "en")
RECORD = "/evidence/1"
TITLE = ".record [name=title_en]"


@contextmanager
def two_windows(school: School, language: str) -> Iterator[tuple[Window, Window]]:
    """Both are open before either writes."""
    with school.seen(language=language) as first, school.opened() as second:
        for window in (first, second):
            window.go(RECORD)
        yield first, second


def collided(window: Window) -> None:
    """Wait until the window says that somebody else saved the record."""
    window.page.wait_for_selector("[data-save-state][data-now=collided]")
    expect(window.page.locator("[data-collision]")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_two_windows_that_write_in_one_record_show_both_texts(
    own_school: School, language: str, choice: Literal["mine", "theirs"]
) -> None:
    with two_windows(own_school, language) as (first, second):
        first.page.fill(TITLE, "From the first window")
        first.saved()
        second.page.fill(TITLE, "From the second window")
        collided(second)
        assert second.faults() == []
        Head(second, language).follow("Choose what to keep")
        assert second.faults() == []
        assert second.page.input_value("#mine-title_en") == "From the second window"
        assert second.page.input_value("#theirs-title_en") == "From the first window"
        button = {
            "mine": "Save what stands under “Yours”",
            "theirs": "Keep what is saved already",
        }
        Head(second, language).press(button[choice])
        kept = {"mine": "From the second window", "theirs": "From the first window"}
        assert second.page.url.endswith(RECORD)
        assert second.page.input_value(TITLE) == kept[choice]
        first.page.reload()
        assert first.page.input_value(TITLE) == kept[choice]


def test_words_typed_while_the_answer_comes_reach_the_page_with_both_texts(
    own_school: School,
) -> None:
    with two_windows(own_school, "en") as (first, second):
        first.page.fill(TITLE, "From the first window")
        first.saved()
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        second.page.route(f"**{RECORD}", hold, times=1)
        with second.page.expect_request(f"**{RECORD}"):
            second.page.fill(TITLE, "From the second window")
        second.page.fill(".record [name=note_en]", "Typed meanwhile")
        held[0].continue_()
        collided(second)
        with second.page.expect_response(f"**{RECORD}"):
            second.page.keyboard.type(", and more of it")
        Head(second, "en").follow("Choose what to keep")
        assert second.page.input_value("#mine-title_en") == "From the second window"
        typed = second.page.input_value("#mine-note_en")
        assert typed == "Typed meanwhile, and more of it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_collided_wait_at_the_record_and_on_every_page(
    own_school: School, language: str
) -> None:
    with two_windows(own_school, language) as (first, second):
        page, head = second.page, Head(second, language)
        first.page.fill(TITLE, "From the first window")
        first.saved()
        page.fill(".record [name=note_en]", "Words that matter")
        collided(second)
        head.visit("/")
        expect(page.locator("[data-save-words]")).to_have_text(
            head.words("Not everything is saved.")
        )
        assert second.faults() == []
        with page.expect_navigation():
            page.click(".statusbar__item--care")
        second.settled()
        page.locator("#mine-note_en").press("End")
        page.keyboard.type(", and one thing more")
        page.wait_for_selector("[data-save-state][data-now=kept]")
        second.go(RECORD)
        kept = page.locator("[data-kept-words]")
        expect(kept).to_contain_text("Words that matter, and one thing more")
        assert page.input_value(".record [name=note_en]") != "Words that matter"
        head.follow("Choose what to keep")
        head.press("Save what stands under “Yours”")
        assert page.input_value(".record [name=note_en]").endswith("one thing more")
        assert page.locator("[data-kept-words]").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_toast_takes_back_what_was_put_in_the_bin(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go(RECORD)
        page.click(".sheet__tools summary")
        head.press("Move to the bin", within=".sheet__tools")
        head.told("Evidence moved to the bin.")
        assert (
            page.locator(f".log [href^='{RECORD}?'], .log [href='{RECORD}']").count()
            == 0
        )
        head.press("Undo", within="[data-toast]")
        window.go(RECORD)
        assert page.locator(".notice").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_ctrl_z_takes_back_and_ctrl_y_brings_back(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page = window.page
        window.go(RECORD)
        before = page.input_value(TITLE)
        page.fill(TITLE, "A slip of the hand")
        window.saved()
        for key, text in (
            ("Control+z", before),
            ("Control+y", "A slip of the hand"),
            ("Control+z", before),
            ("Control+Shift+z", "A slip of the hand"),
        ):
            page.locator("h1").click()
            with page.expect_navigation():
                page.keyboard.press(key)
            window.settled()
            expect(page.locator(TITLE)).to_have_value(text)
            assert page.url.endswith(RECORD)
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_undo_beside_saved_takes_back_a_whole_sentence(
    own_school: School, language: str
) -> None:
    """What is typed in one go is one step, however often it was saved meanwhile."""
    with own_school.seen(language=language) as window:
        page = window.page
        window.go(RECORD)
        before = page.input_value(TITLE)
        for words in ("One", "One sentence", "One sentence in pieces"):
            page.fill(TITLE, words)
            page.evaluate("document.querySelector('[data-save-state]').dataset.now=''")
            page.locator(TITLE).dispatch_event("change")
            window.saved()
        with page.expect_navigation():
            page.click("[data-undo-last]")
        expect(page.locator(TITLE)).to_have_value(before)
