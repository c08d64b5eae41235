"""Pages that were open before a restore save nothing into the restored school."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.restored import rows
from tests.web.restoring.conftest import Behind

WORDS = "Geiriau a deipiwyd cyn yr adfer"


@pytest.fixture
def old_token(behind: Behind, backup: Path, newer: object) -> str:
    """The token of a page that stayed open while a backup was restored."""
    del newer
    token = behind.token("/evidence/1")
    behind.restore(backup)
    return token


def test_a_save_of_an_old_page_is_not_written_and_its_words_are_kept(
    behind: Behind, old_token: str
) -> None:
    before = rows(behind.school.database)
    sent = {
        "csrf_token": old_token,
        "rev": "1",
        "_fields": "note_cy,kind",
        "note_cy": WORDS,
        "kind": "",
    }
    headers = {"Accept": "application/json"}
    answer = behind.send("/evidence/1", sent, headers=headers)
    assert answer.status_code == 409
    place = answer.json["collision"]  # type: ignore[index]
    page = behind.get(place)
    assert page.status_code == 409
    assert "A backup was restored while this page was open." in page.text
    assert WORDS in page.text
    assert rows(behind.school.database) == before
    behind.post(f"{place}/drop")
    assert WORDS not in behind.get(place).text


def test_all_that_one_old_page_sends_is_kept_together(
    behind: Behind, old_token: str
) -> None:
    sent = {"csrf_token": old_token, "_page": "a1", "_fields": "note_cy"}
    places = {
        behind.send("/evidence/1", sent | words).location
        for words in ({"note_cy": "Cynt"}, {"note_en": WORDS}, {"note_cy": "Wedyn"})
    }
    assert len(places) == 1
    page = behind.get(places.pop()).text
    assert WORDS in page
    assert "Wedyn" in page
    assert "Cynt" not in page


def test_an_act_of_an_old_page_is_not_done(behind: Behind, old_token: str) -> None:
    before = rows(behind.school.database)
    for path in ("/evidence/1/bin", "/history/undo", "/people/new"):
        answer = behind.send(path, {"csrf_token": old_token, "next": "/"})
        assert answer.status_code in {303, 404}
        if answer.status_code == 303:
            assert "/old-pages/" in answer.location
    assert rows(behind.school.database) == before


def test_drafts_and_preferences_of_an_old_page_go_on(
    behind: Behind, old_token: str
) -> None:
    answer = behind.window.put(
        "/drafts/evidence-new",
        data=b'{"title_cy": "Drafft"}',
        content_type="application/json",
        headers={"X-CSRFToken": old_token},
    )
    assert answer.status_code == 204
    assert "Drafft" in behind.get("/drafts/evidence-new").text
    sent = {"csrf_token": old_token, "language": "cy", "next": "/"}
    assert behind.send("/language", sent).location == "/"


def test_a_token_of_nobody_is_still_an_ordinary_old_page(
    behind: Behind, old_token: str
) -> None:
    del old_token
    answer = behind.send("/evidence/1/bin", {"csrf_token": "x"})
    assert answer.status_code == 400
    assert "This page was open for too long" in answer.text
    assert behind.get("/old-pages/x").status_code == 404
    assert behind.post("/old-pages/x/drop").status_code == 404
