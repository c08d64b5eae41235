from __future__ import annotations

from tests.browser.conftest import School, Window


def test_the_palette_finds_a_mutated_word_and_opens_it(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy") as window:
        page = window.page
        page.keyboard.press("Control+k")
        page.wait_for_selector("#palette[open]")
        page.keyboard.type("cynllun")
        page.wait_for_selector("#palette mark")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert window.complaints == []


def test_escape_closes_what_floats(window: Window) -> None:
    page = window.page
    page.click(".topbar .more-menu summary")
    assert page.is_visible(".topbar .menu")
    page.keyboard.press("Escape")
    assert not page.is_visible(".topbar .menu")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")


def test_arrows_walk_a_list_and_enter_opens(sample_school: School) -> None:
    with sample_school.seen(language="en") as window:
        window.go("/evidence")
        page = window.page
        page.locator("[data-row]").first.focus()
        page.keyboard.press("ArrowDown")
        second = page.locator("[data-row]").nth(1).get_attribute("href")
        assert page.evaluate("document.activeElement.getAttribute('href')") == second
        with page.expect_navigation():
            page.keyboard.press("Enter")


def test_larger_text_folds_the_page_and_is_remembered(window: Window) -> None:
    page = window.page
    for _time in range(10):
        page.keyboard.press("Control+=")
    page.wait_for_selector(".rail__menu:visible")
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.get_attribute("html", "data-zoom") == "200"
    assert page.is_visible(".rail__menu")


def test_text_is_made_larger_before_there_is_a_school(new_school: School) -> None:
    with new_school.opened(size=(800, 600)) as window:
        page = window.page
        for _time in range(10):
            page.keyboard.press("Control+=")
        page.wait_for_load_state("networkidle")
        page.reload()
        window.settled()
        assert page.get_attribute("html", "data-zoom") == "200"
        assert window.overflow() == 0
        page.click("[data-zoom-step='0']")
        page.wait_for_selector("html[data-zoom='100']")


def test_accented_letters_are_typed_at_the_cursor(window: Window) -> None:
    window.go("/evidence/new")
    page = window.page
    page.fill("[name=title_cy]", "dr")
    page.press("[name=title_cy]", "Home")
    page.press("[name=title_cy]", "ArrowRight")
    page.click("[data-letter]:text-is('ŵ')")
    assert page.input_value("[name=title_cy]") == "dŵr"
