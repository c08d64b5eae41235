from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}
NEW = {"starts_on": "18/11/2026", "title_cy": "Cwrs", "minutes": "1:30"}


def create(client: FlaskClient, **over: str) -> str:
    answer = client.post("/learning", data=NEW | over)
    assert answer.status_code == 303
    return answer.location


def test_an_empty_year_says_what_to_do(client: FlaskClient, in_english: None) -> None:
    page = client.get("/learning").text
    assert "No professional learning in 2026/27 yet" in page
    assert "/learning/new" in page


def test_learning_is_written_down_and_shown(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    place = create(client, cost_pence="12.50", elements="slo-wales/4.2", actions="1")
    page = client.get(place).text
    for words in ("Cwrs", "L-2026-", "12.50", "1.5", "/elements/slo-wales/4.2"):
        assert words in page, words
    assert "/plan/actions/1" in page


def test_a_record_needs_a_date_and_a_title(
    client: FlaskClient, in_english: None
) -> None:
    answer = client.post("/learning", data={"starts_on": "", "title_cy": ""})
    assert answer.status_code == 422
    assert "Write a title in Welsh or in English." in answer.text
    assert "Write a date like this: 22/11/2026." in answer.text


def test_what_was_typed_stays_when_something_is_refused(client: FlaskClient) -> None:
    answer = client.post(
        "/learning", data=NEW | {"minutes": "llawer", "provider": "Y clwstwr"}
    )
    assert answer.status_code == 422
    assert "llawer" in answer.text
    assert "Y clwstwr" in answer.text


def test_a_field_saves_itself(client: FlaskClient, school_year_of_work: None) -> None:
    sent = {"rev": "1", "_fields": "applied_cy", "applied_cy": "Bob wythnos"}
    answer = client.post("/learning/1", data=sent, headers=JSON)
    assert answer.json is not None
    assert answer.json["rev"] == 2
    assert answer.json["saved"] == "18:00"
    assert answer.json["states"]["applied_en"] == "missing"


def test_an_impossible_end_is_refused_with_a_sentence(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {"rev": "1", "_fields": "ends_on", "ends_on": "01/01/2020"}
    answer = client.post("/learning/1", data=sent, headers=JSON)
    assert answer.status_code == 422
    assert answer.json == {"errors": {"ends_on": "The end comes before the start."}}


def test_two_windows_are_shown_both_texts(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    first = {"rev": "1", "_fields": "applied_en", "applied_en": "Every day"}
    assert client.post("/learning/1", data=first, headers=JSON).status_code == 200
    second = first | {"applied_en": "Never"}
    answer = client.post("/learning/1", data=second, headers=JSON)
    assert answer.status_code == 409
    assert answer.json is not None
    page = client.get(answer.json["collision"])
    assert "Every day" in page.text
    assert "Never" in page.text


def test_an_impact_is_added_changed_and_binned(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {
        "level": "impact-levels/change-in-practice",
        "judged_on": "20/11/2026",
        "text_en": "More talk",
    }
    client.post("/learning/1/impacts", data=sent)
    page = client.get("/learning/1").text
    assert "More talk" in page
    changed = {"rev": "1", "_fields": "text_cy", "text_cy": "Mwy o siarad"}
    assert client.post("/learning/impacts/1", data=changed, headers=JSON).json
    gone = client.post("/learning/impacts/1/bin", follow_redirects=True)
    assert "Impact moved to the bin." in gone.text
    assert "Mwy o siarad" not in gone.text


def test_an_impact_without_a_level_is_refused(
    client: FlaskClient, school_year_of_work: None
) -> None:
    answer = client.post("/learning/1/impacts", data={"level": "wonder"})
    assert answer.status_code == 422


def test_a_reflection_is_saved_and_stays_private(
    app: Flask, client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    sent = {"rev": "1", "_fields": "reflection_en", "reflection_en": "Secret thought"}
    assert client.post("/learning/1/reflection", data=sent, headers=JSON).json
    assert "Secret thought" in client.get("/learning/1").text
    assert "Secret thought" not in client.get("/learning").text


def test_the_list_can_be_put_together_in_three_ways(
    client: FlaskClient, school_year_of_work: None
) -> None:
    for view in ("person", "kind", "date", "nonsense"):
        assert client.get(f"/learning?view={view}").status_code == 200
    assert client.get("/learning?need=review&q=dim").status_code == 200


def test_binning_offers_undo_and_the_record_comes_back(
    client: FlaskClient, in_english: None, school_year_of_work: None
) -> None:
    page = client.post("/learning/1/bin", follow_redirects=True).text
    assert "Professional learning moved to the bin." in page
    assert "/history/undo" in page
    assert "This record is in the bin." in client.get("/learning/1").text
    back = client.post("/learning/1/restore", follow_redirects=True).text
    assert "This record is in the bin." not in back


def test_a_record_that_is_not_here_says_so(
    client: FlaskClient, in_english: None
) -> None:
    answer = client.get("/learning/99")
    assert answer.status_code == 404
    assert "This record is no longer here" in answer.text


def test_reviews_of_every_year_say_so_and_can_be_left_again(
    client: FlaskClient, in_english: None
) -> None:
    create(client, starts_on="1/10/2024", review_on="1/12/2024")
    page = client.get("/learning?need=review").text
    assert "Impact reviews due, in every year" in page
    assert "Late: 1 Dec 2024" in page
    subtitle = page[page.index("<h1>") : page.index("</header>")]
    assert "2026/27" not in subtitle
    assert "in every year" not in client.get("/learning?year=2024").text


def test_hours_are_drawn_as_well_as_named(client: FlaskClient) -> None:
    kinds = ("course", "coaching")
    for kind, minutes in zip(kinds, ("3", "1"), strict=True):
        create(client, kind=f"learning-kinds/{kind}", minutes=minutes)
    page = client.get("/learning").text
    drawn = page[page.index('<figure class="hours">') : page.index("</figure>")]
    widths = [float(width) for width in re.findall(r'rect .*?width="([\d.]+)"', drawn)]
    assert sorted(widths) == [249.0, 747.0]


def test_the_list_beside_a_record_stays_as_it_is_whatever_is_done_to_the_record(
    client: FlaskClient, school_year_of_work: None
) -> None:
    text = client.get("/learning/1?view=kind").text
    assert "/learning/1/bin?year=2026&amp;view=kind" in text
    answer = client.post("/learning/1/bin?year=2026&view=kind")
    assert answer.location == "/learning?year=2026&view=kind"
    answer = client.post("/learning/1/restore?year=2026&view=kind")
    assert answer.location == "/learning/1?year=2026&view=kind"
    sent = {"level": "impact-levels/change-in-practice", "judged_on": "20/11/2026"}
    said = sent | {"text_en": "More talk"}
    answer = client.post("/learning/1/impacts?year=2026&view=kind", data=said)
    assert answer.location == "/learning/1?year=2026&view=kind#h-impact"
