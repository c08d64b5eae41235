"""The slate: a quick note, and what it is tied to in the same breath."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.evidence import EvidenceState
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from tests import builders
from tests.web.evidence.asking import kept

NOTE = "Year 4 explained their choices"
NEXT = 2
"""The number of the next record."""


@pytest.fixture
def plan(session: Session, walk: int) -> None:
    """One action, which the program opens with."""
    del walk
    builders.action(session)


def send(client: FlaskClient, **fields: str) -> str:
    """Send the line, and give the page that follows."""
    data = {"note": NOTE, "next": "/"} | fields
    answer = client.post("/evidence/capture", data=data)
    assert answer.location == "/#capture"
    return client.get("/").text


def line(text: str) -> str:
    """The box of the line as a page shows it."""
    found = re.search(r'id="capture"[^>]* value="([^"]*)"', text)
    assert found
    return found[1]


@pytest.mark.usefixtures("plan")
class TestASchoolWithAPlan:
    def test_one_line_is_tied_to_an_element_and_an_action_and_filed(
        self, client: FlaskClient, settings: Settings
    ) -> None:
        text = send(
            client,
            element="slo-wales/3.6",
            served="1",
            happened_on="dydd Mawrth",
            kind="evidence-kinds/learner-conversation",
        )
        assert "Evidence saved." in text
        evidence = kept(settings, NEXT)
        assert f'href="/evidence/{evidence.id}"' in text
        assert evidence.title.text(Language.EN) == NOTE
        assert evidence.state is EvidenceState.FILED
        assert set(evidence.elements) == {"slo-wales/3.6"}
        assert [action.id for action in evidence.actions] == [1]
        assert evidence.happened_on == dt.date(2026, 11, 17)
        assert evidence.kind == "evidence-kinds/learner-conversation"
        assert "Open the record" in text

    def test_an_action_alone_leaves_the_note_to_be_sorted(
        self, client: FlaskClient, settings: Settings
    ) -> None:
        assert "It waits under" in send(client, served="1")
        evidence = kept(settings, NEXT)
        assert evidence.state is EvidenceState.INBOX
        assert [action.id for action in evidence.actions] == [1]

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"happened_on": "32/13"}, "When it happened: There is no such month: 13."),
            ({"served": "99"}, "Action: Choose from the list."),
            ({"element": "slo-wales/9.9"}, "Element: Choose from the list."),
            (
                {"note": "x" * 100_001},
                "Quick note: This is too long. Characters allowed: 100,000.",
            ),
        ],
    )
    def test_what_cannot_be_kept_waits_in_the_line_and_says_why(
        self, client: FlaskClient, fields: dict[str, str], said: str
    ) -> None:
        text = send(client, **fields)
        assert f"Not saved: {said}" in text
        assert line(text) == fields.get("note", NOTE)
        assert "Records: 1" in client.get("/evidence").text
        assert line(client.get("/evidence").text) == fields.get("note", NOTE)

    def test_a_day_that_cannot_be_read_says_so_at_its_box(
        self, client: FlaskClient
    ) -> None:
        text = send(client, happened_on="32/13")
        assert 'value="32/13"' in text
        assert re.search(r'id="note-day-error"[^>]*>.*no such month', text)

    def test_a_line_that_is_saved_is_empty_again(self, client: FlaskClient) -> None:
        send(client, happened_on="32/13")
        assert line(send(client)) == ""

    def test_an_empty_line_is_asked_for_words(self, client: FlaskClient) -> None:
        text = send(client, note=" ", element="slo-wales/3.6")
        assert "Write what you saw or heard, then save." in text
        assert "Records: 1" in client.get("/evidence").text


def test_a_school_without_a_plan_is_not_asked_for_actions(client: FlaskClient) -> None:
    assert 'name="served"' not in client.get("/").text


def test_words_in_the_other_language_than_the_menus_say_so(
    client: FlaskClient,
) -> None:
    text = send(client, note="Gwelais y plant yn darllen", element="slo-wales/3.6")
    assert "Evidence saved as Welsh." in text
