"""What was typed and could not be saved: kept, shown again, and asked about."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.settings import Settings
from tests.web.typed.saving import JSON, RECORD, answered, save

BOTH = "/collisions/evidence/1"


def collide(client: FlaskClient, **fields: str) -> None:
    save(client, RECORD, title_en="From the first window")
    assert save(client, RECORD, **fields).status_code == 409


def drafts(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.data_dir / "drafts").glob("*.json"))


def put_back(page: str) -> dict[str, dict[str, list[str]]]:
    found = re.search(r'data-refused-words="([^"]*)"', page)
    assert found
    return dict(json.loads(html.unescape(found[1])))


class TestCollisions:
    def test_words_that_collided_are_shown_at_the_record_until_answered(
        self, client: FlaskClient
    ) -> None:
        collide(client, note_en="Words of the second window")
        page = client.get(RECORD).text
        assert "Words of the second window" in page
        assert f'href="{BOTH}"' in page
        assert "Everything is saved." not in page
        client.post(f"{BOTH}/drop")
        page = client.get(RECORD).text
        assert "Words of the second window" not in page
        assert "Everything is saved." in page

    def test_every_page_says_that_they_wait_and_leads_to_them(
        self, client: FlaskClient
    ) -> None:
        collide(client, note_en="Words of the second window")
        for path in ("/", "/plan/2026", "/school", "/help/start"):
            page = client.get(path).text
            assert "Not everything is saved." in page
            assert "Not saved: What was seen, and what it shows" in page
            assert f'href="{BOTH}"' in page

    def test_the_page_with_both_texts_names_the_record(
        self, client: FlaskClient
    ) -> None:
        collide(client, note_en="Words")
        page = client.get(BOTH).text
        assert "From the first window" in page
        assert f'href="{RECORD}"' in page
        assert "Everything is saved." not in page

    def test_a_save_of_the_record_itself_does_not_answer_for_them(
        self, client: FlaskClient
    ) -> None:
        collide(client, note_en="Words of the second window")
        whole = {"rev": "2", "happened_on": "10/11/2026", "note_en": "Others"}
        assert client.post(RECORD, data=whole).status_code == 303
        assert "Words of the second window" in client.get(BOTH).text

    def test_what_is_changed_beside_the_other_text_is_kept(
        self, client: FlaskClient
    ) -> None:
        collide(client, note_en="Mine")
        sent = {"answers": RECORD, "rev": "2", "note_en": "Mine and theirs"}
        kept = client.post(f"{BOTH}/keep", data=sent, headers=JSON)
        assert kept.json == {"rev": "2", "kept": True}
        assert "Mine and theirs" in client.get(BOTH).text
        sent["note_en"] = "Without a script"
        assert client.post(f"{BOTH}/keep", data=sent).location == BOTH
        assert "Without a script" in client.get(RECORD).text

    def test_an_answer_that_is_refused_comes_back_with_its_words(
        self, client: FlaskClient
    ) -> None:
        collide(client, happened_on="3/11/2026", note_en="Mine")
        sent = {
            "answers": RECORD,
            "rev": "2",
            "_fields": "happened_on,note_en",
            "happened_on": "31/2",
            "note_en": "Mine, mended",
        }
        answer = client.post(RECORD, data=sent)
        assert answer.location == BOTH
        page = client.get(BOTH).text
        assert "There is no such day: 31 February." in page
        assert "Mine, mended" in page

    def test_words_about_a_record_that_is_gone_can_still_be_read(
        self, app: Flask, client: FlaskClient
    ) -> None:
        for why in ("collision", "refused"):
            kept = {"fields": {"note_en": ["Words"]}, "labels": {"note_en": "Note"}}
            gone = {"url": "/evidence/99", "forms": {"/evidence/99": kept}}
            app.extensions["slo_desktop"].drafts.keep(
                f"{why}-evidence-99", json.dumps(gone).encode()
            )
        page = client.get("/").text
        assert 'href="/collisions/evidence/99"' in page
        assert 'href="/evidence/99"' not in page
        page = client.get("/collisions/evidence/99").text
        assert "This record is no longer here." in page
        assert "Words" in page
        assert client.post("/collisions/evidence/99/drop").location == "/"

    @pytest.mark.usefixtures("school_year_of_work")
    def test_forms_of_one_record_are_answered_one_by_one(
        self, client: FlaskClient
    ) -> None:
        url, both = "/learning/1", "/collisions/learning/1"
        save(client, url, applied_en="From the first window")
        save(client, url, applied_en="Mine")
        save(client, f"{url}/reflection", reflection_en="Only for me")
        page = client.get(both).text
        assert "Mine" in page
        assert "Only for me" in page
        answer = {"answers": url, "rev": "2", "_fields": "applied_en"}
        client.post(url, data=answer | {"applied_en": "Mine"})
        page = client.get(both).text
        assert "Only for me" in page
        assert f'formaction="{url}"' not in page

    def test_what_an_earlier_version_kept_is_shown_too(
        self, app: Flask, client: FlaskClient
    ) -> None:
        old = {
            "url": RECORD,
            "save_url": RECORD,
            "fields": {"note_en": ["Kept long ago"]},
            "labels": {"note_en": "What was seen, and what it shows"},
        }
        folder = app.extensions["slo_desktop"]
        folder.drafts.keep("collision-evidence-1", json.dumps(old).encode())
        assert "Kept long ago" in client.get(BOTH).text
        assert "Kept long ago" in client.get(RECORD).text

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": "//x", "forms": {}}'])
    def test_what_is_no_such_draft_is_passed_over(
        self, app: Flask, client: FlaskClient, text: str
    ) -> None:
        app.extensions["slo_desktop"].drafts.keep("collision-evidence-1", text.encode())
        assert client.get(BOTH).status_code == 404
        assert "Everything is saved." in client.get(RECORD).text

    def test_a_meeting_that_collided_is_called_by_its_day(
        self, client: FlaskClient
    ) -> None:
        client.post("/school/meetings", data={"held_on": "8/12/2026"})
        save(client, "/school/meetings/1", papers_due="2/12/2026")
        late = save(client, "/school/meetings/1", papers_due="30/11/2026")
        assert late.status_code == 409
        page = client.get("/collisions/meeting/1").text
        assert "<p>08/12/2026</p>" in page
        assert "30/11/2026</textarea>" in page
        assert "02/12/2026</textarea>" in page


class TestRefusals:
    def test_a_refused_value_waits_at_its_field(self, client: FlaskClient) -> None:
        answer = save(client, "/plan/actions/1", cost_pence="-50")
        assert answered(answer)["errors"] == {
            "cost_pence": "An amount cannot be below nought."
        }
        page = client.get("/plan/actions/1").text
        assert put_back(page) == {"/plan/actions/1": {"cost_pence": ["-50"]}}
        assert "Not everything is saved." in page
        elsewhere = client.get("/").text
        assert "Not saved: Planned cost" in elsewhere
        assert 'href="/plan/actions/1"' in elsewhere
        assert "data-refused-words" not in elsewhere

    def test_it_is_forgotten_when_the_field_is_saved(
        self, client: FlaskClient, settings: Settings
    ) -> None:
        save(client, "/plan/actions/1", cost_pence="-50", due="31/2")
        save(client, "/plan/actions/1", cost_pence="50")
        page = client.get("/plan/actions/1").text
        assert put_back(page) == {"/plan/actions/1": {"due": ["31/2"]}}
        save(client, "/plan/actions/1", {"rev": "2"}, due="")
        assert drafts(settings) == []
        assert "Everything is saved." in client.get("/").text

    def test_several_records_are_counted(self, client: FlaskClient) -> None:
        save(client, "/plan/actions/1", cost_pence="-50")
        save(client, RECORD, happened_on="some day")
        page = client.get("/").text
        assert "Records with words that are not saved: 2" in page

    def test_without_scripts_it_stands_above_the_record(
        self, client: FlaskClient
    ) -> None:
        save(client, "/plan/actions/1", cost_pence="-50")
        page = client.get("/plan/actions/1").text
        noscript = page[page.index("<noscript>") :]
        assert "It is kept until you put it right." in noscript
        assert "-50" in noscript[: noscript.index("</noscript>")]
