from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import SampleSchool

PAGES = (
    "/",
    "/evidence",
    "/evidence/1",
    "/evidence/new",
    "/plan",
    "/plan/priorities/1",
    "/plan/actions/1",
    "/elements",
    "/elements/slo-wales/3.6",
    "/learning",
    "/learning/1",
    "/learning/new",
    "/people",
    "/people/1",
    "/reports",
    "/school",
    "/bin",
    "/help/start",
    "/help/about",
    "/search?q=darllen",
    "/no-such-page",
)
# Welsh words are the longer ones, so every width is tried with them.
WINDOWS: dict[str, dict[str, Any]] = {
    "Welsh": {"language": "cy"},
    "English": {"language": "en"},
    "dark": {"language": "cy", "theme": "dark"},
    "small": {"language": "cy", "size": (800, 600)},
    "text at 200 %": {"language": "cy", "zoom": 200},
    "narrowest": {"language": "cy", "size": (320, 640)},
}


@pytest.mark.parametrize("look", WINDOWS)
def test_every_page_is_accessible_and_fits(
    sample_school: SampleSchool, look: str
) -> None:
    with sample_school.seen(**WINDOWS[look]) as window:
        found = {}
        for path in PAGES:
            window.glance(path)
            faults, overflow = window.faults(), window.overflow()
            if faults or overflow:
                found[path] = (faults, overflow)
        assert found == {}
