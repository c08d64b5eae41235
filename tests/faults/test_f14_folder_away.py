from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.services.checking import check
from slo_desktop.settings import Settings

JSON = {"Accept": "application/json"}


@pytest.fixture
def away(client: FlaskClient, settings: Settings) -> Iterator[Path]:
    """Where the folder went, once it is away."""
    del client
    place = settings.data_dir.with_name("pulled")
    yield place
    if place.exists() and not settings.data_dir.exists():
        place.rename(settings.data_dir)


def save(
    client: FlaskClient, words: str, rev: int = 1
) -> tuple[int, dict[str, object]]:
    sent = {"rev": str(rev), "_fields": "applied_en", "applied_en": words}
    answer = client.post("/learning/1", data=sent, headers=JSON)
    return answer.status_code, json.loads(answer.text)


def test_f14_nothing_is_written_while_the_folder_is_away_and_all_goes_on_after(
    client: FlaskClient,
    settings: Settings,
    away: Path,
    in_english: None,
    school_year_of_work: None,
) -> None:
    assert save(client, "One")[0] == 200
    settings.data_dir.rename(away)

    status, told = save(client, "Two", rev=2)
    assert status == 503
    assert told["message"] == (
        "Not saved: the data folder is not here. Your words are kept."
    )
    assert client.put("/drafts/evidence-new", json={"a": ["b"]}).status_code == 204
    page = client.get("/learning/1")
    assert page.status_code == 503
    assert "The data folder is not here" in page.text
    assert "Nid yw’r ffolder ddata yma" in page.text
    assert 'href="/learning/1"' in page.text
    assert client.get("/no/such/page").status_code == 503
    client.post("/language", data={"language": "cy", "next": "/"})
    assert not settings.data_dir.exists()

    away.rename(settings.data_dir)
    assert client.get("/drafts/evidence-new").json == {"a": ["b"]}
    assert "One" in client.get("/learning/1").text
    assert save(client, "Two", rev=2)[0] == 200
    assert check(settings.data_dir, settings.database).findings == ()


def test_f14_an_older_folder_that_comes_back_is_not_taken_for_the_newer(
    app: Flask,
    client: FlaskClient,
    settings: Settings,
    away: Path,
    in_english: None,
    school_year_of_work: None,
    tmp_path: Path,
) -> None:
    older = shutil.copyfile(settings.database, tmp_path / "older")
    assert save(client, "One")[0] == 200
    settings.data_dir.rename(away)
    assert client.get("/").status_code == 503
    away.rename(settings.data_dir)
    settings.database.unlink()
    shutil.copyfile(older, settings.database)
    assert client.get("/").status_code == 503
    assert save(client, "Two", rev=2)[0] == 503
    assert app.extensions["slo_desktop"].memory.is_away


def test_f14_another_file_in_its_place_is_opened_anew(
    client: FlaskClient,
    settings: Settings,
    in_english: None,
    school_year_of_work: None,
    tmp_path: Path,
) -> None:
    assert save(client, "One")[0] == 200
    same = shutil.copyfile(settings.database, tmp_path / "same")
    settings.database.unlink()
    shutil.copyfile(same, settings.database)
    assert save(client, "Two", rev=2)[0] == 200
    assert check(settings.data_dir, settings.database).findings == ()
