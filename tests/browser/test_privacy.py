"""The privacy pages in a real browser: look first, then erase or hand over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.browser.conftest import School, Window

LONG = 60_000
READY = {"cy": "Mae’r ffeil yn barod.", "en": "The file is ready."}
HAND_OVER = {
    "cy": "Gwneud y ffeil i’w throsglwyddo",
    "en": "Make the file to hand over",
}
DOWNLOAD = {"cy": "Llwytho’r ffeil i lawr", "en": "Download the file"}
ERASE = {"cy": "Dileu’n barhaol: Lowri Barrug", "en": "Erase for good: Lowri Barrug"}
ERASED = {"cy": "Wedi’i ddileu’n barhaol.", "en": "Erased for good."}


def looked_at(window: Window) -> None:
    """Nothing of a page that somebody has come to is amiss."""
    assert window.faults() == []
    assert window.overflow() == 0
    assert window.complaints == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_everything_about_a_person_is_made_and_taken_away(
    own_school: School, tmp_path: Path, language: str
) -> None:
    with own_school.seen(language=language) as window:
        window.go("/people/3")
        window.page.click(".topbar__tools .more-menu summary >> nth=0")
        window.page.click("a[href='/people/3/everything']")
        window.page.click(f"button:has-text('{HAND_OVER[language]}')")
        window.page.wait_for_selector(f"text={READY[language]}", timeout=LONG)
        window.settled()
        looked_at(window)
        with window.page.expect_download() as download:
            window.page.click(f"text={DOWNLOAD[language]}")
        download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as made:
        assert made.testzip() is None
        summary = made.read("summary.html").decode()
    assert "Lowri Barrug" in summary
    assert "Gwion Cwmwl" not in summary
    (tmp_path / "summary.html").write_text(summary, encoding="utf-8")
    with own_school.seen(language=language) as window:
        window.page.goto((tmp_path / "summary.html").as_uri())
        assert window.faults(rules=["color-contrast", "html-has-lang", "list"]) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_person_is_erased_after_a_second_thought(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language, size=(800, 600)) as window:
        page = window.page
        window.go("/privacy/erase?of=person:3")
        assert page.evaluate("document.activeElement.getAttribute('href')") == (
            "/people/3"
        )
        assert page.evaluate("document.querySelector('#main').scrollTop") == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/3")
        window.go("/privacy/erase?of=person:3")
        page.click(f"button:has-text('{ERASE[language]}')")
        page.wait_for_selector(".field--refused")
        page.select_option("#reason", "asked")
        page.select_option("#asker", "person")
        page.click(f"button:has-text('{ERASE[language]}')")
        page.wait_for_selector(f"text={ERASED[language]}", timeout=LONG)
        window.settled()
        assert page.locator(".disposals__line--new").count() >= 1
        window.complaints.clear()  # the refused form was answered with 422
        looked_at(window)
        window.go("/search?q=Barrug")
        assert "Lowri" not in page.inner_text("main")


def test_what_is_due_is_kept_or_looked_at_for_erasing(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/privacy/review")
        page.check("input[name=of] >> nth=0")
        page.click("text=Look at erasing them")
        page.wait_for_selector("text=This goes for good")
        assert page.locator("input[name=of]").count() == 1
        assert "csrf" not in page.url
        window.go("/privacy/review")
        before = page.locator("input[name=of]").count()
        page.check("input[name=of] >> nth=0")
        page.fill("#reason", "Estyn looks at it in spring")
        page.click("text=Keep for longer")
        page.wait_for_selector("text=Kept for longer: 1")
        assert page.locator("input[name=of]").count() == before - 1
        looked_at(window)


def test_the_pages_work_without_scripts(own_school: School) -> None:
    own_school.prefer(language="en")
    with own_school.opened(scripts=False) as window:
        page = window.page
        page.goto(window.address + "/privacy")
        page.click("button:has-text('Export everything')")
        page.wait_for_selector("h1:has-text('Export everything')")
        for _ in range(60):
            if page.locator(f"text={READY['en']}").count():
                break
            page.wait_for_timeout(500)
            page.reload()
        assert page.locator(f"text={DOWNLOAD['en']}").count() == 1
