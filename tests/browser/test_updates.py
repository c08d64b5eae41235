"""An update as a head meets it: from the file to the first page of the new version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from slo_desktop.desktop import installing
from slo_desktop.desktop.installing import Setups
from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.languages import Language
from slo_desktop.domain.updates import UpdateEnding
from slo_desktop.i18n.catalogues import say
from slo_desktop.services.updating import noting
from slo_desktop.settings import Settings
from slo_desktop.web.guards import guard
from slo_desktop.web.updates import telling
from tests.browser.conftest import NOW, Window
from tests.browser.looking import looks_right
from tests.updates import OURS, PACKAGE, SPARE, STRANGER, Made, signed, trust

BOTH = pytest.mark.parametrize("language", ["cy", "en"])
LONG_MS = 60_000
LONG_SECONDS = 30


@dataclass
class Opened:
    """The program as the desktop serves it, on a computer that installs nothing."""

    settings: Settings
    browser: Browser
    installed: list[bytes] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def start(self) -> None:
        self.pages = Pages(self.settings.anew(), None)
        self.pages.start()
        self.pages.running()

    def entered(self, language: str) -> Window:
        app = self.pages.running().app
        app.extensions["slo_desktop"].preferences.update(language=language)
        with app.app_context():
            entry = guard().new_entry()
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        self.contexts.append(context)
        window = Window(context.new_page(), self.pages.address)
        window.go(entry)
        return window


@pytest.fixture
def opened(
    browser: Browser,
    sample_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Opened]:
    shutil.copytree(sample_folder, tmp_path / "own")
    trust(monkeypatch, tmp_path, OURS, SPARE)
    settings = Settings(
        data_dir=tmp_path / "own" / "school",
        cache_dir=tmp_path / "own" / "cache",
        clock=lambda: NOW,
    )
    opened = Opened(settings, browser)

    def start(_self: Setups, installer: Path, *_told: object) -> UpdateEnding:
        opened.installed.append(installer.read_bytes())
        return UpdateEnding.CLOSING

    monkeypatch.setattr(Setups, "_start", start)
    monkeypatch.setattr(installing, "CLOSE_SECONDS", 2.0)
    opened.start()
    yield opened
    for context in opened.contexts:
        context.close()
    opened.pages.finish()


def words(english: str, language: str) -> str:
    return say(english, Language(language))


def choose(window: Window, path: Path, language: str) -> None:
    window.go("/updates")
    window.page.set_input_files("input[type=file]", path)
    assert window.page.inner_text("[data-upload-names]") == path.name
    window.page.get_by_role("button", name=words("Look at it first", language)).click()
    window.page.wait_for_selector(".backup, .faults", timeout=LONG_MS)
    window.settled()


@BOTH
def test_a_head_updates_the_program_and_is_told_so(
    opened: Opened, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened.entered(language)
    choose(window, Made(tmp_path).write(), language)
    news = {"cy": "Tudalen adolygu", "en": "A page for review"}
    expect(window.page.get_by_text(news[language])).to_be_visible()
    looks_right(window)
    install = words("Back up and install", language)
    window.page.get_by_role("button", name=install).click()
    closing = words(
        "The program closes now, and opens again when the new version is in place.",
        language,
    )
    expect(window.page.get_by_text(closing)).to_be_visible(timeout=LONG_MS)
    assert opened.installed == [PACKAGE]
    opened.pages.join(LONG_SECONDS)
    assert not opened.pages.is_alive()
    opened.pages.finish()
    for module in (noting, telling):
        monkeypatch.setattr(module, "__version__", "0.2.0")
    opened.start()
    window = opened.entered(language)
    told = words("Updated from %(before)s to %(now)s.", language)
    toast = window.page.locator("[data-toast]")
    expect(toast).to_contain_text(told % {"before": "0.1.0", "now": "0.2.0"})
    toast.get_by_role("link").click()
    window.page.wait_for_url("**/help/whats-new*")
    window.settled()
    assert window.page.locator("[data-toast]").count() == 0


@BOTH
def test_a_file_that_is_no_good_is_told_in_words(
    opened: Opened, tmp_path: Path, language: str
) -> None:
    made = Made(tmp_path)
    window = opened.entered(language)
    choose(window, made.write(signature=signed(made.manifest(), STRANGER)), language)
    told = "This update is signed with a key that this program does not know."
    assert words(told, language) in window.page.inner_text(".faults")
    looks_right(window)
    assert opened.installed == []


def test_the_whole_way_goes_by_keyboard_and_without_scripts(
    opened: Opened, tmp_path: Path
) -> None:
    with opened.pages.running().app.app_context():
        entry = guard().new_entry()
    opened.pages.running().folder.preferences.update(language="en")
    context = opened.browser.new_context(java_script_enabled=False)
    opened.contexts.append(context)
    page = context.new_page()
    page.goto(opened.pages.address + entry)
    page.goto(f"{opened.pages.address}/updates")
    page.set_input_files("input[type=file]", Made(tmp_path).write())
    page.get_by_role("button", name="Look at it first").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".backup", timeout=LONG_MS)
    page.get_by_role("button", name="Back up and install").focus()
    page.keyboard.press("Enter")
    closing = page.get_by_text("The program closes now")
    expect(closing).to_be_visible(timeout=LONG_MS)
    assert opened.installed == [PACKAGE]
