from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.backups import Failure
from slo_desktop.domain.safety.proofs import Proof
from slo_desktop.services.safety import trial
from tests.conftest import NOW
from tests.web.safety.conftest import here, job_of, words


@pytest.fixture
def quick_trial(monkeypatch: pytest.MonkeyPatch) -> Proof:
    proof = Proof(at=NOW, records=3, changes=4, files=1)
    monkeypatch.setattr(trial.Trial, "_ask_worker", lambda *_: proof)
    return proof


def test_every_page_says_how_safe_the_work_is(
    app: Flask, safe: FlaskClient, quick_trial: Proof
) -> None:
    assert "Nothing is away from school" in safe.get("/").text
    assert "There is no backup yet" in words(safe.get("/"))
    job_of(app, safe.post("/safety/backup"))
    home = safe.get("/")
    assert "Newest copy: 22 Nov 2026" in home.text
    assert "No key yet" in words(home)
    here(app).backups.kept.note_failure(Failure(at=NOW, fault="NoRoomError"))
    assert "The last backup could not be made." in safe.get("/people").text


def test_the_sample_school_asks_for_nothing(app: Flask, safe: FlaskClient) -> None:
    from slo_desktop.storage.models import School
    from slo_desktop.web.saving import saving

    with app.test_request_context(), saving() as session:
        school = session.query(School).one()
        name = "Ysgol Gynradd Cwm Enfys"
        school.name, school.is_sample = Bilingual.of(cy=name, en=name), True
    page = words(safe.get("/safety"))
    assert "In the sample school nothing can be lost" in page
    assert "There is no backup yet" not in words(safe.get("/"))


def test_an_old_copy_is_said_with_its_age(app: Flask, safe: FlaskClient) -> None:
    at = (NOW - dt.timedelta(days=40)).isoformat()
    here(app).preferences.update(taken={"away": at})
    page = safe.get("/safety")
    assert "Last copy away from school: 13 Oct 2026" in page.text
    assert "Old copy" in words(page)
    assert "Age in days 40" in words(page)
