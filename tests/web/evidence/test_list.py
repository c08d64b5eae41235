"""The log of evidence: filters, pages, what is said when nothing is there."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from slo_desktop.settings import Settings


def test_the_list_shows_each_record_with_its_elements(client: FlaskClient) -> None:
    answer = client.get("/evidence")
    assert answer.status_code == 200
    assert "Reading journals" in answer.text
    assert "Records: 1" in answer.text
    assert 'class="code dim-3"' in answer.text


def test_the_list_speaks_welsh(client: FlaskClient, app: Any) -> None:
    app.extensions["slo_desktop"].preferences.update(language="cy")
    text = client.get("/evidence").text
    assert "Dyddiaduron darllen" in text
    assert "Diweddaraf yn gyntaf" in text


def test_a_text_in_the_other_language_says_so(
    client: FlaskClient, settings: Settings
) -> None:
    client.post("/evidence/capture", data={"note": "Nodyn bach", "next": "/evidence"})
    del settings
    text = client.get("/evidence?gap=cy").text
    assert "Nodyn bach" in text


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("dimension=3", True),
        ("dimension=4", False),
        ("element=slo-wales/3.6", True),
        ("q=journals", True),
        ("q=nothing+of+the+kind", False),
        ("year=2026", True),
        ("worked=no", False),
        ("inbox=1", False),
        ("gap=any", False),
        ("person=7", False),
        ("dimension=ninety", True),
        ("kind=unknown", True),
    ],
)
def test_a_filter_in_the_address_is_understood_or_left_open(
    client: FlaskClient, query: str, *, hit: bool
) -> None:
    text = client.get(f"/evidence?{query}").text
    assert ("Reading journals" in text) is hit


def test_no_hits_names_the_filter_and_offers_to_clear_it(client: FlaskClient) -> None:
    text = client.get("/evidence?dimension=4&q=zzz").text
    assert "No evidence matches: Dimension 4 · “zzz”" in text
    assert "Clear the filter" in text


def test_an_unknown_person_in_the_filter_is_named_as_gone(client: FlaskClient) -> None:
    assert "Someone who is no longer here" in client.get("/evidence?person=7").text


def test_an_empty_school_is_told_what_belongs_here(
    client: FlaskClient, walk: int
) -> None:
    client.post(f"/evidence/{walk}/bin")
    text = client.get("/evidence").text
    assert "No evidence yet" in text
    assert "Start from an example" in text


def test_neighbours_lead_to_the_records_beside_it(
    client: FlaskClient, walk: int
) -> None:
    client.post("/evidence/capture", data={"note": "Newydd", "next": "/evidence"})
    text = client.get(f"/evidence/{walk}").text
    assert "data-record-previous" in text
    assert "data-record-next" not in text
