from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy.orm import Session

from tests import builders
from tests.browser.conftest import Window


@pytest.fixture
def record(session: Session, school: object) -> int:
    """Number of a piece of evidence that was there before the window opened."""
    del school
    return builders.evidence(session).id


@pytest.fixture
def open_record(record: int, window: Window) -> Iterator[Window]:
    window.go(f"/evidence/{record}")
    yield window
    assert [said for said in window.complaints if "Failed to load" not in said] == []


def test_what_is_typed_is_saved_without_being_asked(open_record: Window) -> None:
    open_record.page.fill("[name=title_en]", "Paired reading, again")
    open_record.saved()
    open_record.page.reload()
    assert open_record.page.input_value("[name=title_en]") == "Paired reading, again"


def test_a_date_that_cannot_be_read_says_so_and_keeps_the_rest(
    open_record: Window,
) -> None:
    page = open_record.page
    page.fill("[name=happened_on]", "some day")
    page.fill("[name=title_en]", "Saved all the same")
    page.wait_for_selector("[data-error-for=happened_on]:not([hidden])")
    expect(page.locator("form[data-autosave] [name=rev]").first).to_have_value("2")
    assert page.input_value("[name=happened_on]") == "some day"
    page.reload()
    assert page.input_value("[name=title_en]") == "Saved all the same"


def test_leaving_by_a_link_saves_the_last_words_first(open_record: Window) -> None:
    page, address = open_record.page, open_record.page.url
    page.fill("[name=title_en]", "The last words")
    page.click("[data-place='1']")
    page.wait_for_url(open_record.address + "/")
    page.goto(address)
    assert page.input_value("[name=title_en]") == "The last words"


def test_a_save_that_fails_keeps_the_words_and_offers_ways_out(
    open_record: Window,
) -> None:
    page = open_record.page

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/evidence/*", refuse)
    page.fill("[name=title_en]", "Nobody heard this")
    page.wait_for_selector("[data-save-again]:visible")
    assert page.is_visible("[data-save-copy]")
    assert page.input_value("[name=title_en]") == "Nobody heard this"
    with page.expect_download() as copy:
        page.click("[data-save-copy]")
    assert "Nobody heard this" in copy.value.path().read_text("utf-8")
    page.unroute("**/evidence/*")
    page.click("[data-save-again]")
    open_record.saved()


def test_undo_takes_back_what_was_saved(open_record: Window) -> None:
    page = open_record.page
    before = page.input_value("[name=title_en]")
    page.fill("[name=title_en]", "A slip of the hand")
    open_record.saved()
    page.click("[data-undo-last]")
    page.wait_for_selector("[data-toast]")
    assert page.input_value("[name=title_en]") == before


def test_emptying_a_list_of_choices_is_saved_too(open_record: Window) -> None:
    page = open_record.page
    element = "[name=elements][value='slo-wales/3.6']"
    page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    page.check(element)
    open_record.saved()
    page.evaluate("document.querySelector('[data-save-state]').dataset.now = ''")
    page.uncheck(element)
    open_record.saved()
    page.reload()
    assert not page.is_checked(element)
