"""Pages of evidence: list, record, quick note, files, two windows at once."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.models import Attachment, Evidence
from tests import builders
from tests.web.pictures import photo

JSON = {"Accept": "application/json"}


@pytest.fixture
def walk(session: Session) -> int:
    """A piece of evidence that the program opens with."""
    title = builders.both("Dyddiaduron darllen", "Reading journals")
    made = builders.evidence(session, title=title, elements={"slo-wales/3.6"})
    return int(made.id)


@pytest.fixture
def client(walk: int, client: FlaskClient, in_english: None) -> FlaskClient:
    """A window on a school with one piece of evidence."""
    del walk, in_english
    return client


def kept(settings: Settings, number: int) -> Evidence:
    """A record as it now stands on the disk."""
    engine = open_engine(settings.database)
    with Session(engine) as session:
        evidence = session.get_one(Evidence, number)
        for link in ("people", "actions", "attachments", "element_links"):
            getattr(evidence, link)
        session.expunge_all()
    engine.dispose()
    return evidence


def rev_of(client: FlaskClient, number: int) -> str:
    page = client.get(f"/evidence/{number}").text
    found = re.search(r'name="rev" value="(\d+)"', page)
    assert found
    return found[1]


def autosave(client: FlaskClient, number: int, rev: str, **fields: Any) -> TestResponse:
    data = {"rev": rev, "_fields": ",".join(fields)} | fields
    return client.post(f"/evidence/{number}", data=data, headers=JSON)


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


def test_a_record_stands_beside_its_list(client: FlaskClient, walk: int) -> None:
    text = client.get(f"/evidence/{walk}?dimension=3").text
    assert 'aria-current="true"' in text
    assert "panes--open" in text
    assert "/elements/slo-wales/3.6" in text


def test_a_record_that_is_not_here_says_so(client: FlaskClient) -> None:
    answer = client.get("/evidence/999")
    assert answer.status_code == 404
    assert "This record is no longer here." in answer.text


def test_a_field_saves_itself_and_answers_with_the_new_revision(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    rev = rev_of(client, walk)
    answer = autosave(client, walk, rev, title_en="A new title")
    assert answer.status_code == 200
    assert answer.json
    assert answer.json["rev"] == int(rev) + 1
    assert answer.json["saved"] == "18:00"
    assert kept(settings, walk).title.text(Language.EN) == "A new title"


def test_a_changed_original_makes_the_translation_out_of_date(
    client: FlaskClient, walk: int
) -> None:
    answer = autosave(client, walk, rev_of(client, walk), title_cy="Taith arall")
    assert answer.json
    assert answer.json["states"]["title_en"] == "stale"
    assert "Still right" in client.get(f"/evidence/{walk}").text


def test_only_the_fields_named_are_changed(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    autosave(client, walk, rev_of(client, walk), worked="no", has_pupil_data="y")
    evidence = kept(settings, walk)
    assert (evidence.worked, evidence.has_pupil_data) == (Worked.NO, True)
    assert set(evidence.elements) == {"slo-wales/3.6"}


def test_an_emptied_list_of_choices_counts(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    data = {"rev": rev_of(client, walk), "_fields": "elements"}
    client.post(f"/evidence/{walk}", data=data, headers=JSON)
    assert set(kept(settings, walk).elements) == set()


def test_links_are_chosen_by_their_numbers_and_lead_to_their_pages(
    settings: Settings, session: Session, client: FlaskClient, walk: int
) -> None:
    del session
    engine = open_engine(settings.database)
    engine.dispose()
    answer = autosave(
        client, walk, rev_of(client, walk), elements=["slo-wales/1.1", "slo-wales/7.2"]
    )
    assert answer.status_code == 200
    text = client.get(f"/evidence/{walk}").text
    assert "/elements/slo-wales/7.2" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("happened_on", "", "Write a date like this: 22/11/2026."),
        ("happened_on", "soon", "Write a date like this: 22/11/2026."),
        ("happened_until", "1/1/2020", "The end comes before the start."),
        ("elements", "slo-wales/9.9", "Choose from the list."),
        ("title_en", "x" * 301, "This is too long. Characters allowed: 300."),
    ],
)
def test_what_is_refused_gets_a_sentence_under_its_field(
    client: FlaskClient, walk: int, field: str, value: str, sentence: str
) -> None:
    answer = autosave(client, walk, rev_of(client, walk), **{field: value})
    assert answer.status_code == 422
    assert answer.json == {"errors": {field: sentence}}


def whole(client: FlaskClient, number: int, **over: str) -> TestResponse:
    values = {
        "rev": rev_of(client, number),
        "happened_on": "10/11/2026",
        "happened_until": "",
        "kind": "evidence-kinds/learning-walk",
        "worked": "mixed",
        "title_cy": "Dyddiaduron darllen",
        "title_en": "Reading journals",
        "note_cy": "",
        "note_en": "",
        "elements": "slo-wales/3.6",
    }
    return client.post(f"/evidence/{number}", data=values | over)


def test_without_scripts_the_whole_form_is_saved(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = whole(client, walk)
    assert answer.status_code == 303
    assert kept(settings, walk).worked is Worked.MIXED


def test_without_scripts_a_refused_form_comes_back_with_its_words(
    client: FlaskClient, walk: int
) -> None:
    answer = whole(client, walk, happened_on="yesterday", note_en="What I saw")
    assert answer.status_code == 422
    assert "Write a date like this: 22/11/2026." in answer.text
    assert "What I saw" in answer.text
    assert 'value="yesterday"' in answer.text


def test_two_windows_see_both_texts_and_nothing_is_overwritten(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    opened = rev_of(client, walk)
    autosave(client, walk, opened, title_en="From the first window")
    answer = autosave(client, walk, opened, title_en="From the second window")
    assert answer.status_code == 409
    assert answer.json
    page = client.get(answer.json["collision"])
    assert page.status_code == 409
    assert "From the first window" in page.text
    assert "From the second window" in page.text
    assert kept(settings, walk).title.text(Language.EN) == "From the first window"


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


def test_the_bin_offers_undo_and_the_record_can_be_restored(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = client.post(f"/evidence/{walk}/bin", follow_redirects=True)
    assert "Evidence moved to the bin." in answer.text
    assert "Undo" in answer.text
    assert "This record is in the bin." in client.get(f"/evidence/{walk}").text
    client.post(f"/evidence/{walk}/restore")
    assert kept(settings, walk).binned_at is None


@pytest.mark.parametrize(
    ("field", "mark", "state"),
    [("title", "", "translated"), ("title", "checked", "checked")],
)
def test_a_translation_is_said_to_fit_the_changed_original(
    client: FlaskClient,
    settings: Settings,
    walk: int,
    field: str,
    mark: str,
    state: str,
) -> None:
    autosave(client, walk, rev_of(client, walk), title_cy="Taith arall")
    client.post(f"/evidence/{walk}/texts/{field}/en", data={"mark": mark})
    assert kept(settings, walk).title.state(Language.EN) == state


def test_a_missing_language_is_said_not_to_be_needed_and_needed_again(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    autosave(client, walk, rev_of(client, walk), note_cy="Nodyn")
    client.post(f"/evidence/{walk}/texts/note/en", data={"mark": "not-needed"})
    assert kept(settings, walk).note.state(Language.EN) == "not-needed"
    assert "Needed after all" in client.get(f"/evidence/{walk}").text
    client.post(f"/evidence/{walk}/texts/note/en", data={"mark": ""})
    assert kept(settings, walk).note.state(Language.EN) == "missing"


def attach(client: FlaskClient, number: int, content: bytes, name: str) -> TestResponse:
    return client.post(
        f"/evidence/{number}/files",
        data={"files": [(io.BytesIO(content), name)]},
        content_type="multipart/form-data",
        headers=JSON,
    )


def test_a_file_is_attached_and_may_not_leave_the_school_at_first(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    answer = attach(client, walk, photo(), "llun.jpg")
    assert answer.json == {"url": f"/evidence/{walk}"}
    (file,) = kept(settings, walk).attachments
    assert not file.may_leave
    text = client.get(f"/evidence/{walk}").text
    assert f"/files/{file.id}/thumbnail" in text
    assert "Consent not known" in text


def test_a_program_is_refused_as_a_file(client: FlaskClient, walk: int) -> None:
    answer = attach(client, walk, b"MZ\x90", "game.exe")
    assert answer.status_code == 415
    assert answer.json
    assert "game.exe" in answer.json["message"]


def test_sending_no_file_changes_nothing(client: FlaskClient, walk: int) -> None:
    answer = client.post(
        f"/evidence/{walk}/files", data={}, content_type="multipart/form-data"
    )
    assert answer.status_code == 400


def test_caption_consent_and_leave_save_themselves(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    fields = {"caption_cy": "Y bwrdd", "consent": "given", "may_leave": "y"}
    data = {"rev": str(file.rev), "_fields": ",".join(fields)} | fields
    answer = client.post(f"/evidence/{walk}/files/{file.id}", data=data, headers=JSON)
    assert answer.status_code == 200
    (file,) = kept(settings, walk).attachments
    assert file.caption.text(Language.CY) == "Y bwrdd"
    assert (file.consent, file.may_leave) == ("given", True)


def test_a_refused_caption_comes_back_under_its_file(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    long = {"caption_en": "x" * 301, "consent": "given", "rev": str(file.rev)}
    answer = client.post(f"/evidence/{walk}/files/{file.id}", data=long)
    assert answer.status_code == 422
    assert "Characters allowed: 300." in answer.text


def test_a_file_is_taken_off_and_goes_to_the_bin(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, photo(), "llun.jpg")
    (file,) = kept(settings, walk).attachments
    client.post(f"/evidence/{walk}/files/{file.id}/detach")
    assert not kept(settings, walk).attachments
    engine = open_engine(settings.database)
    with Session(engine) as session:
        assert session.get_one(Attachment, file.id).binned_at is not None
    engine.dispose()


def test_a_file_of_another_record_cannot_be_changed_from_here(
    client: FlaskClient, walk: int
) -> None:
    client.post("/evidence/capture", data={"note": "Nodyn", "next": "/evidence"})
    attach(client, walk, photo(), "llun.jpg")
    assert client.post("/evidence/2/files/1/detach").status_code == 404


def test_a_kept_file_that_is_gone_is_shown_as_damaged(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, b"Geiriau", "nodiadau.txt")
    (file,) = kept(settings, walk).attachments
    path = settings.data_dir / "objects" / file.sha256[:2] / file.sha256[2:]
    path.unlink()
    assert "Damaged: the file is gone" in client.get(f"/evidence/{walk}").text


def test_neighbours_lead_to_the_records_beside_it(
    client: FlaskClient, walk: int
) -> None:
    client.post("/evidence/capture", data={"note": "Newydd", "next": "/evidence"})
    text = client.get(f"/evidence/{walk}").text
    assert "data-record-previous" in text
    assert "data-record-next" not in text


def test_a_script_in_a_title_is_only_text(client: FlaskClient, walk: int) -> None:
    autosave(client, walk, rev_of(client, walk), title_en="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/evidence/{walk}").text
