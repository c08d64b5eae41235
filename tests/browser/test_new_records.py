"""A record that does not exist yet: no word and no photo of it is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.acting import Head
from tests.browser.conftest import School, Window

LANGUAGES = ("cy", "en")
SMALL = (800, 600)


@pytest.fixture
def chosen(tmp_path: Path) -> dict[str, Path]:
    """Two photos, and three files that nobody can keep."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    for name, red in (("llun 1.jpg", 90), ("llun 3 ŵ.jpg", 150)):
        Image.new("RGB", (320, 240), (red, 140, 60)).save(folder / name)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "game.exe").write_bytes(b"MZ\x90")
    (folder / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypmif1\0\0\0\0")
    return {path.name: path for path in folder.iterdir()}


def bar(window: Window) -> str:
    return window.page.inner_text("[data-save-state]").strip()


def waiting(window: Window) -> Locator:
    return window.page.locator("[data-waiting-file]")


def choose(window: Window, *files: Path) -> None:
    window.page.set_input_files("[data-upload] [type=file]", files)


def kept(window: Window) -> None:
    window.page.wait_for_selector("[data-save-state][data-now=kept]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_photos_stay_through_a_refusal_and_a_switch_until_they_are_saved(
    own_school: School, chosen: dict[str, Path], language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go("/evidence/new")
        assert bar(window) == head.words("Not a record yet")
        head.write("title", "Taith natur")
        assert bar(window) == head.words("Not saved yet")
        kept(window)
        assert bar(window) == head.words("Kept as a draft.")
        choose(window, *chosen.values())
        expect(waiting(window)).to_have_count(2)
        refused = page.locator("[data-not-kept] li")
        expect(refused).to_have_count(3)
        assert "JPEG" in page.inner_text("[data-not-kept]")
        look_at(window)
        page.fill("[name=happened_on]", "31/2/2026")
        head.press("Save evidence")
        assert bar(window) == head.words("Not saved yet")
        expect(waiting(window)).to_have_count(2)
        page.click("[data-language] button")
        page.wait_for_selector(f"html:not([lang={language}])")
        window.settled()
        expect(waiting(window)).to_have_count(2)
        assert page.input_value(f"[name=title_{language}]") == "Taith natur"
        page.fill("[name=happened_on]", "3/11/2026")
        page.locator(f"[name=title_{language}]").press("Enter")
        page.wait_for_url("**/evidence/1*")
        window.settled()
        expect(page.locator(".attached__file")).to_have_count(2)
        window.go("/evidence/new")
        assert page.input_value(f"[name=title_{language}]") == ""
        expect(waiting(window)).to_have_count(0)


def look_at(window: Window) -> None:
    assert window.faults() == []
    with window.dark():
        assert window.faults(rules=["color-contrast"]) == []
    with window.sized(SMALL):
        assert window.overflow() == 0
        with window.text_at_200_percent():
            assert window.overflow() == 0


def test_a_file_is_taken_off_by_keyboard_and_the_focus_stays_near(
    own_school: School, chosen: dict[str, Path]
) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/evidence/new")
        choose(window, chosen["llun 1.jpg"], chosen["llun 3 ŵ.jpg"])
        expect(waiting(window)).to_have_count(2)
        for left in (1, 0):
            page.locator("[data-waiting-remove]").first.press("Enter")
            expect(waiting(window)).to_have_count(left)
        assert page.evaluate("document.activeElement.type") == "file"
        assert window.complaints == []


def test_whoever_saves_while_a_file_is_under_way_waits_for_it(
    own_school: School, chosen: dict[str, Path]
) -> None:
    with own_school.seen(language="en") as window:
        page, head = window.page, Head(window, "en")
        window.go("/evidence/new")
        head.write("title", "A slow stick")
        page.evaluate(SLOWLY)
        choose(window, chosen["llun 1.jpg"])
        head.press("Save evidence")
        head.told("Evidence saved.")
        expect(page.locator(".attached__file")).to_have_count(1)


SLOWLY = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function later(body) {
    setTimeout(() => send.call(this, body), 1500);
  };
}"""


def test_a_file_that_did_not_arrive_is_named_and_nothing_goes_on_without_it(
    own_school: School, chosen: dict[str, Path]
) -> None:
    with own_school.seen(language="en") as window:
        page, head = window.page, Head(window, "en")
        window.go("/evidence/new")
        head.write("title", "A pulled stick")
        page.route("**/drafts/*/files", lambda route: route.abort(), times=1)
        choose(window, chosen["llun 1.jpg"], chosen["llun 3 ŵ.jpg"])
        error = page.locator(".field__error", has_text="llun 1.jpg")
        expect(error).to_contain_text("Try again. Added: llun 3 ŵ.jpg.")
        expect(waiting(window)).to_have_count(1)
        assert page.url.endswith("/evidence/new")


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_and_bad_files_of_a_record_are_told_on_its_page_at_once(
    own_school: School, chosen: dict[str, Path], language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go("/evidence/1")
        before = page.locator(".attached__file").count()
        choose(window, *chosen.values())
        page.wait_for_url("**/evidence/1?files=*")
        window.settled()
        expect(page.locator(".attached__file")).to_have_count(before + 2)
        told = page.locator(".arrival")
        expect(told).to_be_in_viewport()
        expect(told).to_be_focused()
        for name in chosen:
            expect(told).to_contain_text(name)
        expect(page.locator("[data-toast]")).to_have_count(1)
        look_at(window)
        with page.expect_navigation():
            page.click("[data-toast] form button")
        expect(page.locator(".attached__file")).to_have_count(before)
        assert head.language == page.get_attribute("html", "lang")
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancel_can_be_undone_and_a_kept_draft_says_that_it_is_one(
    own_school: School, chosen: dict[str, Path], language: str
) -> None:
    with own_school.seen(language=language) as window:
        page, head = window.page, Head(window, language)
        window.go("/evidence/new?element=slo-wales/4.2")
        head.write("title", "Ddoe")
        choose(window, chosen["llun 1.jpg"])
        expect(waiting(window)).to_have_count(1)
        head.press("Cancel")
        assert page.url.endswith("/evidence")
        head.told("Draft thrown away.")
        with page.expect_navigation():
            page.click("[data-toast] form button")
        window.settled()
        assert page.url.endswith("/evidence/new?element=slo-wales/4.2")
        assert page.input_value(f"[name=title_{language}]") == "Ddoe"
        expect(waiting(window)).to_have_count(1)
        expect(page.locator(".kept")).to_be_visible()
        assert window.faults() == []
        head.press("Start afresh")
        assert page.input_value(f"[name=title_{language}]") == ""
        assert page.is_checked("[name=elements][value='slo-wales/4.2']")
        expect(page.locator(".kept")).to_have_count(0)
        assert window.complaints == []


@pytest.mark.parametrize(
    ("path", "overview"),
    [
        ("/plan/2026/priorities/new", "/plan/2026"),
        ("/plan/2026/actions/new", "/plan/2026"),
        ("/learning/new", "/learning"),
        ("/evidence/new", "/evidence"),
    ],
)
def test_a_double_click_makes_one_record(
    own_school: School, path: str, overview: str
) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go(path)
        page.fill("[name=title_en]", "Pressed twice")
        kept(window)
        page.locator("form[data-draft$='-new'] .btn--primary").dblclick()
        page.wait_for_selector("[data-toast]")
        window.go(overview)
        assert page.content().count(">Pressed twice<") == 1
        window.go(path)
        assert page.input_value("[name=title_en]") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_words_and_photos_stay_too(
    own_school: School, chosen: dict[str, Path], language: str
) -> None:
    own_school.prefer(language=language)
    with own_school.opened(scripts=False) as window:
        page, head = window.page, Head(window, language)
        page.goto(f"{window.address}/evidence/new")
        head.write("title", "Heb sgript")
        page.fill("[name=happened_on]", "31/2/2026")
        choose(window, *chosen.values())
        page.locator(f"[name=title_{language}]").press("Enter")
        page.wait_for_selector(".faults")
        expect(waiting(window)).to_have_count(2)
        expect(page.locator("[data-not-kept] li")).to_have_count(3)
        with page.expect_navigation():
            page.click("[data-language] button")
        page.wait_for_selector(f"html:not([lang={language}])")
        assert page.input_value(f"[name=title_{language}]") == "Heb sgript"
        page.fill("[name=happened_on]", "3/11/2026")
        with page.expect_navigation():
            page.locator("[data-waiting-remove]").first.click()
        expect(waiting(window)).to_have_count(1)
        assert page.input_value("[name=happened_on]") != "31/2/2026"
        with page.expect_navigation():
            page.click("[formaction$='/give-up']")
        with page.expect_navigation():
            page.click("[data-toast] form button")
        assert page.input_value(f"[name=title_{language}]") == "Heb sgript"
        with page.expect_navigation():
            page.locator(".record__go .btn--primary").click()
        expect(page.locator(".attached__file")).to_have_count(1)
