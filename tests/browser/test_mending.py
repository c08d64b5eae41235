"""From a check of the first page to the last record of its list, by keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import Attachment, Priority
from tests import builders
from tests.browser.conftest import NOW, School, Window


@pytest.fixture
def faulty(own_school: School) -> School:
    """The invented school with two faults of each kind more."""
    engine = open_engine(own_school.app.extensions["slo_desktop"].settings.database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        owner = builders.person(session, name="Catrin Eirlys")
        parent = session.get_one(Priority, 1)
        for ref in ("P2425-1.98", "P2425-1.99"):
            builders.action(session, ref=ref, priority=parent, owners={owner})
            builders.evidence(session)
        photo = Attachment(
            sha256="a" * 64, name="llun.jpg", media_type="image/jpeg", size=3
        )
        builders.evidence(session, elements={"slo-wales/3.6"}, attachments={photo})
        session.commit()
    engine.dispose()
    return own_school


def follow(window: Window, selector: str) -> None:
    """Press Enter on a link."""
    link = window.page.locator(selector).first
    link.focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.settled()


def count(page: Page, address: str) -> str:
    row = page.locator(f"a.row[href$='{address}']")
    return row.locator(".row__count").inner_text()


def test_every_action_without_a_date_is_given_one(faulty: School) -> None:
    with faulty.seen(language="en") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/")
        assert count(page, "/plan/actions?need=date") == "2"
        follow(window, "a.row[href$='?need=date']")
        expect(page.locator("a.row--due")).to_have_count(2)
        follow(window, "a.row--due")
        for further in (True, False):
            expect(page.locator("#due")).to_be_focused()
            keys.type("1/3/2027")
            keys.press("Tab")
            window.saved()
            if further:
                follow(window, "[data-record-next]")
        assert page.locator("[data-record-next]").count() == 0
        follow(window, ".record-where a[href$='?need=date']")
        expect(page.locator(".no-hits")).to_contain_text("Every open action has a date")
        follow(window, ".no-hits .btn--primary")
        assert page.locator("a.row[href$='?need=date']").count() == 0
        assert window.complaints == []


def test_evidence_is_linked_one_after_the_other(faulty: School) -> None:
    with faulty.seen(language="cy") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/")
        assert count(page, "/evidence?unlinked=1") == "2"
        follow(window, "a.row[href$='?unlinked=1']")
        follow(window, "a.log__row")
        for further in (True, False):
            expect(page.locator("#elements summary")).to_be_focused()
            keys.press("Enter")
            expect(page.locator("#elements [type=search]")).to_be_focused()
            keys.type("3.6")
            keys.press("Enter")
            window.saved()
            keys.press("Escape")
            if further:
                follow(window, "[data-record-next]")
        window.go("/evidence?unlinked=1")
        expect(page.locator(".no-hits")).to_contain_text("wedi’i chysylltu ag elfen")
        assert window.complaints == []


def test_a_photo_is_given_its_consent_note(faulty: School) -> None:
    with faulty.seen(language="en") as window:
        page, keys = window.page, window.page.keyboard
        window.go("/")
        assert count(page, "/evidence?unconsented=1") == "1"
        follow(window, "a.row[href$='?unconsented=1']")
        follow(window, "a.log__row")
        expect(page.locator("select[name=consent]")).to_be_focused()
        keys.press("ArrowDown")
        window.saved()
        window.go("/evidence?unconsented=1")
        expect(page.locator(".no-hits")).to_contain_text(
            "Every photo has a consent note"
        )
        follow(window, ".no-hits .btn--primary")
        assert page.locator("a.row[href*='unconsented']").count() == 0


def test_all_actions_are_chosen_for_the_next_year_or_none(own_school: School) -> None:
    with own_school.seen(language="en") as window:
        page = window.page
        window.go("/plan/2026/next")
        ticked = page.locator("input[name=actions]:checked")
        everything = page.locator("input[name=actions]").count()
        assert everything > 1
        told = page.locator("[data-ticks-count]")
        for word, left in (("none", 0), ("all", everything)):
            page.locator(f"[data-tick={word}]").focus()
            page.keyboard.press("Space")
            expect(ticked).to_have_count(left)
            expect(told).to_have_text(f"Chosen: {left}")
            expect(page.locator(f"[data-tick={word}]")).to_be_focused()
        page.locator("input[name=actions]").first.uncheck()
        expect(told).to_have_text(f"Chosen: {everything - 1}")


def test_without_scripts_nothing_offers_to_choose_all(own_school: School) -> None:
    with own_school.opened(scripts=False) as window:
        window.page.goto(window.address + "/plan/2026/next")
        expect(window.page.locator(".carry__go button")).to_be_visible()
        expect(window.page.locator("[data-tick]").first).to_be_hidden()
        assert re.search("/next$", window.page.url)
