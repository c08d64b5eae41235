from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import School
from tests.browser.looking import NARROWEST, SMALL
from tests.reports import reading

MAKE = {"cy": "Llunio’r adroddiad", "en": "Make the report"}
TITLE = {
    "cy": "Adroddiad y pennaeth i’r llywodraethwyr",
    "en": "Headteacher’s report to governors",
}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_report_is_made_looked_through_and_downloaded(
    sample_school: School, tmp_path: Path, language: str
) -> None:
    with sample_school.seen(language=language) as window:
        page = window.page
        window.go("/reports")
        page.check(f"#layout-{language}", force=True)
        page.click(f"text={MAKE[language]}")
        page.wait_for_selector("[data-pages]", timeout=60_000)
        assert window.faults() == []
        page.click("[data-page='2']")
        page.wait_for_selector("[data-page='2'][aria-current]")
        loaded = "document.querySelector('[data-page-image]').naturalWidth > 800"
        window.until(loaded)
        page.click("[data-page-step='1']")
        assert page.text_content("[data-page-number]") == "3"
        with page.expect_download() as download:
            page.click("a[download]")
        pdf = tmp_path / download.value.suggested_filename
        download.value.save_as(pdf)
        assert TITLE[language] in reading.words(pdf, number=1)
        assert reading.faults(pdf) == []
        assert window.complaints == []


def test_another_meeting_offers_other_evidence_and_keeps_the_layout(
    sample_school: School,
) -> None:
    with sample_school.seen(language="en") as window:
        page = window.page
        window.go("/reports")
        before = page.locator("input[name=evidence]").count()
        page.check("#layout-back-to-back", force=True)
        page.select_option("#meeting", "2026-10-13")
        page.wait_for_url("**/reports?*")
        assert "csrf_token" not in page.url
        assert page.input_value("#since") == "16/06/2026"
        assert page.is_checked("#layout-back-to-back")
        assert page.locator("input[name=evidence]").count() != before


def test_what_is_chosen_is_there_again_until_it_is_sent(
    sample_school: School,
) -> None:
    with sample_school.seen(language="en") as window:
        page = window.page
        ticks = page.locator("input[name=evidence]")
        usual = page.locator("input[name=evidence]:checked")
        window.go("/reports")
        count = usual.count()
        page.check("#layout-back-to-back", force=True)
        ticks.first.uncheck()
        page.click("a.rail__item[href^='/plan']")
        window.settled()
        page.click("a.rail__item[href^='/reports']")
        window.settled()
        assert not ticks.first.is_checked()
        assert page.is_checked("#layout-back-to-back")
        page.select_option("#meeting", "2026-10-13")
        page.wait_for_url("**/reports?*")
        window.go("/plan")
        page.click("a.rail__item[href^='/reports']")
        page.wait_for_url("**/reports?*")
        assert page.input_value("#meeting") == "2026-10-13"
        page.click("text=Make the report")
        page.wait_for_selector("[data-pages]", timeout=60_000)
        ticks.first.uncheck()
        page.click(".privacy__ref >> nth=0")
        window.settled()
        page.go_back()
        window.settled()
        assert not ticks.first.is_checked()
        page.click("text=Make the report")
        page.wait_for_selector("[data-pages]", timeout=60_000)
        window.go("/reports")
        assert usual.count() == count
        assert window.complaints == []


def test_a_report_that_is_being_made_can_be_stopped(
    sample_school: School,
) -> None:
    with sample_school.seen(language="en") as window:
        page = window.page
        window.go("/reports")
        page.click("text=Make the report")
        page.click("[data-job] button")
        page.wait_for_selector("text=The report was stopped. Nothing was made.")


def test_the_composer_and_the_preview_fit_a_small_window(
    sample_school: School,
) -> None:
    with sample_school.seen(language="cy") as window:
        page = window.page
        window.go("/reports")
        page.click(f"text={MAKE['cy']}")
        page.wait_for_selector("[data-pages]", timeout=60_000)
        for size in (SMALL, NARROWEST):
            window.resize(size)
            assert window.overflow() == 0
            assert window.faults() == []
            form = page.locator(".comp__form").bounding_box()
            preview = page.locator(".prev").bounding_box()
            assert form
            assert preview
            assert preview["y"] + preview["height"] <= form["y"] + 1
