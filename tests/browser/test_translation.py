"""From the list of what waits for a translation to the box where it is written."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import School


@pytest.mark.parametrize("size", [(1280, 800), (800, 600), (320, 640)])
@pytest.mark.parametrize(("language", "into"), [("cy", "en"), ("en", "cy")])
def test_a_text_opens_at_its_empty_box_in_every_window(
    own_school: School, language: str, into: str, size: tuple[int, int]
) -> None:
    with own_school.seen(language=language, size=size) as window:
        page = window.page
        window.go(f"/translation?into={into}")
        before = int(re.sub(r"\D", "", page.inner_text(".seg [aria-current] b")))
        link = page.locator(f"a[data-row][href*='#title_{into}']").first
        link.click()
        window.settled()
        expect(page.locator(f"#title_{into}")).to_be_focused()
        page.keyboard.type("Yn yr iaith arall")
        page.keyboard.press("Tab")
        window.saved()
        window.go(f"/translation?into={into}")
        after = int(re.sub(r"\D", "", page.inner_text(".seg [aria-current] b")))
        assert after == before - 1
        assert window.complaints == []
