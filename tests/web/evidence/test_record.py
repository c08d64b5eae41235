"""One piece of evidence: saved field by field, binned, restored, translated."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.settings import Settings
from tests.web.evidence.asking import JSON, autosave, kept, rev_of


def test_a_record_stands_beside_its_list(client: FlaskClient, walk: int) -> None:
    text = client.get(f"/evidence/{walk}?dimension=3").text
    assert 'aria-current="true"' in text
    assert "panes--open" in text
    assert "/elements/slo-wales/3.6" in text


def test_a_record_that_is_not_here_says_so(client: FlaskClient) -> None:
    answer = client.get("/evidence/999")
    assert answer.status_code == 404
    assert "This record is no longer here" in answer.text


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


def test_chosen_elements_lead_to_their_pages(client: FlaskClient, walk: int) -> None:
    chosen = ["slo-wales/1.1", "slo-wales/7.2"]
    answer = autosave(client, walk, rev_of(client, walk), elements=chosen)
    assert answer.status_code == 200
    text = client.get(f"/evidence/{walk}").text
    assert 'href="/elements/slo-wales/7.2"' in text


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
    answer = whole(client, walk, happened_on="31/2", note_en="What I saw")
    assert answer.status_code == 422
    assert "There is no such day: 31 February." in answer.text
    assert "What I saw" in answer.text
    assert 'value="31/2"' in answer.text


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


def test_a_script_in_a_title_is_only_text(client: FlaskClient, walk: int) -> None:
    autosave(client, walk, rev_of(client, walk), title_en="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/evidence/{walk}").text


def test_the_list_beside_a_record_stays_as_it_is_whatever_is_done_to_the_record(
    client: FlaskClient, walk: int
) -> None:
    page = f"/evidence/{walk}"
    text = client.get(f"{page}?dimension=3").text
    for act in ("bin", "files"):
        assert f'action="{page}/{act}?dimension=3"' in text
    autosave(client, walk, rev_of(client, walk), note_cy="Nodyn")
    sent = {"mark": "not-needed"}
    answer = client.post(f"{page}/texts/note/en?dimension=3", data=sent)
    assert answer.location == f"{page}?dimension=3#note_en"
    assert client.post(f"{page}/bin?dimension=3").location == "/evidence?dimension=3"
    answer = client.post(f"{page}/restore?dimension=3")
    assert answer.location == f"{page}?dimension=3"
