"""The self-test as it runs, and the note for the technician, in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from slo_desktop import paths
from slo_desktop.domain.selftest import Ended, Planned, Tried, line_of
from slo_desktop.web.jobs import KEY as JOBS
from tests.browser.conftest import School, Window
from tests.browser.looking import NARROWEST, SMALL

STEPS = ("Files of the program", "Fonts", "Page templates", "Backup, files")
SLOWLY = "import time; time.sleep(1.2)\n"


@pytest.fixture
def told(sample_school: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a self-test tells that takes its time; more may be put to it."""
    lines = [
        line_of(Planned(steps=STEPS)),
        line_of(Tried(what=STEPS[0], good=True, found="1550")),
        line_of(Tried(what=STEPS[1], good=False, found="NotWholeError")),
    ]

    def command() -> list[str]:
        said = "".join(f"print({line!r}, flush=True)\n{SLOWLY}" for line in lines)
        return [sys.executable, "-c", said]

    monkeypatch.setattr(paths, "own_command", command)
    yield lines
    sample_school.app.extensions[JOBS].stop_all()
    sample_school.app.extensions[JOBS].forget_made()


def begin(window: Window) -> None:
    window.go("/help/about")
    window.page.click("form[action='/help/selftest'] button")
    window.page.wait_for_selector("[data-selftest]")


def is_good_to_read(window: Window, *, dark: bool) -> None:
    assert window.faults() == []
    for size in (SMALL, NARROWEST):
        with window.sized(size):
            assert window.overflow() == 0
    with window.text_at_200_percent():
        assert window.overflow() == 0
    if dark:
        with window.dark():
            assert window.faults(rules=["color-contrast"]) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_steps_come_one_by_one_and_then_the_verdict(
    sample_school: School, told: list[str], language: str
) -> None:
    told += [line_of(Tried(what=each, good=True, found="7")) for each in STEPS[2:]]
    told.append(line_of(Ended(whole=False)))
    with sample_school.seen(language=language) as window:
        begin(window)
        bar = window.page.locator("[data-selftest-bar]")
        tick = ".trying__table [href$='i-shape-tick']"
        window.page.wait_for_selector(tick)
        assert window.page.locator(tick).count() < 3
        window.until("document.querySelector('[data-selftest-bar]').value >= 25")
        assert bar.get_attribute("max") == "100"
        window.page.wait_for_selector(".doing--care[role=alert]")
        assert window.page.locator(tick).count() == 3
        steps = window.page.inner_text(".trying__table")
        assert "1,550" in steps
        assert ("not as it was made" in steps) is (language == "en")
        is_good_to_read(window, dark=True)
        assert window.complaints == []


def test_a_running_one_is_open_to_everybody_and_can_be_stopped(
    sample_school: School, told: list[str]
) -> None:
    told += [""] * 60
    with sample_school.seen(language="cy") as window:
        begin(window)
        window.page.wait_for_selector(".trying__table [href$='triangle-exclamation']")
        is_good_to_read(window, dark=True)
        window.page.click("form[action='/help/selftest/stop'] button")
        window.page.wait_for_selector("main [role=alert]")
        assert "Fe’i stopiwyd." in window.page.inner_text("main [role=alert]")
        assert window.complaints == []


def test_without_scripts_one_looks_again_by_oneself(
    sample_school: School, told: list[str]
) -> None:
    told += [""] * 60
    sample_school.prefer(language="en")
    with sample_school.opened(scripts=False) as window:
        window.page.goto(window.address + "/help/about")
        window.page.click("form[action='/help/selftest'] button")
        window.page.click("noscript a, a:has-text('Look again')")
        assert "The self-test is under way" in window.page.inner_text("main")
        window.page.click("form[action='/help/selftest/stop'] button")
        assert "Stopped." in window.page.inner_text("main")


def test_the_note_for_the_technician_is_downloaded(sample_school: School) -> None:
    with sample_school.seen(language="en") as window:
        window.go("/help/technician")
        with window.page.expect_download() as coming:
            window.page.click("a[href='/help/technician.pdf']")
        assert coming.value.suggested_filename.endswith("technician-note.pdf")
        assert coming.value.path().read_bytes().startswith(b"%PDF-")
        assert window.complaints == []
