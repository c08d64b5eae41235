"""New evidence: the whole form, and the one quick line."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.evidence import EvidenceState
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from tests.web.evidence.asking import JSON, kept
from tests.web.pictures import photo


def test_a_new_record_is_written_with_its_links_and_files(
    client: FlaskClient, settings: Settings
) -> None:
    answer = client.post(
        "/evidence",
        data={
            "happened_on": "17/11/2026",
            "title_cy": "Sgwrs",
            "title_en": "",
            "elements": ["slo-wales/2.1", "slo-wales/2.2"],
            "files": [(io.BytesIO(photo()), "llun.jpg")],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    number = int(answer.location.rpartition("/")[2])
    evidence = kept(settings, number)
    assert evidence.ref == "E-2026-001" or evidence.ref.startswith("E-2026-")
    assert evidence.state is EvidenceState.FILED
    assert set(evidence.elements) == {"slo-wales/2.1", "slo-wales/2.2"}
    assert [file.name for file in evidence.attachments] == ["llun.jpg"]
    assert "Evidence saved." in client.get(answer.location).text


def test_a_new_record_needs_a_title_in_one_language(client: FlaskClient) -> None:
    answer = client.post("/evidence", data={"happened_on": "17/11/2026"})
    assert answer.status_code == 422
    assert "Write a title in Welsh or in English." in answer.text


GOOD = {"happened_on": "17/11/2026", "title_en": "A conversation"}


def send(client: FlaskClient, fields: dict[str, Any], *names: str) -> TestResponse:
    """Send the form of a new record with files; only .jpg is a photo."""
    files = [
        (io.BytesIO(photo(64 + place) if name.endswith(".jpg") else b"MZ\x90"), name)
        for place, name in enumerate(names)
    ]
    return client.post(
        "/evidence",
        data={**fields, "files": files},
        content_type="multipart/form-data",
    )


def waiting(text: str) -> list[str]:
    return re.findall(r'name="waiting" value="([0-9a-f]{32})"', text)


def test_a_file_that_cannot_be_kept_hinders_neither_the_words_nor_other_files(
    client: FlaskClient, settings: Settings
) -> None:
    answer = send(client, GOOD, "game.exe", "llun.jpg", "virus.exe")
    assert answer.status_code == 303
    text = client.get(answer.location).text
    assert "Evidence saved." in text
    assert "Files of this kind are not kept: game.exe." in text
    assert "Files of this kind are not kept: virus.exe." in text
    number = int(answer.location.partition("?")[0].rpartition("/")[2])
    assert [each.name for each in kept(settings, number).attachments] == ["llun.jpg"]


def test_files_of_a_form_that_was_refused_wait_until_it_is_right(
    client: FlaskClient, settings: Settings
) -> None:
    answer = send(client, GOOD | {"title_en": ""}, "llun.jpg", "game.exe", "wal.jpg")
    assert answer.status_code == 422
    assert "llun.jpg" in answer.text
    assert "Files of this kind are not kept: game.exe." in answer.text
    assert "Not saved yet" in answer.text
    ids = waiting(answer.text)
    assert len(ids) == 2
    assert waiting(client.get("/evidence/new").text) == ids  # another language, say
    answer = client.post("/evidence", data={**GOOD, "waiting": ids})
    assert answer.status_code == 303
    number = int(answer.location.rpartition("/")[2])
    names = {each.name for each in kept(settings, number).attachments}
    assert names == {"llun.jpg", "wal.jpg"}
    assert list(settings.data_dir.glob("drafts/*")) == []
    assert waiting(client.get("/evidence/new").text) == []


def test_the_same_file_stands_beside_a_record_once(
    client: FlaskClient, settings: Settings
) -> None:
    files = [(io.BytesIO(photo()), name) for name in ("llun.jpg", "copi.jpg")]
    data = GOOD | {"files": files}
    answer = client.post("/evidence", data=data, content_type="multipart/form-data")
    number = int(answer.location.partition("?")[0].rpartition("/")[2])
    assert [each.name for each in kept(settings, number).attachments] == ["llun.jpg"]
    text = client.get(answer.location).text
    assert "This file is here already: copi.jpg (llun.jpg)." in text


def test_files_that_are_no_longer_there_are_not_passed_over_in_silence(
    client: FlaskClient,
) -> None:
    answer = client.post("/evidence", data={**GOOD, "waiting": ["0" * 32, "1" * 32]})
    text = client.get(answer.location).text
    assert "Files chosen before, and no longer here: 2. Choose them again." in text


def test_a_window_that_shows_no_files_leaves_those_of_another_alone(
    client: FlaskClient, settings: Settings
) -> None:
    send(client, GOOD | {"title_en": ""}, "llun.jpg")
    answer = client.post("/evidence", data=GOOD)
    number = int(answer.location.rpartition("/")[2])
    assert not kept(settings, number).attachments
    assert "llun.jpg" in client.get("/evidence/new").text


def test_a_script_sends_files_as_soon_as_they_are_chosen(client: FlaskClient) -> None:
    answer = client.post(
        "/drafts/evidence-new/files",
        data={
            "files": [
                (io.BytesIO(photo()), "<b>llun.jpg"),
                (io.BytesIO(b""), "empty.jpg"),
            ]
        },
        content_type="multipart/form-data",
        headers=JSON,
    )
    assert answer.json
    assert answer.json["refused"] == ["This file is empty: empty.jpg."]
    assert "&lt;b&gt;llun.jpg" in answer.json["rows"]
    assert waiting(answer.json["rows"]) == waiting(client.get("/evidence/new").text)


def test_a_waiting_file_is_taken_off_and_the_words_stay(client: FlaskClient) -> None:
    first, second = waiting(
        send(client, GOOD | {"title_en": ""}, "llun.jpg", "wal.jpg").text
    )
    place = f"/drafts/evidence-new/files/{first}/remove"
    sent = {"title_cy": "Sgwrs", "back": "/evidence/new?element=slo-wales/4.2"}
    answer = client.post(place, data=sent)
    assert answer.location == sent["back"]
    text = client.get(answer.location).text
    assert waiting(text) == [second]
    assert 'value="Sgwrs"' in text
    place = f"/drafts/evidence-new/files/{second}/remove"
    assert client.post(place, headers=JSON).status_code == 204
    assert 'value="Sgwrs"' in client.get("/evidence/new").text


def test_an_empty_record_is_dated_today_and_tied_to_what_the_address_names(
    client: FlaskClient,
) -> None:
    text = client.get("/evidence/new?element=slo-wales/4.2&text=I+saw").text
    assert 'value="22/11/2026"' in text
    assert re.search(r'value="slo-wales/4.2" checked', text)
    assert "I saw" in text


def test_a_quick_note_goes_to_the_inbox_and_back_to_its_page(
    client: FlaskClient,
) -> None:
    answer = client.post(
        "/evidence/capture", data={"note": "Gwelais rywbeth", "next": "/evidence"}
    )
    assert answer.location == "/evidence#capture"
    text = client.get("/evidence?inbox=yes").text
    assert "Gwelais rywbeth" in text
    assert "Note saved as Welsh." in text


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil", "https://evil"])
def test_a_quick_note_never_leads_out_of_the_program(
    client: FlaskClient, elsewhere: str
) -> None:
    answer = client.post("/evidence/capture", data={"note": "Nodyn", "next": elsewhere})
    assert "evil" not in answer.location


def test_an_empty_quick_note_makes_no_record(client: FlaskClient) -> None:
    client.post("/evidence/capture", data={"note": "  ", "next": "/evidence"})
    assert "Records: 1" in client.get("/evidence").text


def test_a_note_is_filed_from_its_page(client: FlaskClient, settings: Settings) -> None:
    client.post("/evidence/capture", data={"note": "Nodyn", "next": "/evidence"})
    number = 2
    assert "File it" in client.get(f"/evidence/{number}").text
    client.post(f"/evidence/{number}/file")
    assert kept(settings, number).state is EvidenceState.FILED


def test_whoever_sorts_the_inbox_gets_the_next_note(client: FlaskClient) -> None:
    for note in ("First seen", "Second seen"):
        client.post("/evidence/capture", data={"note": note})
    assert "/evidence/3/file?inbox=1" in client.get("/evidence/3?inbox=1").text
    answer = client.post("/evidence/3/file?inbox=1")
    assert answer.location == "/evidence/2?inbox=1"
    text = client.get(answer.location).text
    assert "Filed. This is the next one." in text
    assert "File it" in text
    answer = client.post("/evidence/2/file?inbox=1")
    assert answer.location == "/evidence/2"
    assert "Filed." in client.get(answer.location).text


@pytest.mark.parametrize(
    ("language", "typed", "original"),
    [
        ("cy", "", Language.CY),
        ("en", "", Language.EN),
        ("cy", "title_en,title_cy", Language.EN),
        ("en", "note_en,title_cy,title_en", Language.CY),
        ("cy", "nonsense,title_en", Language.EN),
    ],
)
def test_the_language_that_was_begun_first_is_the_original(
    language: str,
    typed: str,
    original: Language,
    client: FlaskClient,
    settings: Settings,
) -> None:
    preferences = client.application.extensions["slo_desktop"].preferences
    preferences.update(language=language)
    sent = {"happened_on": "17/11/2026", "title_cy": "Sgwrs", "title_en": "A talk"}
    answer = client.post("/evidence", data={**sent, "typed": typed})
    assert answer.status_code == 303
    title = kept(settings, int(answer.location.rpartition("/")[2])).title
    assert title.state(original) is TextState.ORIGINAL
    assert title.state(original.other) is TextState.TRANSLATED


def test_what_was_begun_first_is_still_known_after_a_refusal(
    client: FlaskClient,
) -> None:
    answer = client.post("/evidence", data={"title_en": "A", "typed": "title_en"})
    assert answer.status_code == 422
    assert 'name="typed" value="title_en"' in answer.text
