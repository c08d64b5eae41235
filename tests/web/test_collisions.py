"""Two windows change the same record: both texts are shown, nothing is overwritten."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.models import Evidence
from tests import builders

JSON = {"Accept": "application/json"}
PAGE = "/collisions/evidence/1"


@pytest.fixture
def client(session: Session, client: FlaskClient, in_english: None) -> FlaskClient:
    """The second window, after the first one saved."""
    del session, in_english
    save(client, 1, {"title_en": "From the first window"})
    return client


@pytest.fixture
def school(session: Session, school: object) -> object:
    """A school with one piece of evidence."""
    builders.evidence(session)
    return school


def save(client: FlaskClient, rev: int, fields: dict[str, str]) -> TestResponse:
    data = {"rev": str(rev), "_fields": ",".join(fields)} | fields
    return client.post("/evidence/1", data=data, headers=JSON)


def title(settings: Settings) -> str:
    engine = open_engine(settings.database)
    with Session(engine) as session:
        text = session.get_one(Evidence, 1).title.text(Language.EN)
    engine.dispose()
    return text


def collide(client: FlaskClient, **fields: str) -> str:
    answer = save(client, 1, fields or {"title_en": "From the second window"})
    assert answer.status_code == 409
    assert answer.json == {"collision": PAGE, "stay": True}
    return client.get(PAGE).text


def test_both_texts_are_shown_and_the_saved_one_stands(
    client: FlaskClient, settings: Settings
) -> None:
    text = collide(client)
    assert "From the first window" in text
    assert "From the second window" in text
    assert title(settings) == "From the first window"


def test_ones_own_text_can_be_saved_then(
    client: FlaskClient, settings: Settings
) -> None:
    text = collide(client)
    found = re.search(r'name="rev" value="(\d+)"', text)
    assert found
    mine = {
        "rev": found[1],
        "_fields": "title_en",
        "title_en": "Of both windows",
        "answers": "/evidence/1",
    }
    answer = client.post("/evidence/1", data=mine)
    assert answer.location == "/evidence/1"
    assert title(settings) == "Of both windows"
    assert client.get(PAGE).status_code == 404


def test_what_is_saved_can_be_kept(client: FlaskClient, settings: Settings) -> None:
    collide(client)
    answer = client.post(f"{PAGE}/drop")
    assert answer.location == "/evidence/1"
    assert title(settings) == "From the first window"
    assert client.get(PAGE).status_code == 404


def test_a_third_save_in_between_collides_again(client: FlaskClient) -> None:
    collide(client)
    save(client, 2, {"title_en": "From the third window"})
    old = {"rev": "2", "_fields": "title_en", "title_en": "Mine"}
    answer = client.post("/evidence/1", data=old)
    assert answer.location == PAGE
    assert "From the third window" in client.get(PAGE).text


def test_words_typed_while_the_answer_came_are_shown_too(client: FlaskClient) -> None:
    collide(client, title_en="Typed first", note_en="Typed first as well")
    text = collide(client, note_en="Typed a moment later")
    assert "Typed first</textarea>" in text or 'value="Typed first"' in text
    assert "Typed a moment later" in text
    assert "Typed first as well" not in text


def test_choices_are_kept_without_a_text_to_compare(client: FlaskClient) -> None:
    text = collide(client, elements="slo-wales/4.2")
    assert 'name="elements" value="slo-wales/4.2"' in text


@pytest.mark.parametrize("path", ["/collisions/evidence/9", "/collisions/nothing/1"])
def test_where_nothing_collided_there_is_no_page(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_a_closing_page_stands_on_its_own_save_under_way(
    client: FlaskClient, school_year_of_work: None
) -> None:
    def save(words: str, page: str) -> int:
        sent = {"rev": "1", "_page": page, "_fields": "applied_en", "applied_en": words}
        headers = {"Accept": "application/json"}
        return client.post("/learning/1", data=sent, headers=headers).status_code

    assert save("Every", "one") == 200
    assert save("Every day", "one") == 200
    assert save("Never", "two") == 409
    assert "Every day" in client.get("/learning/1").text
