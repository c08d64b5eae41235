"""From the sample school to a school of one's own, and back, as a head goes there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say
from slo_desktop.web.guards import guard
from tests.browser.conftest import Window, settings_in
from tests.browser.looking import looks_right

LONG_MS = 60_000
NAME = "Ysgol Gynradd Cwm Enfys"
BEGIN = "Keep the sample school as a backup and begin"


@dataclass
class Opened:
    """The sample school as the desktop serves it, so that it can open anew."""

    pages: Pages
    browser: Browser

    def entry(self, language: str) -> str:
        app = self.pages.running().app
        app.extensions["slo_desktop"].preferences.update(language=language)
        with app.app_context():
            return self.pages.address + guard().new_entry()

    def entered(self, language: str) -> Window:
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        window = Window(context.new_page(), self.pages.address)
        window.page.goto(self.entry(language))
        window.settled()
        return window


@pytest.fixture
def opened(browser: Browser, sample_folder: Path, tmp_path: Path) -> Iterator[Opened]:
    shutil.copytree(sample_folder, tmp_path / "own")
    settings = settings_in(tmp_path / "own")
    pages = Pages(settings, None)
    pages.start()
    pages.running()
    yield Opened(pages, browser)
    pages.finish()


def words(english: str, language: str) -> str:
    return say(english, Language(language))


def begin_own(page: Page) -> None:
    """Fill the first page in, in English."""
    page.wait_for_selector(".door__form", timeout=LONG_MS)
    page.fill("[name=name_cy]", "Ysgol y Bryn")
    page.fill("[name=name_en]", "Hill School")
    page.select_option("[name=category]", "dual-language")
    page.click(".door__go [lang=en]")
    page.wait_for_selector(".rail__item[aria-current]")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_head_tries_the_sample_begins_her_own_school_and_takes_it_back(
    opened: Opened, language: str
) -> None:
    window = opened.entered(language)
    page = window.page
    window.go("/")
    page.get_by_role("link", name=words("Begin your own school", language)).click()
    expect(page.get_by_role("button", name=words("Cancel", language))).to_be_focused()
    looks_right(window)
    page.get_by_role("button", name=words(BEGIN, language)).click()
    page.wait_for_selector(".door__kept", timeout=LONG_MS)
    window.settled()
    assert page.inner_text(".door__kept").count(NAME) == 2
    assert window.faults() == []
    begin_own(page)
    window.settled()
    assert "Hill School" in page.title()
    assert NAME not in page.inner_text("body")
    assert page.locator(".banner--sample").count() == 0
    window.go("/evidence")
    assert page.locator(".rows .row").count() == 0
    window.speak(language)
    window.go("/safety/restore")
    looks_right(window)
    back = words("Bring the sample school back", language)
    page.get_by_role("button", name=back).click()
    page.get_by_role("link", name=words("Restore this backup", language)).click()
    page.check("[name=another][value=yes]")
    page.click("button[form=restore]")
    page.wait_for_selector(".banner--sample", timeout=LONG_MS)
    assert NAME in page.inner_text(".banner--sample")
    assert window.complaints == []


def test_cancel_leaves_the_sample_school_as_it_is(opened: Opened) -> None:
    window = opened.entered("en")
    window.go("/school")
    window.page.get_by_role("link", name="Begin your own school").click()
    expect(window.page.get_by_role("button", name="Cancel")).to_be_focused()
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector(".rail__item[aria-current]")
    assert NAME in window.page.inner_text(".banner--sample")


def test_the_whole_way_goes_by_keyboard_and_the_first_page_gives_it_back(
    opened: Opened,
) -> None:
    window = opened.entered("en")
    page = window.page
    window.go("/")
    page.get_by_role("link", name="Begin your own school").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("button[form=begin]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(".door__kept", timeout=LONG_MS)
    page.locator(".door__kept button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".banner--sample", timeout=LONG_MS)
    assert window.complaints == []


def test_it_needs_no_script(opened: Opened, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(opened.entry("en"))
    page.goto(f"{opened.pages.address}/school")
    page.click(".banner--sample a")
    page.click("button[form=begin]")
    begin_own(page)
    assert "Hill School" in page.title()
    context.close()
