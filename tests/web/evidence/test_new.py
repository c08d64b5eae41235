"""New evidence: the whole form, and the one quick line."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from slo_desktop.domain.evidence import EvidenceState
from slo_desktop.settings import Settings
from tests.web.evidence.asking import kept
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
    assert "Write a title in either language." in answer.text


def test_a_refused_file_keeps_the_words_of_a_new_record(client: FlaskClient) -> None:
    answer = client.post(
        "/evidence",
        data={
            "happened_on": "17/11/2026",
            "title_en": "A conversation",
            "files": [(io.BytesIO(b"MZ\x90"), "game.exe")],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "game.exe" in answer.text
    assert "A conversation" in answer.text


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
    assert answer.location == "/evidence"
    text = client.get("/evidence?inbox=yes").text
    assert "Gwelais rywbeth" in text
    assert "Note saved." in text


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
