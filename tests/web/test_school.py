from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.app import create_app
from slo_desktop.settings import Settings
from tests.conftest import OurWindow

JSON = {"Accept": "application/json"}
SCHOOL = {
    "name_cy": "Ysgol y Bryn",
    "name_en": "",
    "category": "dual-language",
    "school_year": "2026",
    "people": "Mererid Haul, Pennaeth",
    "language": "cy",
}


@pytest.fixture
def new_app(settings: Settings, database: Path) -> Iterator[Flask]:
    """A program that has no school yet."""
    assert database.exists()
    app = create_app(settings)
    app.testing = True
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        from slo_desktop.web.extensions import db

        db.engine.dispose()


@pytest.fixture
def newcomer(new_app: Flask, settings: Settings) -> FlaskClient:
    new_app.test_client_class = OurWindow
    client = new_app.test_client()
    client.get(f"/enter/{settings.launch_token}")
    return client


def test_every_page_leads_to_the_first_run(newcomer: FlaskClient) -> None:
    for path in ("/", "/evidence", "/help/start"):
        assert newcomer.get(path).location == "/school/first-run"
    page = newcomer.get("/school/first-run").text
    assert page.index("Croeso") < page.index("Welcome")
    assert "Enw’r ysgol yn Gymraeg" in page
    assert "Name of the school in English" in page


def test_text_is_made_larger_before_there_is_a_school(newcomer: FlaskClient) -> None:
    sent = {"zoom": "150", "next": "/school/first-run"}
    answer = newcomer.post("/preferences", data=sent)
    assert answer.location == "/school/first-run"
    assert 'data-zoom="150"' in newcomer.get(answer.location).text


@pytest.mark.parametrize(
    ("language", "words"), [("cy", "Mae eich ysgol yn barod."), ("en", "is ready")]
)
def test_a_school_begins_in_the_language_of_the_button(
    new_app: Flask, newcomer: FlaskClient, language: str, words: str
) -> None:
    answer = newcomer.post(
        "/school/first-run", data=SCHOOL | {"language": language}, follow_redirects=True
    )
    assert words in answer.text
    assert f'lang="{language}"' in answer.text
    assert "Mererid Haul" in newcomer.get("/people").text
    preferences = new_app.extensions["slo_desktop"].preferences.load()
    assert preferences.school == "Ysgol y Bryn"
    assert newcomer.get("/school/first-run").status_code == 302


def test_a_school_without_a_name_is_asked_for_one_in_both_languages(
    newcomer: FlaskClient,
) -> None:
    answer = newcomer.post("/school/first-run", data=SCHOOL | {"name_cy": ""})
    assert answer.status_code == 422
    assert "Ysgrifennwch enw’r ysgol" in answer.text
    assert "Write the name of the school" in answer.text
    assert "Mererid Haul" in answer.text


def test_nothing_is_said_of_the_language_category_before_somebody_chose(
    newcomer: FlaskClient,
) -> None:
    door = newcomer.get("/school/first-run").text
    assert '<option value="">Dewis… / Choose…</option>' in door
    assert " selected" not in door.split("</select>")[0]
    answer = newcomer.post("/school/first-run", data=SCHOOL | {"category": ""})
    assert answer.status_code == 422
    assert "Dewiswch gategori iaith yr ysgol." in answer.text
    assert "Choose the language category of the school." in answer.text
    assert 'name="category" aria-invalid="true"' in answer.text
    assert "Mererid Haul" in answer.text


def test_lines_about_people_that_were_not_used_wait_on_their_page(
    newcomer: FlaskClient,
) -> None:
    people = "1.\tMererid Haul\tHead\nGovernors:"
    sent = SCHOOL | {"people": people, "language": "en"}
    home = newcomer.post("/school/first-run", data=sent, follow_redirects=True).text
    assert "Lines about people that were not used: 1." in home
    assert 'href="/people?left=1"' in home
    page = newcomer.get("/people?left=1").text
    assert "Mererid Haul" in page
    assert ">Governors:</textarea>" in page


def test_a_name_may_be_too_long(newcomer: FlaskClient) -> None:
    long = SCHOOL | {"name_cy": "x" * 201}
    assert newcomer.post("/school/first-run", data=long).status_code == 422


def test_the_sample_school_opens_from_the_first_run(newcomer: FlaskClient) -> None:
    answer = newcomer.post(
        "/school/sample", data={"language": "en"}, follow_redirects=True
    )
    assert "This is an invented school." in answer.text
    assert "Cwm Enfys" in answer.text
    refused = newcomer.post("/school/first-run", data=SCHOOL)
    assert refused.status_code == 409


def test_details_save_themselves_and_are_remembered(
    app: Flask, client: FlaskClient
) -> None:
    sent = {"rev": "1", "_fields": "name_cy", "name_cy": "Ysgol Newydd"}
    answer = client.post("/school", data=sent, headers=JSON)
    assert answer.json is not None
    preferences = app.extensions["slo_desktop"].preferences.load()
    assert preferences.school == "Ysgol Newydd"


def test_a_choice_that_was_not_offered_is_refused(client: FlaskClient) -> None:
    sent = {"rev": "1", "_fields": "first_column", "first_column": "fr"}
    answer = client.post("/school", data=sent, headers=JSON)
    assert answer.status_code == 422
    assert client.post("/school", data=sent).status_code == 422


def test_meetings_are_added_moved_and_binned(
    client: FlaskClient, in_english: None
) -> None:
    page = client.post(
        "/school/meetings", data={"held_on": "1 Rhag 2026"}, follow_redirects=True
    ).text
    assert "Meeting added." in page
    assert "24/11/2026" in page
    moved = {"rev": "1", "_fields": "held_on", "held_on": "08/12/2026"}
    assert client.post("/school/meetings/1", data=moved, headers=JSON).json
    late = {"rev": "2", "_fields": "papers_due", "papers_due": "09/12/2026"}
    refused = client.post("/school/meetings/1", data=late, headers=JSON)
    assert refused.status_code == 422
    gone = client.post("/school/meetings/1/bin", follow_redirects=True).text
    assert "Meeting put in the bin." in gone


def test_meetings_that_were_held_fold_away_and_the_next_one_stands_first(
    client: FlaskClient, in_english: None
) -> None:
    for day in ("15/06/2027", "01/12/2026", "13/10/2026"):
        answer = client.post("/school/meetings", data={"held_on": day})
        assert answer.location.endswith("#h-meetings")
    page = client.get("/school").text
    days = [page.index(f'value="{day}"') for day in ("01/12/2026", "15/06/2027")]
    folded = page.index("Earlier meetings: 1")
    assert [*days, folded, page.index('value="13/10/2026"')] == sorted(
        [*days, folded, page.index('value="13/10/2026"')]
    )
    late = {"rev": "1", "_fields": "papers_due", "papers_due": "31/2"}
    refused = client.post("/school/meetings/3", data=late)
    assert '<details class="guide" open>' in refused.text


def test_every_box_of_the_settings_has_a_label_of_its_own(
    client: FlaskClient, in_english: None
) -> None:
    client.post("/school/terms", data={"year": "2026"})
    for day in ("15/06/2027", "01/12/2026"):
        client.post("/school/meetings", data={"held_on": day})
    ids = re.findall(r'\sid="([^"]*)"', client.get("/school?year=2026").text)
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_a_meeting_needs_a_date(client: FlaskClient, in_english: None) -> None:
    for words in ("", "some day"):
        page = client.post(
            "/school/meetings", data={"held_on": words}, follow_redirects=True
        )
        assert "Write a date" in page.text


def test_terms_are_added_and_changed(client: FlaskClient, in_english: None) -> None:
    page = client.post("/school/terms", data={"year": "2026"}, follow_redirects=True)
    assert "Terms added. Please check the dates." in page.text
    assert "01/09/2026" in page.text
    sent = {"rev": "1", "_fields": "ends", "ends": "18/12/2026"}
    assert client.post("/school/terms/1", data=sent, headers=JSON).json
    wrong = {"rev": "2", "ends": "never"}
    told = client.post("/school/terms/1", data=wrong, follow_redirects=True)
    assert "Write a date like this" in told.text
