from __future__ import annotations

import pytest

from tests.browser.conftest import School, Window

TYPED = {
    "title_cy": "Dŵr a thân",
    "title_en": "Water and fire",
    "note_en": "Not saved anywhere yet.",
}


def switch(window: Window) -> None:
    other = {"cy": "en", "en": "cy"}[window.page.get_attribute("html", "lang") or ""]
    window.speak(other)
    window.page.wait_for_load_state("networkidle")


def test_five_switches_lose_no_word_of_a_new_record(window: Window) -> None:
    window.go("/evidence/new")
    for name, text in TYPED.items():
        window.page.fill(f"[name={name}]", text)
    for _time in range(5):
        switch(window)
        kept = {name: window.page.input_value(f"[name={name}]") for name in TYPED}
        assert kept == TYPED


def test_a_draft_survives_a_crash_of_the_page(window: Window) -> None:
    window.go("/evidence/new")
    window.page.fill("[name=title_cy]", "Cyn y ddamwain")
    window.page.wait_for_selector("[data-save-state][data-now=kept]")
    window.page.goto("about:blank")
    window.go("/evidence/new")
    assert window.page.input_value("[name=title_cy]") == "Cyn y ddamwain"


@pytest.mark.parametrize("path", ["/evidence", "/people", "/school", "/plan"])
def test_the_switch_stays_on_the_page(window: Window, path: str) -> None:
    window.go(path)
    before = window.page.url
    switch(window)
    assert window.page.url == before


def test_the_switch_keeps_the_scroll(sample_school: School) -> None:
    with sample_school.seen(language="en") as window:
        window.go("/evidence")
        window.page.evaluate("document.querySelector('.log').scrollTo(0, 400)")
        switch(window)
        assert window.page.evaluate("document.querySelector('.log').scrollTop") == 400
