from __future__ import annotations

import datetime as dt
import io
import json
import re
import time
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from tests import builders
from tests.conftest import NOW
from tests.web.pictures import photo

WHY = {"reason": "asked", "asker": "person", "case": "2026/7"}


@pytest.fixture
def old_work(app: Flask, settings: Settings) -> None:
    """Records whose time is up, and one whose is not."""
    engine = open_engine(settings.database)
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-9"))
        sian = builders.person(session, name="Siân Eira", initials="SE")
        builders.person(session, name="Gwion Cwmwl", active_to=dt.date(2019, 7, 1))
        builders.person(session, name="Mair Eos", initials="ME")
        builders.evidence(
            session,
            happened_on=dt.date(2020, 5, 1),
            people={sian},
            title=builders.both(en="=Old =sum(1)"),
            note=builders.both(en="Sian Eira and Gwion"),
        )
        builders.evidence(session, title=builders.both(en="New walk"))
        builders.priority(session, school_year=2019, title=builders.both(en="Maths"))
        builders.learning(
            session,
            people={sian},
            reflection=builders.both(en="I was tired"),
            title=builders.both(en="Course"),
        )
        session.commit()
    engine.dispose()


def test_the_page_says_what_is_due_and_for_how_long_things_are_kept(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    page = client.get("/privacy").text
    assert "Records: 3" in page
    assert "People who have left" in page
    assert "IRMS" in page


def test_periods_are_changed_and_what_is_no_number_is_refused(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    years = dict.fromkeys(
        ("plan", "evidence", "pupil_evidence", "learning", "review", "leaver", "bin"),
        "20",
    )
    page = client.post("/privacy/periods", data=years, follow_redirects=True).text
    assert "The periods are saved." in page
    assert "Starting value: 3" in page
    assert "Nothing is due" in client.get("/privacy/review").text
    for wrong in ("x", "-1", "51", ""):
        answer = client.post("/privacy/periods", data=years | {"plan": wrong})
        assert answer.status_code == 422, wrong
        assert "Write whole years, from 0 to 50." in answer.text


def test_what_is_due_is_kept_for_longer_with_a_reason(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    page = client.get("/privacy/review").text
    assert "New walk" not in page
    assert "Kept until: 31 Aug 2023" in page
    nothing = client.post("/privacy/keep", data={"years": "2", "reason": "x"})
    assert (nothing.status_code, "Tick at least" in nothing.text) == (422, True)
    silent = client.post("/privacy/keep", data={"of": "evidence:1", "years": "2"})
    assert (silent.status_code, "Write why" in silent.text) == (422, True)
    assert 'value="evidence:1" checked' in silent.text
    sent = {"of": "evidence:1", "years": "2", "reason": "Estyn"}
    page = client.post("/privacy/keep", data=sent, follow_redirects=True).text
    assert "Kept for longer: 1" in page
    assert "evidence:1" not in page
    assert client.get("/privacy").text.count("Records: 2") == 1


def test_erasing_is_asked_first_and_then_done(
    client: FlaskClient, in_english: None, old_work: None, settings: Settings
) -> None:
    page = client.get("/privacy/erase?of=person:1").text
    assert "Erase for good: Siân Eira" in page
    assert "This cannot be undone." in page
    assert "<mark>Sian Eira</mark>" in page
    assert "Full name" in page
    assert '<a class="btn" href="/people/1" data-focus>Cancel</a>' in page
    refused = client.post("/privacy/erase", data={"of": "person:1"})
    assert refused.status_code == 422
    assert "Choose who asked." in refused.text
    sent = {"of": "person:1", "redact": "evidence:1", "with_learning": "y", **WHY}
    done = client.post("/privacy/erase", data=sent, follow_redirects=True)
    assert "Erased for good. The log says so." in done.text
    assert "2026/7" in done.text
    assert "A request to erase" in done.text
    assert client.get("/people/1").status_code == 404
    assert client.get("/learning/1").status_code == 404
    assert "[…] and Gwion" in client.get("/evidence/1").text
    assert b"Eira" not in settings.database.read_bytes()


def test_nothing_is_erased_where_nobody_is_named(
    client: FlaskClient, old_work: None
) -> None:
    for asked in ("", "?of=school:1", "?of=person:99", "?of=x", "?of=person:x"):
        answer = client.get(f"/privacy/erase{asked}")
        assert answer.status_code in {400, 404, 422}, asked
    away = client.get("/privacy/erase?of=person:1&back=//evil.example")
    assert away.status_code == 400


def test_what_was_erased_is_neither_undone_nor_offered(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    page = client.get("/evidence/1").text
    history = re.findall(r'href="/history/([0-9a-f-]{36})"', page)[0]
    sent = {"of": "person:1", "redact": "evidence:1", **WHY}
    client.post("/privacy/erase", data=sent)
    told = client.get(f"/history/{history}").text
    assert "Erased for good: some of this is gone" in told
    assert "Undo this step" not in told
    step = {"step": "step-9"}
    assert client.post("/history/undo", data=step).status_code == 409


def test_several_are_erased_at_once_from_the_review(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    nothing = client.post("/privacy/review", data={"years": "1"})
    assert (nothing.status_code, "Tick at least" in nothing.text) == (422, True)
    ticked = {"of": ["evidence:1", "priority:1"], "csrf_token": "secret"}
    answer = client.post("/privacy/review", data=ticked)
    assert "secret" not in answer.location
    assert "Erase for good: 2" in client.get(answer.location).text
    sent = {"of": ["evidence:1", "priority:1"], **WHY, "reason": "time-is-up"}
    page = client.post("/privacy/erase", data=sent, follow_redirects=True).text
    assert page.count('<li class="disposals__line disposals__line--new"') == 2
    assert "Identifier" in page


def test_the_log_is_a_table_without_formulas(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    client.post("/privacy/erase", data={"of": "evidence:1", **WHY, "case": "=1+1"})
    answer = client.get("/privacy/log.csv")
    assert answer.mimetype == "text/csv"
    assert "'=1+1" in answer.text
    assert "Old" not in answer.text


def test_a_case_number_is_not_endless(client: FlaskClient, old_work: None) -> None:
    sent = {"of": "evidence:1", **WHY, "case": "x" * 41}
    assert client.post("/privacy/erase", data=sent).status_code == 422


def finished(client: FlaskClient, location: str) -> str:
    for _ in range(200):
        state = json.loads(client.get(f"{location}/state").text)
        if state["state"] != "running":
            return str(state["state"])
        time.sleep(0.02)
    raise AssertionError("the work never ended")


def zipped(client: FlaskClient, where: str) -> zipfile.ZipFile:
    with client.get(f"{where}/zip") as answer:
        assert "2026-11-22.zip" in answer.headers["Content-Disposition"]
        return zipfile.ZipFile(io.BytesIO(answer.data))


def test_everything_about_a_person_is_handed_over_without_the_others(
    client: FlaskClient, in_english: None, old_work: None, settings: Settings
) -> None:
    sent = {"files": (io.BytesIO(photo()), "Gwion a Sian Eira.jpg")}
    client.post("/evidence/1/files", data=sent, content_type="multipart/form-data")
    page = client.get("/people/1/everything").text
    assert "Gwion Cwmwl" in page
    assert "Gwion a Sian Eira.jpg" in page
    assert "Linked to the person" in page
    asked = {"hide": "2", "files": "1", "file": "1"}
    answer = client.post("/people/1/everything", data=asked)
    where = answer.headers["Location"]
    assert finished(client, where) == "done"
    assert "The file is ready." in client.get(where).text
    assert "sian-eira-2026-11-22.zip" in client.get(where).text
    made = zipped(client, where)
    assert set(made.namelist()) == {
        "summary.html",
        "data.json",
        "README-DARLLENWCHFI.txt",
        "attachments/[…] a Sian Eira.jpg",
    }
    summary = made.read("summary.html").decode()
    assert "I was tired" in summary
    assert 'lang="cy"' in summary
    for name in ("summary.html", "data.json"):
        assert "Gwion" not in made.read(name).decode(), name
        assert "Siân Eira" in made.read(name).decode(), name
    assert "Old" in summary


def test_a_file_is_left_out_when_its_tick_is_taken_away(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    sent = {"files": (io.BytesIO(photo()), "group.jpg")}
    client.post("/evidence/1/files", data=sent, content_type="multipart/form-data")
    where = client.post("/people/1/everything", data={"files": "1"}).headers["Location"]
    assert finished(client, where) == "done"
    made = zipped(client, where)
    assert "attachments/group.jpg" not in made.namelist()


def test_a_shared_reflection_is_not_handed_over(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    sent = {"rev": "1", "_fields": "people", "people": ["1", "3"]}
    kept = client.post("/learning/1", data=sent, headers={"Accept": "application/json"})
    assert kept.status_code == 200, kept.text
    where = client.post("/people/1/everything").headers["Location"]
    assert finished(client, where) == "done"
    made = zipped(client, where)
    assert b"I was tired" not in made.read("summary.html") + made.read("data.json")


def test_everything_is_exported_from_the_page(
    client: FlaskClient, in_english: None, old_work: None, settings: Settings
) -> None:
    where = client.post("/privacy/export").headers["Location"]
    assert finished(client, where) == "done"
    page = client.get(where).text
    assert "hill-school-2026-11-22.zip" in page
    made = zipped(client, where)
    assert "evidence.csv" in made.namelist()
    assert b"'=Old" in made.read("evidence.csv")


def test_an_export_can_be_stopped(
    client: FlaskClient, in_english: None, old_work: None, app: Flask
) -> None:
    where = client.post("/privacy/export").headers["Location"]
    client.post(f"{where}/stop")
    state = finished(client, where)
    assert state in {"done", "stopped"}
    if state == "stopped":
        assert "Stopped. Nothing was made." in client.get(where).text
        assert client.get(f"{where}/zip").status_code == 404
    assert client.get("/privacy/export/unknown").status_code == 404


def test_whoever_was_erased_writes_no_more_and_prints_are_gone(
    client: FlaskClient, in_english: None, old_work: None, app: Flask
) -> None:
    where = client.post("/privacy/export").headers["Location"]
    assert finished(client, where) == "done"
    page = client.get("/people").text
    uid = page.split('<option value="')[3].split('"')[0]
    client.post("/preferences", data={"writer": uid})
    client.post("/privacy/erase", data={"of": ["person:1", "person:2"], **WHY})
    assert app.extensions["slo_desktop"].preferences.load().writer is None
    assert client.get(f"{where}/zip").status_code == 404


def test_the_bin_and_the_person_lead_to_erasing(
    client: FlaskClient, in_english: None, old_work: None
) -> None:
    client.post("/people/1/bin")
    assert "/privacy/erase?of=person:1&amp;back=/bin" in client.get("/bin").text
    person = client.get("/people/2").text
    assert "/people/2/everything" in person
    assert "/privacy/erase?of=person:2" in person


def test_the_palette_knows_the_pages(client: FlaskClient, in_english: None) -> None:
    for word in ("preifat", "privacy", "disposal"):
        assert "/privacy" in client.get(f"/search?q={word}").text, word
