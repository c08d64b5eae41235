"""The page from which a translator's day begins."""

from __future__ import annotations

import html
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing
from slo_desktop.storage.models import School, SuccessCriterion
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("untranslated", "in_english")
ROW = re.compile(r'<a href="([^"]+)" lang="(\w\w)" data-row>([^<]*)</a>')


@pytest.fixture
def untranslated(session: Session, school: School) -> None:
    """A note in Welsh, an action in English, and a part of it."""
    school.vision = Bilingual.of(cy="Dysgu gyda’n gilydd", en="Learning together")
    builders.evidence(session, title=Bilingual.of(cy="Y clwb darllen <b>"))
    action = builders.action(session, title=Bilingual.of(en="Read aloud each day"))
    part = {"priority": action.priority, "action": action, "position": 1}
    session.add(SuccessCriterion(text=Bilingual.of(en="All read"), **part))
    session.flush()


def rows(client: FlaskClient, path: str = "/translation") -> dict[str, tuple[str, str]]:
    """Text, and the page and language of each row."""
    page = client.get(path).get_data(as_text=True)
    found = ((html.unescape(text), url, lang) for url, lang, text in ROW.findall(page))
    return {text: (url, lang) for text, url, lang in found}


def test_every_text_leads_to_its_box(client: FlaskClient) -> None:
    found = rows(client)
    assert found["Y clwb darllen <b>"] == ("/evidence/1#title_en", "cy")
    assert found["Read aloud each day"] == ("/plan/actions/1#title_cy", "en")
    assert found["All read"] == ("/plan/actions/1", "en")
    for url, _language in found.values():
        page = client.get(url).get_data(as_text=True)
        box = url.partition("#")[2]
        assert not box or f'id="{box}"' in page, url


def test_every_field_of_every_kind_has_its_box(
    session: Session, client: FlaskClient
) -> None:
    only = Bilingual.of(cy="Dim ond yn Gymraeg")
    begin_writing(session)
    write_as(session, Authorship(NOW, "step-3"))
    builders.priority(session, rationale=only, outcome=only, end_of_year=only)
    builders.action(session, resources=only, monitoring=only)
    builders.learning(session, intended=only, applied=only)
    builders.evidence(session, note=only)
    builders.person(session, role=only)
    session.scalars(sa.select(School)).one().vision = only
    session.commit()
    page = client.get("/translation?into=en").get_data(as_text=True)
    urls = {url for url, _lang, _text in ROW.findall(page)}
    boxes = {url.partition("#")[2] for url in urls}
    assert boxes >= {
        *("rationale_en", "outcome_en", "end_of_year_en", "resources_en"),
        *("monitoring_en", "intended_en", "applied_en", "note_en", "role_en"),
        "vision_en",
    }
    for url in urls:
        place, _hash, box = url.partition("#")
        shown = client.get(place).get_data(as_text=True)
        assert not box or f'id="{box}"' in shown, url


def test_a_text_of_a_record_that_is_gone_spoils_no_list(
    session: Session, client: FlaskClient
) -> None:
    """As where a damaged file was brought back without it."""
    session.execute(
        sa.text("UPDATE text_index SET record_id = 99 WHERE field = 'text'")
    )
    session.commit()
    assert set(rows(client)) == {"Y clwb darllen <b>", "Read aloud each day"}


def test_one_language_can_be_asked_for(client: FlaskClient) -> None:
    assert set(rows(client, "/translation?into=en")) == {"Y clwb darllen <b>"}
    assert {lang for _url, lang in rows(client, "/translation?into=cy").values()} == {
        "en"
    }
    assert rows(client, "/translation?into=nonsense") == rows(client)


def test_the_page_says_how_much_it_is(client: FlaskClient) -> None:
    page = client.get("/translation?into=en").get_data(as_text=True)
    assert "Texts: 1" in page
    assert "Words to translate: 4" in page
    assert "English missing" in page


def test_the_status_bar_leads_to_as_many_as_it_says(client: FlaskClient) -> None:
    page = client.get("/evidence").get_data(as_text=True)
    told = re.search(r'href="/translation">.*?out of date: (\d+)<', page)
    assert told
    assert int(told[1]) == len(rows(client))


def test_where_nothing_waits_it_says_so(app: Flask, client: FlaskClient) -> None:
    for path, box in (
        ("/evidence/1", "title_en"),
        ("/plan/actions/1", "title_cy"),
    ):
        client.post(path, data={"_fields": box, box: "Translated"})
    page = client.get("/translation?into=en").get_data(as_text=True)
    assert "No translation is missing or out of date." in page
    app.extensions["slo_desktop"].preferences.update(language="cy")
    page = client.get("/translation?into=en").get_data(as_text=True)
    assert "Nid oes yr un cyfieithiad ar goll nac wedi dyddio." in page


def test_the_palette_knows_it_in_both_languages(client: FlaskClient) -> None:
    for word in ("transl", "cyfieith"):
        answer = client.get(f"/search?q={word}").get_data(as_text=True)
        assert 'href="/translation"' in answer, word
