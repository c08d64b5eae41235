from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient


def palette(client: FlaskClient, question: str) -> dict[str, list[dict[str, Any]]]:
    answer = client.get("/search", query_string={"q": question, "format": "json"})
    assert answer.json is not None
    return {group["label"]: group["items"] for group in answer.json["groups"]}


def write(client: FlaskClient, **over: str) -> None:
    sent = {"starts_on": "18/11/2026"} | over
    assert client.post("/learning", data=sent).status_code == 303


def test_an_empty_palette_offers_places_and_commands(
    client: FlaskClient, in_english: None
) -> None:
    found = palette(client, "")
    assert set(found) == {"Go to", "Do"}
    assert [item["key"] for item in found["Go to"][:2]] == ["Ctrl 1", "Ctrl 2"]


def test_a_place_is_found_by_its_name_in_the_other_language(
    client: FlaskClient, in_english: None
) -> None:
    (plan,) = palette(client, "gynllun")["Go to"]
    assert (plan["label"], plan["meta"], plan["url"]) == ("Plan", "Cynllun", "/plan")


def test_a_record_is_found_by_a_mutated_word(
    client: FlaskClient, in_english: None
) -> None:
    write(client, title_cy="HMS: o gynllun i weithredu")
    found = palette(client, "cynllun")
    (hit,) = found["Professional learning"]
    assert hit["label"] == "HMS: o gynllun i weithredu"
    assert hit["lang"] == "cy"
    assert hit["url"] == "/learning/1"


def test_an_element_is_found_by_number_and_by_name(
    client: FlaskClient, in_english: None
) -> None:
    assert palette(client, "4.2")["Elements"][0]["url"] == "/elements/slo-wales/4.2"
    assert palette(client, "gweledigaeth")["Elements"]


def test_the_page_marks_what_was_found(client: FlaskClient, in_english: None) -> None:
    write(client, title_en="Course", intended_en="Better questions in mathematics")
    page = client.get("/search?q=questions").text
    assert "<mark>questions</mark>" in page
    nothing = client.get("/search?q=zzz").text
    assert "Nothing found: zzz" in nothing
    assert "Clear the search" in nothing


def test_hits_with_one_title_are_told_apart_by_reference_day_and_place(
    client: FlaskClient, in_english: None
) -> None:
    write(client, title_en="Course", intended_en="Better questions")
    write(
        client, title_en="Course", applied_en="Questions asked", starts_on="3/11/2026"
    )
    page = client.get("/search?q=questions").text
    for words in ("Found: 2", "18 Nov 2026", "3 Nov 2026", "L-2026-001", "L-2026-002"):
        assert words in page, words
    assert "What was put to use:" in page
    (first, second) = palette(client, "course")["Professional learning"]
    assert first["meta"] != second["meta"]
    assert "3 Nov 2026" in first["meta"] + second["meta"]
