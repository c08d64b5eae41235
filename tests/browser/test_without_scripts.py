"""Scripts make things quicker; the main job is done without any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop import paths
from tests.browser.acting import Head, photo
from tests.browser.conftest import School
from tests.reports import reading

LANGUAGES = ("cy", "en")
TITLE = "Written without a script"
NOTED = {
    "cy": "Note saved as English. It waits under “To sort”.",
    "en": "Note saved. It waits under “To sort”.",
}
"""The note is in English, and that is said where the menus are not."""


def save(head: Head, form: str) -> None:
    head.press("Save", within=form)
    head.told("Saved.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_job_is_done_without_scripts(
    own_school: School, tmp_path: Path, language: str
) -> None:
    own_school.prefer(language={"cy": "en", "en": "cy"}[language])
    with own_school.opened(scripts=False) as window:
        head = Head(window, language)
        with window.page.expect_navigation():
            window.page.click("[data-language] button")
        note_and_file(head, photo(tmp_path))
        plan(head)
        learn(head)
        take_back(head)
        pdf = report(head, tmp_path)
    assert reading.page_count(pdf) > 2


def note_and_file(head: Head, picture: Path) -> None:
    page = head.page
    page.fill("#capture", "Seen on Tuesday")
    head.press("Save", within=".slate")
    head.told(NOTED[head.language])
    head.follow("To sort: %(count)s")
    with page.expect_navigation():
        page.locator(".log [data-row]").first.click()
    page.fill(".record [name=title_en]", TITLE)
    head.pick("elements", "3.6")
    save(head, "form.record")
    assert page.is_checked("[name=elements][value='slo-wales/3.6']")
    page.set_input_files("[data-upload=now] [type=file]", picture)
    toast_leaves(head)
    head.press("Attach", within=".attach")
    page.check("[name=may_leave]")
    save(head, ".attached__form")
    head.press("File it")
    head.told("Filed.")
    assert page.input_value(".record [name=title_en]") == TITLE
    assert page.is_checked("[name=may_leave]")


def toast_leaves(head: Head) -> None:
    """Ten seconds later, made short: it no longer covers what is below it."""
    session = head.page.context.new_cdp_session(head.page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 20})
    head.page.locator("[data-toast]").first.wait_for(state="hidden")
    session.detach()


def plan(head: Head) -> None:
    page = head.page
    page.goto(f"{head.window.address}/plan/actions/60")
    form = "form[action='/plan/actions/60']"
    page.select_option(f"{form} [name=status]", "on-track")
    save(head, form)
    assert page.input_value(f"{form} [name=status]") == "on-track"
    page.click(".child--new summary")
    head.write("text", "It will be seen", within=".child--new")
    head.press("Add", within=".child--new")
    head.told("Success criterion added.")
    update = "details[open] form[action*='/updates/']"
    page.locator(f"{update} [name=text_{head.language}]").first.fill("Going well")
    head.press("Save", within=f"{update} >> nth=0")
    assert page.locator(update).get_by_text("Going well").count() == 1


def learn(head: Head) -> None:
    page = head.page
    page.goto(f"{head.window.address}/learning/new")
    head.write("title", TITLE)
    page.fill("[name=starts_on]", "12/11/2026")
    head.press("Save the learning")
    page.locator(".impact-new [name=level]").select_option(index=1)
    head.write("text", "It changed something", within=".impact-new")
    head.press("Save the impact", within=".impact-new")
    head.told("Impact saved.")


def take_back(head: Head) -> None:
    with head.page.expect_navigation():
        head.page.click("[data-toast] form button")
    assert head.page.locator(".impact").count() == 0


def report(head: Head, folder: Path) -> Path:
    page = head.page
    head.visit("/reports")
    page.check("#layout-side-by-side", force=True)
    head.press("Make the report")
    look_again_until_it_is_made(head)
    with page.expect_navigation():
        page.click("[data-page-step='1']")
    assert page.text_content("[data-page-number]") == "2"
    with page.expect_download() as download:
        page.click("a[download]")
    pdf = folder / "report.pdf"
    download.value.save_as(pdf)
    return pdf


def look_again_until_it_is_made(head: Head) -> None:
    for _time in range(90):
        if head.page.locator("[data-pages]").count():
            return
        head.page.wait_for_timeout(500)
        head.follow("Look again")
    pytest.fail("the report was never made")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spreadsheet_is_looked_at_before_anything_is_kept(
    own_school: School, language: str
) -> None:
    table = paths.assets() / "sample" / "evidence.csv"
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go("/import")
        page.set_input_files("[name=table]", table)
        head.press("Look at it first")
        assert page.url.endswith("/evidence")
        assert window.faults() == []
        assert window.overflow() == 0
        assert window.complaints == []
