from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.storage.models import School
from slo_desktop.web.reports.forms import GovernorsForm
from tests import builders as make
from tests.web.reports.conftest import CHOSEN, PaperPress, made, page


def ticked(text: str) -> list[str]:
    boxes = re.findall(r'name="evidence" value="(\d+)"( checked)?', text)
    return [number for number, checked in boxes if checked]


def test_the_composer_begins_with_the_next_meeting_and_the_usual_evidence(
    client: FlaskClient, press: PaperPress
) -> None:
    text = page(client)
    assert '<option value="2026-12-01" selected>1 December 2026</option>' in text
    assert 'value="13/10/2026"' in text
    assert len(ticked(text)) == 3
    assert "pupil data" in text
    assert press.orders == []


def test_another_period_offers_other_evidence(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    text = page(client, "/reports?since=2026-11-03&meeting=2026-12-01")
    assert len(ticked(text)) == 1
    assert "Walk 2" not in text


def test_the_address_of_another_period_keeps_every_choice_and_no_token(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    sent = {
        "csrf_token": "secret",
        "meeting": "2026-12-01",
        "since": "3/11/2026",
        "layout": "back-to-back",
        "naming": "initials",
        "evidence": ["3", "4"],
        "period": "2026-12-01 2026-10-13",
    }
    answer = client.post("/reports/period", data=sent)
    assert answer.status_code == 303
    place = urlsplit(answer.location)
    assert place.path == "/reports"
    del sent["csrf_token"]
    lists = {name: [v] if isinstance(v, str) else v for name, v in sent.items()}
    assert parse_qs(place.query) == lists
    text = page(client, answer.location)
    assert re.search(r'id="layout-back-to-back" value="back-to-back" checked', text)
    assert "Walk 2" not in text


def test_a_made_report_stands_beside_what_was_chosen(
    client: FlaskClient, press: PaperPress
) -> None:
    address = made(client, layout="back-to-back", naming="initials")
    text = page(client, f"{address}?page=2")
    assert "<b data-page-number>2</b> / 2" in text
    assert re.search(r'id="layout-back-to-back" value="back-to-back" checked', text)
    assert len(press.orders[0].parts) == 2
    with client.get(f"{address}/pages/2") as picture:
        assert picture.mimetype == "image/png"
    assert client.get(f"{address}/pages/9").status_code == 404


def test_ticks_made_by_hand_are_kept(client: FlaskClient, press: PaperPress) -> None:
    offered = page(client)
    period = re.search(r'name="period" value="([^"]*)"', offered)
    assert period
    one = ticked(offered)[:1]
    address = made(client, evidence=one, period=period[1])
    assert ticked(page(client, address)) == one
    (html,) = press.orders[0].parts
    assert "Walk 3" in html
    assert "Walk 2" not in html


def test_all_ticks_may_be_taken_away(client: FlaskClient, press: PaperPress) -> None:
    period = re.search(r'name="period" value="([^"]*)"', page(client))
    assert period
    made(client, period=period[1])
    (html,) = press.orders[0].parts
    assert "No evidence was chosen for this report." in html


def test_ticks_for_another_period_do_not_count(
    client: FlaskClient, press: PaperPress
) -> None:
    made(client, evidence=["1"], period="2025-01-01 2024-09-01")
    assert "Walk 2" in press.orders[0].parts[0]


@pytest.mark.parametrize("since", ["", "some day", "2026-11-23"])
def test_an_impossible_start_is_refused_with_a_sentence(
    client: FlaskClient, press: PaperPress, since: str
) -> None:
    answer = client.post("/reports/governors", data=CHOSEN | {"since": since})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert press.orders == []


def test_an_unknown_layout_or_meeting_is_the_usual_one(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    text = page(client, "/reports?layout=x&naming=y&meeting=z&evidence=q")
    assert re.search(r'value="side-by-side" checked', text)
    assert page(client, "/reports?since=2030-01-01&meeting=2026-12-01")


@pytest.mark.parametrize(
    ("language", "words"), [("cy", "Dim dyddiad eto"), ("en", "No date yet")]
)
def test_a_school_without_meetings_chooses_no_date(
    app: Flask, language: str, words: str
) -> None:
    app.extensions["slo_desktop"].preferences.update(language=language)
    with app.test_request_context():
        form = GovernorsForm(meta={"csrf": False})
        form.offer_meetings([], None)
        assert form.meeting.choices == [("", words)]


def test_what_is_not_translated_is_named_and_leads_to_its_record(
    client: FlaskClient, app: Flask, press: PaperPress, session: Session
) -> None:
    del app, press
    priority = make.priority(session, ref="P-9", title=make.both(en="Only English"))
    someone = make.person(session, role=make.both(en="Caretaker"))
    make.action(session, ref="P-9.1", priority=priority, owners={someone})
    session.commit()
    text = page(client)
    found = text[text.index('id="privacy"') :]
    assert "Items not translated: 2" in found
    said = " ".join(re.sub("<[^>]+>", " ", found).split())
    assert "Plan, no Welsh: P-9" in said
    assert "Staff roles, no Welsh: Caretaker" in said
    assert f'href="/plan/priorities/{priority.id}">P-9<' in found
    assert 'href="/people" lang="en">Caretaker<' in found


def test_characters_that_cannot_be_printed_are_told_beforehand(
    client: FlaskClient, press: PaperPress, session: Session
) -> None:
    del press
    school = session.scalars(sa.select(School)).one()
    school.name = make.both("Ysgol Enfys 🌈", "Ysgol Enfys 🌈")
    title = make.both("Da iawn 🎉", "Well done")
    make.priority(session, ref="P-9", title=title)
    session.commit()
    found = page(client).split('id="privacy"')[1]
    said = " ".join(re.sub("<[^>]+>", "", found).split())
    assert "Characters that cannot be printed: 3" in said
    assert "P-9, Name of the school&nbsp;(2). In their place stands [?]." in said
