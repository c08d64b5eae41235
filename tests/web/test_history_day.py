from __future__ import annotations

import pytest
from flask.testing import FlaskClient

DAY = "/history/day?on=2026-11-22"


def test_a_day_tells_what_was_changed_in_words(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {"rev": "1", "_fields": "applied_en", "applied_en": "Every day"}
    client.post("/learning/1", data=sent, headers={"Accept": "application/json"})
    page = client.get(DAY).text
    assert "What happened on 22 November 2026" in page
    assert (
        'Professional learning</span>: <a href="/learning/1">Reading training</a>'
        in page
    )
    assert "What was put to use" in page
    assert "Changes recorded: 9" in page


def test_in_welsh_too(client: FlaskClient, school_year_of_work: None) -> None:
    page = client.get(DAY).text
    assert "Beth ddigwyddodd: 22 Tachwedd 2026" in page
    assert "Person</span>: <a" in page


def test_a_quiet_day_leads_to_the_nearest_ones(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.get("/history/day?on=2026-11-30").text
    assert "Nothing was changed on this day." in page
    assert "/history/day?on=2026-11-22" in page
    assert "/history/day?on=2026-11-22" in client.get("/history/day?on=1.1.2026").text


def test_without_a_date_it_is_today(client: FlaskClient, in_english: None) -> None:
    assert "22 November 2026" in client.get("/history/day").text


@pytest.mark.parametrize("text", ["yesterday", "0001-01-01", "9999-12-31", "<b>"])
def test_what_is_no_date_is_said_to_be_none(
    client: FlaskClient, in_english: None, text: str
) -> None:
    answer = client.get("/history/day", query_string={"on": text})
    assert answer.status_code == 422
    assert "This is not a date" in answer.text
    assert "<b>" not in answer.text.split("This is not a date")[1][:20]


def test_it_is_found_in_the_menu_and_the_palette(
    client: FlaskClient, in_english: None
) -> None:
    assert 'href="/history/day"' in client.get("/").text
    assert "/history/day" in client.get("/search?q=happened").text
