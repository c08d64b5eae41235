"""Nothing that somebody typed is lost: not by a switch, a crash or a second window."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from slo_desktop import paths
from tests.browser.acting import Head
from tests.browser.conftest import School, Window

LANGUAGES = ("cy", "en")
RECORD = "/evidence/1"
NEW = {"title_cy": "Dŵr a thân", "title_en": "Water and fire", "note_cy": "Un frawddeg"}
LAST = {"title_en": "Typed and not left", "note_en": "Not saved by anybody yet."}

HASTE = """const boxes = [...document.querySelectorAll("[name=elements]")];
for (const box of boxes.slice(0, 6)) {
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def words(page: Page, names: dict[str, str]) -> dict[str, str]:
    return {name: page.input_value(f".record [name={name}]") for name in names}


def switch(window: Window) -> None:
    """Press the button that names the other language, and wait for the page."""
    page = window.page
    other = page.get_attribute("[data-language] button", "value")
    page.click("[data-language] button")
    page.wait_for_selector(f"html[lang={other}]")
    window.settled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_switches_keep_a_record_that_is_half_written(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        window.go("/evidence/new")
        page, head = window.page, Head(window, language)
        for name, text in NEW.items():
            page.fill(f"[name={name}]", text)
        page.fill("[name=happened_on]", "03/11/2026")
        page.select_option("[name=worked]", "mixed")
        head.pick("elements", "3.6")
        for _time in range(5):
            switch(window)
            expect(page.locator("[name=note_cy]")).to_have_value(NEW["note_cy"])
            assert words(page, NEW) == NEW
            assert page.input_value("[name=happened_on]") == "03/11/2026"
            assert page.input_value("[name=worked]") == "mixed"
            assert page.is_checked("[name=elements][value='slo-wales/3.6']")
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_begun_first_is_the_original_whatever_the_page_speaks(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        window.go("/evidence/new")
        page = window.page
        first, second = ("en", "cy") if language == "cy" else ("cy", "en")
        page.locator(f"[name=title_{second}]").press_sequentially("x")
        page.fill(f"[name=title_{second}]", "")  # given up
        page.fill(f"[name=title_{first}]", "Written first")
        page.fill(f"[name=title_{second}]", "Written after it")
        switch(window)
        expect(page.locator(f"[name=title_{first}]")).to_have_value("Written first")
        assert page.input_value("[name=typed]") == f"title_{first},title_{second}"
        page.locator("form.record--new").evaluate("form => form.requestSubmit()")
        expect(page.locator(".toast").first).to_be_visible()
        state = f"[name=title_{second}]"
        box = page.locator(".field", has=page.locator(state)).first
        expect(box).to_have_attribute("data-state", "translated")
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_switches_keep_a_record_that_saves_itself(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        window.go(RECORD)
        page = window.page
        for time in range(5):
            text = f"Typed before switch {time}"
            page.locator("[name=note_en]").first.fill(text)
            switch(window)
            assert page.url.endswith(RECORD)
            assert page.input_value("[name=note_en]") == text
        page.reload()
        assert page.input_value("[name=note_en]") == "Typed before switch 4"
        assert window.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reload_in_the_middle_of_a_word_keeps_it(
    own_school: School, language: str
) -> None:
    with own_school.seen(language=language) as window:
        page = window.page
        for place, names in ((RECORD, LAST), ("/evidence/new", NEW)):
            window.go(place)
            for name, text in names.items():
                page.fill(f".record [name={name}]", text)
            page.reload()
            # The page may be answered before the words arrived; it then looks again.
            for name, text in names.items():
                expect(page.locator(f".record [name={name}]")).to_have_value(text)
            window.settled()
            page.locator(".record [name=title_en]").fill("And writing goes on")
            page.wait_for_selector(
                "[data-save-state]:is([data-now=saved], [data-now=kept])"
            )


def test_a_page_that_was_read_before_the_last_save_is_read_again(
    own_school: School,
) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go(RECORD)
        older = page.request.get(page.url)
        answer = {"status": 200, "headers": older.headers, "body": older.body()}
        page.locator("[name=note_en]").first.fill("Saved at once")
        window.saved()
        page.route(f"**{RECORD}", lambda route: route.fulfill(**answer), times=1)
        page.reload()
        expect(page.locator("[name=note_en]").first).to_have_value("Saved at once")


def test_hasty_choices_are_not_taken_for_another_window(own_school: School) -> None:
    """Saves of one window wait for each other; so do two forms of one record."""
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/learning/1")
        page.click(".priv summary")
        page.fill("[name=reflection_en]", "Only for me.")
        page.fill("form:has([name=title_en]) [name=title_en]", "Changed in haste")
        page.evaluate(HASTE)
        window.saved()
        page.click("[data-place='1']")
        page.wait_for_url("**/")
        window.go("/learning/1")
        assert page.input_value("[name=title_en] >> nth=0") == "Changed in haste"
        assert page.input_value("[name=reflection_en]") == "Only for me."


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program as a process of its own, and the way in."""
    command = [sys.executable, "-m", "slo_desktop", "serve", "--data", str(folder)]
    surroundings = os.environ | {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    with subprocess.Popen(
        command,
        env=surroundings,
        cwd=paths.assets().parent,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        yield process, json.loads(process.stdout.readline())["url"]
        process.kill()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_that_is_killed_comes_back_with_every_word(
    browser: Browser, sample_folder: Path, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "school"
    shutil.copytree(sample_folder / "school", folder)
    with started(folder) as (process, way_in), opened(browser, way_in) as window:
        window.speak(language)
        window.go(RECORD)
        page = window.page
        for name, text in LAST.items():
            page.fill(f".record [name={name}]", text)
        window.saved()
        window.go("/evidence/new")
        for name, text in NEW.items():
            page.fill(f".record [name={name}]", text)
        page.wait_for_selector("[data-save-state][data-now=kept]")
        process.send_signal(signal.SIGKILL)
        process.wait()
        page.fill("[name=note_en]", "Nobody listens any more.")
        page.wait_for_selector("[data-save-state][data-now=failed]")
        assert page.input_value("[name=note_en]") == "Nobody listens any more."
    with started(folder) as (_process, way_in), opened(browser, way_in) as window:
        window.go(RECORD)
        assert window.page.get_attribute("html", "lang") == language
        assert words(window.page, LAST) == LAST
        window.go("/evidence/new")
        assert words(window.page, NEW) == NEW


@contextmanager
def opened(browser: Browser, way_in: str) -> Iterator[Window]:
    """A window that came in by an address the program printed."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    address, _slash, entry = way_in.partition("/enter")
    window = Window(context.new_page(), address)
    try:
        window.go(f"/enter{entry}")
        yield window
    finally:
        context.close()
