"""The Safety page in a real browser: a key is set up, and copies go to a stick."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from slo_desktop.storage.backup import keyring
from slo_desktop.storage.backup.container import is_sealed
from tests.browser.conftest import School, Window
from tests.browser.test_without_a_mouse import LEFT, tab_through, to
from tests.keys import QuickLock

LONG = 90_000
SAVE = {"cy": "Cadw’r daflen (PDF)", "en": "Save the sheet (PDF)"}
READY = {
    "cy": "Mae’r daflen wedi agor copi wrth gefn. Mae eich allwedd yn barod.",
    "en": "The sheet has opened a backup. Your key is ready.",
}


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def rows_on(pdf: Path) -> list[str]:
    """The rows of the key, as somebody reads them off the paper."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.findall(r"^ *[1-5] {3,}([0-9A-Z ]+)$", text, re.MULTILINE)


def over(page: Page) -> None:
    """Wait until the work on the page is over."""
    page.wait_for_selector(".doing:not([data-job])", timeout=LONG)


def save_sheet(window: Window, language: str, folder: Path) -> Path:
    page = window.page
    page.wait_for_selector("#typed", timeout=LONG)
    with page.expect_download() as download:
        page.click(f"text={SAVE[language]}")
    pdf = folder / "sheet.pdf"
    download.value.save_as(pdf)
    return pdf


def begin_key(window: Window) -> None:
    """Go from the Safety page to a suggested passphrase and take it, by keyboard."""
    page = window.page
    to(page, "a[href='/safety/key']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/safety/key")
    assert window.faults() == []
    to(page, "[data-secret-take]")
    page.keyboard.press("Enter")
    words = page.input_value("[name=passphrase]")
    assert len(words.split()) == 5
    assert page.input_value("[name=again]") == words
    to(page, ".keyform button")
    page.keyboard.press("Enter")


def type_key(page: Page, rows: list[str]) -> None:
    page.fill("#typed", "\n".join(rows))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def slip_in(rows: list[str]) -> list[str]:
    """The same with one wrong letter in the second row."""
    letter = "P" if rows[1].startswith("Q") else "Q"
    return [rows[0], letter + rows[1][1:], *rows[2:]]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_key_is_set_up_and_a_stick_is_filled_without_a_mouse(
    own_school: School,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    usb: Path,
    language: str,
) -> None:
    monkeypatch.setattr(keyring, "by_passphrase", QuickLock)
    with own_school.seen(language=language) as window:
        page = window.page
        window.go("/safety")
        assert window.faults() == []
        begin_key(window)
        rows = rows_on(save_sheet(window, language, tmp_path))
        assert window.faults() == []
        type_key(page, slip_in(rows))
        expect(page.locator("#typed-error")).to_contain_text(": 2")
        expect(page.locator("#typed")).to_be_focused()
        assert window.faults() == []
        type_key(page, [row.lower() for row in rows])
        page.wait_for_selector(".places")
        expect(page.locator(".toast")).to_contain_text(READY[language])
        to(page, ".place:nth-child(2) summary")
        page.keyboard.press("Enter")
        page.fill("#path-device", str(usb))
        page.keyboard.press("Enter")
        over(page)
        assert window.faults() == []
        assert page.locator(".doing--care").count() == 0
    (copy,) = usb.rglob("*.slobackup")
    assert is_sealed(copy)


@pytest.mark.parametrize("path", ["/safety", "/safety/key"])
def test_every_control_is_reached_and_shows_it(own_school: School, path: str) -> None:
    with own_school.seen(language="cy") as window:
        window.go(path)
        tab_through(window.page)
        assert window.page.evaluate(LEFT) == []
        assert window.page.evaluate("window.unmarked") == []


def test_a_missing_stick_and_a_proven_backup_are_said_in_words(
    own_school: School, usb: Path
) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/safety")
        page.click("button:has-text('Back up now')")
        over(page)
        page.click("text=Prove the newest backup now")
        over(page)
        expect(page.locator(".doing")).to_contain_text("every part compared")
        page.click(".place:nth-child(2) summary")
        page.fill("#path-device", str(usb))
        page.click("text=Copy to this folder")
        page.wait_for_selector(".place__path")
        shutil.rmtree(usb)
        window.go("/safety")
        expect(page.locator(".place__fault")).to_contain_text("is not there now")
        for theme in ("light", "dark"):
            page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            assert window.faults() == []
        with window.sized((800, 600)), window.text_at_200_percent():
            assert window.overflow() == 0
            assert window.faults(rules=["target-size"]) == []
        assert window.complaints == []


def test_the_letters_of_a_passphrase_show_only_when_asked(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/safety/key")
        assert page.get_attribute("[name=passphrase]", "type") == "password"
        page.check("[data-secret-show] input")
        assert page.get_attribute("[name=passphrase]", "type") == "text"
        page.uncheck("[data-secret-show] input")
        assert page.get_attribute("[name=again]", "type") == "password"


def test_without_scripts_everything_is_there_to_type(own_school: School) -> None:
    with own_school.opened(scripts=False) as window:
        page = window.page
        page.goto(window.address + "/safety/key")
        assert page.locator("[data-secret-take]:visible").count() == 0
        page.fill("[name=passphrase]", "byr")
        page.click(".keyform button")
        assert page.locator(".field--refused").count() == 1
        page.goto(window.address + "/safety")
        page.click(".place:nth-child(3) summary")
        assert page.is_visible("#path-away")
