"""Records that do not exist yet: their drafts come back, and are given up or saved."""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from slo_desktop.settings import Settings

FORMS = {
    "evidence-new": ("/evidence/new", "/evidence", "/evidence"),
    "learning-new": ("/learning/new", "/learning", "/learning"),
    "priority-new": ("/plan/2026/priorities/new",) * 2 + ("/plan/2026",),
    "action-new": ("/plan/2026/actions/new",) * 2 + ("/plan/2026",),
}
"""By the key of their draft: the page, where it is sent, and the list."""
KEYS = pytest.mark.parametrize("key", FORMS)


@pytest.fixture(autouse=True)
def school(school_year_of_work: None, in_english: None) -> None:
    del school_year_of_work, in_english


def asked(client: FlaskClient, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.text


@KEYS
def test_kept_words_come_back_without_a_script_and_say_what_they_are(
    client: FlaskClient, settings: Settings, key: str
) -> None:
    page = FORMS[key][0]
    assert "Not a record yet" in asked(client, page)
    client.put(f"/drafts/{key}", json={"title_cy": ["Gwersi awyr agored"]})
    kept = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC).timestamp()
    os.utime(settings.data_dir / "drafts" / f"{key}.json", (kept, kept))
    text = asked(client, page)
    assert 'value="Gwersi awyr agored"' in text
    assert "This is a draft from 20 Nov 2026, 09:30. It is not a record yet." in text
    assert "<span data-save-words>Kept as a draft.</span>" in text
    assert "Everything is saved." not in text


@KEYS
def test_a_form_that_was_refused_is_kept_and_never_called_saved(
    client: FlaskClient, key: str
) -> None:
    page, target, _list = FORMS[key]
    date = "due" if key == "action-new" else "starts_on"
    answer = client.post(target, data={date: "31/2/2026", "rationale_en": "Why"})
    assert answer.status_code == 422
    assert "<span data-save-words>Not saved yet</span>" in answer.text
    assert "Everything is saved." not in answer.text
    assert "Start afresh" not in answer.text
    assert "Start afresh" in asked(client, page)


@KEYS
def test_cancel_throws_away_and_undo_brings_back(
    client: FlaskClient, settings: Settings, key: str
) -> None:
    page, _target, overview = FORMS[key]
    text = asked(client, page)
    assert f'formaction="/drafts/{key}/give-up"' in text
    sent = {"title_cy": "Wedi newid fy meddwl", "next": overview, "back": page}
    answer = client.post(f"/drafts/{key}/give-up", data=sent)
    assert answer.location == overview
    text = asked(client, overview)
    assert "Draft thrown away." in text
    undo = re.search(rf'action="(/drafts/{key}/take-back[^"]*)"', text)
    assert undo
    assert "Wedi newid fy meddwl" not in asked(client, page)
    answer = client.post(undo[1].replace("&amp;", "&"))
    assert answer.location == page
    assert 'value="Wedi newid fy meddwl"' in asked(client, page)
    names = {path.name for path in (settings.data_dir / "drafts").iterdir()}
    assert names == {f"{key}.json"}


def test_taking_back_gives_up_what_was_begun_since(client: FlaskClient) -> None:
    first, second = {"title_cy": "Cyntaf"}, {"title_cy": "Ail"}
    client.post("/drafts/evidence-new/give-up", data=first)
    client.put("/drafts/evidence-new", json={"title_cy": ["Ail"]})
    for expected in (first, second, first):
        client.post("/drafts/evidence-new/take-back")
        assert f'value="{expected["title_cy"]}"' in asked(client, "/evidence/new")


def test_cancelling_an_empty_form_says_nothing(client: FlaskClient) -> None:
    sent = {"happened_on": "22/11/2026", "title_cy": " ", "next": "/evidence"}
    client.post("/drafts/evidence-new/give-up", data=sent)
    assert "Draft thrown away." not in asked(client, "/evidence")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil", "/\\evil"])
def test_giving_up_and_taking_back_never_lead_out_of_the_program(
    client: FlaskClient, elsewhere: str
) -> None:
    sent = {"title_cy": "x", "next": elsewhere, "back": elsewhere}
    answer = client.post("/drafts/evidence-new/give-up", data=sent)
    assert "evil" not in answer.location
    answer = client.post(f"/drafts/evidence-new/take-back?to={elsewhere}")
    assert "evil" not in answer.location
    answer = client.post("/drafts/evidence-new/files/0/remove", data=sent)
    assert "evil" not in answer.location


@pytest.mark.parametrize(
    "kept", [b"\xff", b"[]", b'{"title_cy": 3}', b'{"title_cy": [{}]}', b"{" * 9999]
)
def test_a_draft_that_says_nonsense_is_no_draft(
    client: FlaskClient, settings: Settings, kept: bytes
) -> None:
    (settings.data_dir / "drafts").mkdir()
    (settings.data_dir / "drafts" / "evidence-new.json").write_bytes(kept)
    assert "Start afresh" not in asked(client, "/evidence/new")


def test_a_draft_with_values_that_cannot_be_read_is_shown_as_it_is(
    client: FlaskClient,
) -> None:
    words = {"happened_on": ["31/2"], "people": ["nobody"], "kind": ["none"]}
    client.put("/drafts/evidence-new", json=words)
    assert 'value="31/2"' in asked(client, "/evidence/new")


@pytest.mark.parametrize("of", ["actions", "priorities"])
def test_a_criterion_in_the_middle_of_a_page_can_be_given_up_and_brought_back(
    client: FlaskClient, of: str
) -> None:
    page = f"/plan/{of}/1"
    text = asked(client, page)
    folded = '<details class="child child--new">'
    assert folded in text
    cancel = re.search(r'formaction="(/drafts/criterion-[^"]*/give-up)"', text)
    assert cancel
    sent = {"text_en": "Two lessons seen", "next": f"{page}#h-criteria", "back": page}
    answer = client.post(cancel[1], data=sent)
    assert answer.location == f"{page}#h-criteria"
    text = asked(client, page)
    assert "Draft thrown away." in text
    assert folded in text
    client.post(cancel[1].replace("give-up", "take-back"))
    text = asked(client, page)
    assert '<details class="child child--new" open>' in text
    assert "Two lessons seen</textarea>" in text


def test_an_impact_can_be_given_up_and_brought_back(client: FlaskClient) -> None:
    words = "Three colleagues tried it"
    assert 'formaction="/drafts/impact-1/give-up"' in asked(client, "/learning/1")
    sent = {"text_en": words, "next": "/learning/1#h-impact", "back": "/learning/1"}
    answer = client.post("/drafts/impact-1/give-up", data=sent)
    assert answer.location == "/learning/1#h-impact"
    assert words not in asked(client, "/learning/1")
    client.post("/drafts/impact-1/take-back")
    assert f"{words}</textarea>" in asked(client, "/learning/1")


def test_a_criterion_that_was_refused_waits_where_it_was_written(
    client: FlaskClient,
) -> None:
    too_long = "seen " * 60_000
    answer = client.post("/plan/actions/1/criteria", data={"text_en": too_long})
    text = asked(client, answer.location)
    assert "This is too long." in text
    assert '<details class="child child--new" open>' in text
    assert "seen seen" in text


@pytest.mark.parametrize("act", ["give-up", "take-back"])
def test_a_draft_with_a_name_of_no_form_is_not_found(
    client: FlaskClient, act: str
) -> None:
    assert client.post(f"/drafts/Not%20ours/{act}").status_code == 404


RECORDS: dict[str, dict[str, Any]] = {
    "/evidence": {"happened_on": "17/11/2026", "title_en": "Twice"},
    "/evidence/capture": {"note": "Twice", "next": "/"},
    "/learning": {"starts_on": "17/11/2026", "title_en": "Twice"},
    "/learning/1/impacts": {
        "level": "impact-levels/change-in-practice",
        "judged_on": "20/11/2026",
        "text_en": "Twice",
    },
    "/plan/2026/priorities/new": {"title_en": "Twice"},
    "/plan/2026/actions/new": {"title_en": "Twice", "priority": "1"},
    "/plan/priorities/1/criteria": {"text_en": "Twice"},
    "/plan/actions/1/criteria": {"text_en": "Twice"},
    "/people": {"people": "Twice, Teacher", "group": ""},
    "/school/meetings": {"held_on": "17/12/2026"},
    "/school/terms": {"year": "2027"},
    "/plan/2026/next": {"actions": "1"},
}


def rows(settings: Settings) -> int:
    """How many changes there are: the same work done twice would make more."""
    from slo_desktop.storage.driver import dbapi2

    connection = dbapi2.connect(str(settings.database))
    count: int = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    connection.close()
    return count


@pytest.mark.parametrize("place", RECORDS)
def test_the_same_form_sent_twice_does_its_work_once(
    client: FlaskClient, settings: Settings, place: str
) -> None:
    fields = RECORDS[place] | {"once": "a" * 32}
    before = rows(settings)
    first = client.post(place, data=fields)
    assert first.status_code == 303
    made = rows(settings)
    assert made > before
    again = client.post(place, data=fields)
    assert (again.status_code, again.location) == (303, first.location)
    assert rows(settings) == made
    text = client.get(again.location).text
    assert text.count("data-toast-close") == 1  # what was done is said once


def test_other_words_under_the_same_mark_are_new_work(
    client: FlaskClient, settings: Settings
) -> None:
    place = "/plan/2026/priorities/new"
    first = client.post(place, data={"title_en": "One", "once": "a" * 32})
    other = client.post(place, data={"title_en": "Two", "once": "a" * 32})
    assert first.location != other.location
    made = rows(settings)
    client.post(place, data={"title_en": "Two", "once": "b" * 32})
    assert rows(settings) > made


def test_a_form_that_was_refused_may_be_sent_again(client: FlaskClient) -> None:
    fields = {"title_en": "", "once": "a" * 32}
    for _time in range(2):
        assert client.post("/plan/2026/priorities/new", data=fields).status_code == 422


@pytest.mark.parametrize(
    "page",
    [
        *(page for page, _target, _list in FORMS.values()),
        *("/", "/evidence", "/evidence/1", "/learning/1", "/people", "/school"),
        *("/plan/actions/1", "/plan/priorities/1"),
        *("/plan/2026/next", "/school?year=2027"),
    ],
)
def test_every_form_that_makes_a_record_carries_a_mark_of_its_own(
    client: FlaskClient, page: str
) -> None:
    marks = re.findall(r'name="once" value="([0-9a-f]{32})"', asked(client, page))
    again = re.findall(r'name="once" value="([0-9a-f]{32})"', asked(client, page))
    assert marks
    assert set(marks).isdisjoint(again)


def test_a_draft_that_says_nothing_is_none(client: FlaskClient) -> None:
    client.put("/drafts/capture", json={"note": ["A thought"]})
    assert client.get("/drafts/capture").json == {"note": ["A thought"]}
    client.put("/drafts/capture", json={})
    assert client.get("/drafts/capture").status_code == 204
