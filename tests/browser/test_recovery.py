"""The recovery pages as a person meets them, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from slo_desktop.desktop.pages import Pages
from slo_desktop.settings import Settings
from slo_desktop.storage.preferences import PreferenceStore
from tests.browser.conftest import NOW, Window
from tests.browser.looking import NARROWEST, SMALL
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Folder:
    """The invented school with a backup, and some work after it."""
    folder = Folder(
        Path(shutil.copytree(sample_folder / "school", tmp_path / "school"))
    )
    folder.back_up()
    folder.save(2)
    return folder


@contextmanager
def shown(browser: Browser, place: Path, *, scripts: bool = True) -> Iterator[Window]:
    """The program as `serve` shows it, whatever state its folder is in."""
    settings = Settings(
        data_dir=place, cache_dir=place.parent / "cache", clock=lambda: NOW
    )
    pages = Pages(settings, None)
    pages.start()
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    try:
        window = Window(context.new_page(), pages.address)
        window.page.goto(pages.running().entry)
        yield window
    finally:
        context.close()
        pages.finish()


def looks_right(window: Window) -> None:
    assert window.faults() == []
    with window.dark():
        assert window.faults(rules=["color-contrast"]) == []
    for size in (SMALL, NARROWEST):
        with window.sized(size):
            assert window.overflow() == 0
            assert window.faults() == []
    assert window.complaints == []


def test_d1_the_way_back_is_seen_taken_and_the_school_is_there_again(
    browser: Browser, folder: Folder
) -> None:
    before = folder.hashes()
    damaging.cut(folder.database)
    with shown(browser, folder.place) as window:
        page = window.page
        page.wait_for_selector("text=Ni ellir agor y ffeil ddata yn ddiogel")
        assert page.is_visible("text=The data file cannot be opened safely")
        looks_right(window)
        PreferenceStore(folder.place).update(zoom=200)
        page.reload()
        assert window.overflow() == 0
        PreferenceStore(folder.place).update(zoom=100)
        page.reload()

        page.click("button:has-text('Bring back the chosen one')")
        page.wait_for_selector("text=Everything you saved is back", timeout=60_000)
        looks_right(window)
        page.click("button:has-text('Open the program')")
        page.wait_for_selector(".rail__item[aria-current]", timeout=60_000)
        assert page.get_attribute("html", "lang") == "en"
        assert window.complaints == []
    assert folder.hashes() == before
    assert folder.is_whole()


def test_d1_it_needs_no_script(browser: Browser, folder: Folder) -> None:
    damaging.empty(folder.database)
    with shown(browser, folder.place, scripts=False) as window:
        window.page.click("button:has-text('Adfer yr un a ddewiswyd')")
        window.page.click("button:has-text('Agor y rhaglen')", timeout=60_000)
        window.page.wait_for_selector("html[lang=cy] .rail__item", timeout=60_000)


def test_p3_a_synced_folder_is_explained_and_moved(
    browser: Browser, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slo_desktop import paths

    home = tmp_path / "local" / "school"
    monkeypatch.setattr(paths, "local_data_dir", lambda: home)
    monkeypatch.setattr(paths, "config_dir", lambda: tmp_path / "config")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "caches")
    before = folder.hashes()
    synced = replace(folder, place=tmp_path / "OneDrive" / "school")
    synced.place.parent.mkdir()
    folder.place.rename(synced.place)
    with shown(browser, synced.place) as window:
        page = window.page
        page.wait_for_selector("text=inside a synced folder: OneDrive")
        looks_right(window)
        page.click("button:has-text('Symud i’r cyfrifiadur hwn')")
        page.wait_for_selector("text=The school is on this computer now")
        looks_right(window)
        page.click("button:has-text('Agor y rhaglen')")
        page.wait_for_selector("html[lang=cy] .rail__item", timeout=60_000)
        page.goto(window.address + "/school")
        assert str(home) in page.content()
    assert Folder(home).hashes() == before
    assert synced.hashes() == before
