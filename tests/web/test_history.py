from __future__ import annotations

import re

from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}


def change(client: FlaskClient, rev: int, words: str) -> None:
    sent = {"rev": str(rev), "_fields": "applied_en", "applied_en": words}
    assert client.post("/learning/1", data=sent, headers=JSON).json


def history_of(client: FlaskClient) -> str:
    page = client.get("/learning/1").text
    found = re.search(r'href="(/history/[0-9a-f-]{36})"', page)
    assert found
    return client.get(found[1]).text


def test_ctrl_z_takes_back_the_last_step_and_ctrl_y_brings_it_back(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    change(client, 1, "Every day")
    page = client.post("/history/undo", follow_redirects=True).text
    assert "Undone: Reading training" in page
    assert "Every day" not in page
    page = client.post("/history/redo", follow_redirects=True).text
    assert "Brought back: Reading training" in page
    assert "Every day" in page


def test_a_step_under_newer_work_is_not_undone(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {"rev": "1", "_fields": "applied_en,provider", "applied_en": "One"}
    first = client.post("/learning/1", data=sent | {"provider": "Y"}, headers=JSON)
    assert first.json is not None
    step = first.json["step"]
    change(client, 2, "Two")
    answer = client.post("/history/undo", data={"step": step})
    assert answer.status_code == 409
    assert "newer work stands on it" in answer.text


def test_there_may_be_nothing_to_bring_back(
    client: FlaskClient, in_english: None
) -> None:
    answer = client.post("/history/redo")
    assert answer.status_code == 409
    assert "There is nothing to undo" in answer.text


def test_the_history_tells_fields_in_words(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {
        "rev": "1",
        "_fields": "minutes,cost_pence,kind,elements,ends_on,funding_source",
        "minutes": "1.5",
        "cost_pence": "12",
        "kind": "learning-kinds/coaching",
        "elements": "slo-wales/4.2",
        "ends_on": "11/11/2026",
        "funding_source": "",
    }
    assert client.post("/learning/1", data=sent, headers=JSON).json
    page = history_of(client)
    for words in ("1.5 hours", "£12", "Coaching", "4.2 ", "11 Nov 2026", "Added"):
        assert words in page, words
    assert "learning-kinds/" not in page


def test_private_words_are_not_repeated(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {"rev": "1", "_fields": "reflection_en", "reflection_en": "Secret thought"}
    client.post("/learning/1/reflection", data=sent, headers=JSON)
    page = history_of(client)
    assert "Private reflection" in page
    assert "Secret thought" not in page


def test_a_history_of_nothing_is_not_found(client: FlaskClient) -> None:
    assert client.get("/history/no-such-uid").status_code == 404


def test_an_undone_addition_lies_in_the_bin(
    client: FlaskClient, in_english: None
) -> None:
    client.post("/learning", data={"starts_on": "18/11/2026", "title_en": "Course"})
    page = client.post("/history/undo", follow_redirects=True).text
    assert "Undone: Course" in page
    assert "Course" in client.get("/bin").text
    assert client.post("/bin/learning/99/restore").status_code == 404
