from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient


def kept(app: Flask):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return app.extensions["slo_desktop"].preferences.load()


def test_the_language_switch_stays_on_the_page(app: Flask, client: FlaskClient) -> None:
    sent = {"language": "en", "next": "/evidence?year=2026"}
    answer = client.post("/language", data=sent)
    assert answer.location == "/evidence?year=2026"
    assert kept(app).language == "en"
    assert "Cymraeg" in client.get("/school").text


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil"])
def test_the_switch_never_leads_to_another_site(
    client: FlaskClient, place: str
) -> None:
    answer = client.post("/language", data={"language": "en", "next": place})
    assert answer.location == "/"


def test_theme_zoom_and_density_are_remembered(app: Flask, client: FlaskClient) -> None:
    sent = {"theme": "dark", "zoom": "120", "compact": "yes"}
    client.post("/preferences", data=sent)
    assert (kept(app).theme, kept(app).zoom, kept(app).compact) == ("dark", 120, True)
    page = client.get("/school").text
    assert 'data-theme="dark"' in page
    assert 'data-zoom="120"' in page
    client.post("/preferences", data={"theme": "system"})
    assert kept(app).theme is None


def test_nonsense_changes_nothing(app: Flask, client: FlaskClient) -> None:
    client.post("/preferences", data={"theme": "pink", "zoom": "9999"})
    assert (kept(app).theme, kept(app).zoom) == (None, 100)


def test_a_script_gets_no_page_back(client: FlaskClient) -> None:
    answer = client.post(
        "/preferences", data={"zoom": "110"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 204


def test_unsent_words_are_kept_and_given_back(client: FlaskClient) -> None:
    assert client.get("/drafts/evidence-new").status_code == 204
    client.put("/drafts/evidence-new", json={"title_cy": "Tŷ gwydr"})
    assert client.get("/drafts/evidence-new").json == {"title_cy": "Tŷ gwydr"}


@pytest.mark.parametrize("key", ["UPPER", "a.b", "a%2fb", "x" * 81])
def test_a_draft_never_leaves_its_folder(client: FlaskClient, key: str) -> None:
    assert client.get(f"/drafts/{key}").status_code == 404
    assert client.put(f"/drafts/{key}", json={}).status_code == 404


def test_a_draft_is_json(client: FlaskClient) -> None:
    answer = client.put("/drafts/evidence-new", data={"a": "b"})
    assert answer.status_code == 415


def test_the_switch_of_a_refused_form_leads_back_to_its_page(
    client: FlaskClient,
) -> None:
    came_from = {"Referer": "http://127.0.0.1:5000/learning/new?action=1"}
    answer = client.post("/learning", data={"title_cy": ""}, headers=came_from)
    assert answer.status_code == 422
    assert 'name="next" value="/learning/new?action=1"' in answer.text
