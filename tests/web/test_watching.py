"""The page of the last check, and search that is made again from it."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.checking import Fault, Finding
from slo_desktop.domain.safety.watching import Watched
from slo_desktop.settings import Settings
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.storage.database import open_engine
from slo_desktop.web.jobs import JobState, JobTable
from tests.conftest import NOW

WRONG = Finding(Fault.TEXTS_OUT_OF_DATE, "evidence", "E-2026-001")
DAMAGED = Finding(Fault.INTEGRITY, "", 'fts5: corruption found in table "text_search"')
OTHER = Finding(Fault.INTEGRITY, "", "Tree 4 page 4: btreeInitPage() returns error")
BUTTON = {"cy": "Ail-greu’r mynegai chwilio", "en": "Make search again"}


def found(settings: Settings, *findings: Finding) -> None:
    damaged = sum(1 for each in findings if each.fault.is_damage)
    last = Watched(
        at=NOW, records=2, changes=2, files=0, findings=findings, damaged=damaged
    )
    CheckedStore(settings.data_dir).keep(last, set())


def on_the_page(text: str) -> str:
    return re.sub(r"\s+", " ", text[text.index("<main") : text.index("</main")])


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("finding", [WRONG, DAMAGED])
def test_search_that_is_wrong_can_be_made_again(
    finding: Finding, language: str, app: Flask, client: FlaskClient, settings: Settings
) -> None:
    app.extensions["slo_desktop"].preferences.update(language=language)
    found(settings, finding)
    assert BUTTON[language] in on_the_page(client.get("/safety/check").text)


def test_other_damage_is_not_put_right_by_search(
    client: FlaskClient, settings: Settings
) -> None:
    found(settings, OTHER)
    page = on_the_page(client.get("/safety/check").text)
    assert BUTTON["cy"] not in page
    assert 'href="/safety/restore"' in page


def test_search_is_made_again_from_the_page(
    app: Flask, client: FlaskClient, settings: Settings, school_year_of_work: None
) -> None:
    engine = open_engine(settings.database)
    assert "/evidence/1" in client.get("/search?q=taith").text
    with engine.begin() as connection:
        for name in ("text_row", "text_index", "text_word"):
            connection.execute(sa.delete(sa.table(name)))
    assert "/evidence/1" not in client.get("/search?q=taith").text
    assert client.post("/safety/check/search").location == "/safety/check"
    table: JobTable = app.extensions["jobs"]
    job = table.newest("search")
    assert job is not None
    assert job.thread is not None
    job.thread.join(30)
    assert job.state is JobState.DONE
    assert "/evidence/1" in client.get("/search?q=taith").text
    engine.dispose()


def test_a_page_says_that_search_is_being_made_again(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    found(settings, WRONG)
    table: JobTable = app.extensions["jobs"]
    job = table.start("search", lambda job: job.stop.wait(30))
    page = client.get("/safety/check").text
    assert "yn cael ei ail-greu" in on_the_page(page)
    assert BUTTON["cy"] not in on_the_page(page)
    assert 'http-equiv="refresh"' in page
    client.post("/safety/check/search")
    assert table.newest("search") is job
    job.stop.set()
