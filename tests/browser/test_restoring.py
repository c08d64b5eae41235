"""A restore as a head meets it: in both languages, by keyboard, in a small window."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from slo_desktop.desktop.pages import Pages
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.i18n.catalogues import say
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import Evidence
from slo_desktop.web.guards import guard
from tests import builders
from tests.browser.conftest import NOW, Window, settings_in
from tests.browser.looking import looks_right
from tests.restored import packed_other, sealed
from tests.schools import SchoolFolder

BOTH = pytest.mark.parametrize("language", ["cy", "en"])
LONG_MS = 60_000


@dataclass
class Opened:
    """The program as the desktop serves it, so that it can close and open anew."""

    pages: Pages
    context: BrowserContext
    backup: Path
    school: SchoolFolder

    def entered(self, language: str) -> Window:
        app = self.pages.running().app
        app.extensions["slo_desktop"].preferences.update(language=language)
        with app.app_context():
            entry = guard().new_entry()
        window = Window(self.context.new_page(), self.pages.address)
        window.go(entry)
        return window


@pytest.fixture
def opened(browser: Browser, sample_folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """The invented school, with work that its backup does not have."""
    shutil.copytree(sample_folder, tmp_path / "own")
    settings = settings_in(tmp_path / "own")
    backup = tmp_path / "ysgol.slobackup"
    make(
        settings.data_dir,
        settings.database,
        reason=Reason.ASKED,
        now=NOW,
        target=backup,
        inside=True,
    )
    make(settings.data_dir, settings.database, reason=Reason.CLOSING, now=NOW)
    _add_work(settings.database)
    pages = Pages(settings, None)
    pages.start()
    pages.running()
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    yield Opened(pages, context, backup, SchoolFolder(settings.data_dir))
    context.close()
    pages.finish()


def _add_work(database: Path) -> None:
    engine = open_engine(database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        builders.evidence(session, title=builders.both("Gwaith newydd", "New work"))
        session.commit()
    engine.dispose()


def words(english: str, language: str) -> str:
    return say(english, Language(language))


def choose(window: Window, path: Path, language: str) -> None:
    window.go("/safety/restore")
    window.page.set_input_files("input[type=file]", path)
    assert window.page.inner_text("[data-upload-names]") == path.name
    window.page.get_by_role("button", name=words("Look at it first", language)).click()
    window.page.wait_for_selector(".backup, .faults", timeout=LONG_MS)


def restored(window: Window, language: str) -> None:
    """Wait until the school is open again and says so."""
    told = words("Restored: %(school)s, %(when)s.", language).partition("%(")[0]
    toast = window.page.locator("[data-toast]", has_text=told.strip())
    expect(toast).to_be_visible(timeout=LONG_MS)


@BOTH
def test_a_head_restores_a_backup_and_takes_it_back(
    opened: Opened, language: str
) -> None:
    window = opened.entered(language)
    page = window.page
    choose(window, opened.backup, language)
    looks_right(window)
    page.get_by_role("link", name=words("Restore this backup", language)).click()
    page.wait_for_selector("button[form=restore]")
    expect(page.get_by_role("button", name=words("Cancel", language))).to_be_focused()
    looks_right(window)
    page.get_by_role("button", name=re.compile("22 (Tach|Nov) 2026 18:00")).click()
    restored(window, language)
    assert window.complaints == []
    assert page.get_attribute("html", "lang") == language
    window.go("/evidence")
    assert "Gwaith newydd" not in page.inner_text("main")
    assert "New work" not in page.inner_text("main")
    window.go("/safety/restore")
    looks_right(window)
    page.get_by_role("button", name=words("Take the restore back", language)).click()
    restored(window, language)
    window.go("/evidence?q=Gwaith")
    assert re.search("Gwaith newydd|New work", page.inner_text("main"))


def test_the_whole_way_goes_by_keyboard(opened: Opened) -> None:
    window = opened.entered("en")
    page = window.page
    window.go("/safety/restore")
    page.get_by_role("link", name=re.compile("22 Nov 2026")).first.focus()
    page.keyboard.press("Enter")
    _ask_by_keyboard(page)
    page.keyboard.press("Enter")
    _ask_by_keyboard(page)
    page.keyboard.press("Tab")
    expect(page.locator("button[form=restore]")).to_be_focused()
    page.keyboard.press("Enter")
    restored(window, "en")
    assert window.complaints == []


def _ask_by_keyboard(page: Page) -> None:
    """Go from what a backup holds to the last question, which stands on Cancel."""
    page.wait_for_selector(".backup", timeout=LONG_MS)
    page.get_by_role("link", name="Restore this backup").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("button[form=restore]")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()


def test_another_school_and_a_file_that_is_none_are_told_in_words(
    opened: Opened, tmp_path: Path, migrated: Path
) -> None:
    language = "cy"
    window = opened.entered(language)
    choose(window, packed_other(tmp_path, migrated), language)
    assert re.search("Ysgol y Pant|Hollow School", window.page.inner_text(".faults"))
    looks_right(window)
    window.page.get_by_role("link", name=words("Restore this backup", language)).click()
    window.page.wait_for_selector("button[form=restore]")
    assert window.page.is_checked("[name=another][value=no]")
    looks_right(window)
    (tmp_path / "x.slobackup").write_bytes(b"Cofnodion")
    choose(window, tmp_path / "x.slobackup", language)
    told = words("This file is not a backup of this program.", language)
    assert told in window.page.inner_text(".faults")
    looks_right(window)


def test_a_locked_backup_asks_for_its_key(opened: Opened, tmp_path: Path) -> None:
    language = "cy"
    sheet = sealed(opened.school, tmp_path / "sealed.slobackup")
    window = opened.entered(language)
    window.go("/safety/restore")
    window.page.set_input_files("input[type=file]", tmp_path / "sealed.slobackup")
    window.page.get_by_role("button", name=words("Look at it first", language)).click()
    window.page.wait_for_selector("[name=key]")
    looks_right(window)
    window.page.fill("[name=key]", " ".join(sheet.split()))
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector(".backup", timeout=LONG_MS)


def test_words_typed_into_a_page_from_before_are_kept_and_not_saved(
    opened: Opened,
) -> None:
    first, other = opened.entered("en"), opened.entered("en")
    other.go("/evidence/1")
    choose(first, opened.backup, "en")
    first.page.get_by_role("link", name="Restore this backup").click()
    first.page.wait_for_selector("button[form=restore]")
    first.page.locator("button[form=restore]").click()
    restored(first, "en")
    other.page.fill("[name=title_en]:visible", "Typed into the old page")
    other.page.keyboard.press("Tab")
    other.page.wait_for_url("**/old-pages/**")
    other.settled()
    other.page.wait_for_selector("textarea")
    assert "Typed into the old page" in other.page.input_value("textarea")
    looks_right(other)
    engine = open_engine(opened.school.database)
    with Session(engine) as session:
        titles = session.scalars(sa.select(Evidence.title)).all()
    engine.dispose()
    assert "Typed into the old page" not in {
        title.text(Language.EN) for title in titles
    }


def test_without_scripts_the_pages_lead_on_by_themselves(
    opened: Opened, browser: Browser
) -> None:
    entry = opened.entered("en").page.url
    assert entry
    with opened.pages.running().app.app_context():
        way_in = guard().new_entry()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(opened.pages.address + way_in)
    page.goto(f"{opened.pages.address}/safety/restore")
    page.get_by_role("link", name=re.compile("22 Nov 2026")).first.click()
    page.wait_for_selector(".backup", timeout=LONG_MS)
    page.get_by_role("link", name="Restore this backup").click()
    page.locator("button[form=restore]").click()
    page.wait_for_selector("[data-toast]", timeout=LONG_MS)
    assert "Restored:" in page.inner_text("[data-toast]")
    context.close()
