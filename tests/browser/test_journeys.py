"""The main job of a head, from an empty folder to the paper for governors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.acting import Head, photo
from tests.browser.conftest import School
from tests.reports import reading

LANGUAGES = ("cy", "en")
NOTE = {
    "cy": "Gwelais Blwyddyn 3 yn egluro eu dull i’w gilydd.",
    "en": "I saw Year 3 explain their method to each other.",
}
TITLE = {"cy": "Egluro dull mathemateg", "en": "Explaining a method in maths"}
PRIORITY = {"cy": "Codi safonau rhesymu", "en": "Raise standards of reasoning"}
ACTION = {"cy": "Arsylwi tair gwers", "en": "Observe three lessons"}
CRITERION = {"cy": "Clywir rhesymu ym mhob gwers", "en": "Reasoning is heard daily"}
UPDATE = {"cy": "Dwy wers wedi’u gweld", "en": "Two lessons seen so far"}
COURSE = {"cy": "Cwrs rhesymu", "en": "A course on reasoning"}
IMPACT = {"cy": "Mae’r staff yn holi mwy", "en": "Staff now ask more questions"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_run_to_the_report_for_governors(
    new_school: School, tmp_path: Path, language: str
) -> None:
    with new_school.opened() as window:
        head = Head(window, language)
        start_the_school(head)
        note_what_was_seen(head)
        plan_the_year(head)
        file_the_note(head, photo(tmp_path))
        follow_every_link_back(head)
        record_learning(head)
        pdf = make_the_report(head, tmp_path)
        assert window.complaints == []
    read_the_report(pdf, language)


def start_the_school(head: Head) -> None:
    page = head.page
    page.fill("[name=name_cy]", "Ysgol y Bryn")
    page.fill("[name=name_en]", "Hill School")
    page.select_option("[name=category]", "dual-language")
    page.fill("[name=people]", "Mererid Haul, Pennaeth\nGwion Cwmwl, Teacher")
    with page.expect_navigation():
        page.click(f".door__go [lang={head.language}]")
    assert page.get_attribute("html", "lang") == head.language
    head.settled()


def note_what_was_seen(head: Head) -> None:
    with head.page.expect_navigation():
        head.page.fill("#capture", NOTE[head.language])
        head.page.press("#capture", "Enter")
    head.settled()
    head.told("Note saved. It waits under “To sort”.")


def plan_the_year(head: Head) -> None:
    page, language = head.page, head.language
    head.visit("/plan")
    head.follow("Write the first priority")
    head.write("title", PRIORITY[language])
    page.select_option("[name=lead]", label="Mererid Haul")
    head.press("Add the priority")
    head.follow("New action")
    head.write("title", ACTION[language])
    page.fill("[name=due]", "18/12/2026")
    page.fill("[name=cost_pence]", "250")
    head.pick("owners", "Gwion Cwmwl")
    head.press("Add the action")
    say_what_will_be_seen(head)
    update = "details[open] form[action*='/updates/']"
    head.write("text", UPDATE[language], within=update)
    page.locator(update).locator("[name=status]").select_option("on-track")
    head.window.saved()
    head.visit("/plan")
    head.sees(PRIORITY[language])
    assert (
        "£250" in head.sees(ACTION[language]).locator("xpath=ancestor::tr").inner_text()
    )


def say_what_will_be_seen(head: Head) -> None:
    page = head.page
    page.click(".child--new summary")
    head.write("text", CRITERION[head.language], within=".child--new")
    head.press("Add", within=".child--new")
    criterion = page.locator("form[action*='/plan/criteria/']").first
    criterion.locator("[name=state]").select_option("partly-met")
    head.window.saved()


def file_the_note(head: Head, picture: Path) -> None:
    page = head.page
    head.visit("/")
    head.follow("To sort: %(count)s")
    with page.expect_navigation():
        page.locator(".log [data-row]").first.click()
    head.settled()
    for side in LANGUAGES:
        page.fill(f".record [name=title_{side}]", TITLE[side])
    page.select_option(".record [name=kind]", "evidence-kinds/learning-walk")
    head.pick("elements", "3.6")
    head.pick("people", "Gwion Cwmwl")
    head.pick("actions", ACTION[head.language])
    head.window.saved()
    with page.expect_navigation():
        page.set_input_files("[data-upload=now] [type=file]", picture)
    head.settled()
    for side in LANGUAGES:
        page.fill(f".attached__form [name=caption_{side}]", TITLE[side])
    page.select_option("[name=consent]", "nobody-shown")
    page.check("[name=may_leave]")
    head.window.saved()
    head.press("File it")
    head.told("Filed.")
    shown = "document.querySelector('.thumb img').naturalWidth > 0"
    page.locator(".thumb img").scroll_into_view_if_needed()
    head.window.until(shown)


def follow_every_link_back(head: Head) -> None:
    """What a record is tied to leads back to it."""
    page, record = head.page, head.page.url
    links = page.locator("[data-refresh=links] a")
    places = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert len(places) == 3
    for place in places:
        assert place
        head.window.go(place)
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=TITLE[head.language]).click()
        assert page.url == record


def record_learning(head: Head) -> None:
    page, language = head.page, head.language
    head.visit("/learning")
    head.follow("New learning")
    head.write("title", COURSE[language])
    page.fill("[name=starts_on]", "12/11/2026")
    page.fill("[name=minutes]", "3")
    head.pick("people", "Gwion Cwmwl")
    head.pick("elements", "2.1")
    head.pick("actions", ACTION[language])
    head.press("Save the learning")
    new = ".impact-new"
    page.locator(new).locator("[name=level]").select_option(index=1)
    page.fill(f"{new} [name=judged_on]", "20/11/2026")
    head.write("text", IMPACT[language], within=new)
    head.press("Save the impact", within=new)
    assert page.input_value(f".impact [name=text_{language}]") == IMPACT[language]


def make_the_report(head: Head, folder: Path) -> Path:
    page = head.page
    head.window.go("/school")
    page.fill(".inline-add [name=held_on]", "1/12/2026")
    head.press("Add the meeting")
    head.visit("/reports")
    page.check("#layout-side-by-side", force=True)
    page.check("[name=evidence]")
    head.press("Make the report")
    page.wait_for_selector("[data-pages]", timeout=90_000)
    page.click("[data-page='2']")
    head.window.until("document.querySelector('[data-page-image]').naturalWidth > 800")
    with page.expect_download() as download:
        page.click("a[download]")
    pdf = folder / download.value.suggested_filename
    download.value.save_as(pdf)
    return pdf


def read_the_report(pdf: Path, language: str) -> None:
    """Both languages, what is not translated yet, and no name of anybody."""
    text = reading.words(pdf)
    assert {side for side in LANGUAGES if TITLE[side] in text} == set(LANGUAGES)
    written = {PRIORITY[language], ACTION[language], COURSE[language], IMPACT[language]}
    assert {words for words in written if words not in text} == set()
    assert "Ysgol y Bryn" in text
    assert "Hill School" in text
    assert "heb ei gyfieithu eto / not yet translated" in text
    assert "Gwion" not in text
    assert reading.faults(pdf) == []
