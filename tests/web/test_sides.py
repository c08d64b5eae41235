"""Words that stand in the box of the other language, and how they get out of it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

WELSH = "Clywais blant Bl 3 yn esbonio eu gwaith"
EVEN = "Ffion Llwyd"
JSON = {"Accept": "application/json"}


@pytest.fixture
def noted(client: FlaskClient, in_english: None) -> FlaskClient:
    """A Welsh note that nobody could know for Welsh."""
    client.post("/evidence/capture", data={"note": EVEN})
    return client


def test_a_quick_note_is_kept_in_the_language_of_its_words(
    client: FlaskClient, in_english: None
) -> None:
    sent = {"note": WELSH}
    page = client.post("/evidence/capture", data=sent, follow_redirects=True).text
    assert "Note saved as Welsh. It waits under “To sort”." in page
    record = client.get("/evidence/1").text
    assert "Original: Welsh" in record
    assert "This text is English" in record


def test_a_note_that_nobody_can_tell_is_in_the_language_of_the_menus(
    noted: FlaskClient,
) -> None:
    assert "Note saved. It waits under “To sort”." in noted.get("/evidence").text
    assert "Original: English" in noted.get("/evidence/1").text


def test_a_text_can_be_said_to_be_in_the_other_language(noted: FlaskClient) -> None:
    assert noted.get("/evidence/1").text.count("This text is Welsh") == 2
    sent = {"language": "cy"}
    page = noted.post("/sides/evidence/1", data=sent, follow_redirects=True).text
    assert "The text is held as Welsh now." in page
    assert "Original: Welsh" in page
    again = noted.post("/sides/evidence/1", data=sent, follow_redirects=True).text
    assert "is held as" not in again
    assert "Original: Welsh" in again
    noted.post("/history/undo")
    assert "Original: English" in noted.get("/evidence/1").text


def test_texts_in_both_languages_stay_where_they_are(noted: FlaskClient) -> None:
    fields = {"rev": "1", "title_en": "Ffion", "title_cy": "Ffion"}
    noted.post("/evidence/1", data=fields)
    page = noted.get("/evidence/1").text
    assert "This text is" not in page
    page = noted.post(
        "/sides/evidence/1", data={"language": "cy"}, follow_redirects=True
    ).text
    assert "is held as" not in page


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("learning", "/learning/1"),
        ("priority", "/plan/priorities/1"),
        ("action", "/plan/actions/1"),
    ],
)
def test_other_records_can_be_turned_too(
    client: FlaskClient,
    in_english: None,
    school_year_of_work: None,
    kind: str,
    page: str,
) -> None:
    assert "This text is" not in client.get(page).text
    emptied = {"rev": "1", "_fields": "title_cy", "title_cy": ""}
    client.post(page, data=emptied, headers=JSON)
    assert "This text is Welsh" in client.get(page).text
    answer = client.post(f"/sides/{kind}/1", data={"language": "cy"})
    assert answer.location == page
    turned = client.get(page).text
    assert "The text is held as Welsh now." in turned
    assert "This text is English" in turned


def test_a_role_pasted_from_the_other_page_can_be_turned(
    client: FlaskClient, in_english: None
) -> None:
    client.post("/people", data={"people": "Ffion Llwyd, Bugeiles", "group": ""})
    page = client.get("/people/1").text
    assert "The role is in Welsh" in page
    answer = client.post("/sides/person/1", data={"language": "cy"})
    assert answer.location == "/people/1"
    turned = client.get("/people/1").text
    assert "The text is held as Welsh now." in turned
    assert "The role is in English" in turned
    assert 'name="role_cy"' in turned
    client.post("/people/1/bin")
    assert "The role is in" not in client.get("/people/1").text


def test_only_what_has_texts_in_two_languages_can_be_turned(
    client: FlaskClient, in_english: None
) -> None:
    assert client.post("/sides/term/1", data={"language": "cy"}).status_code == 404
    assert client.post("/sides/evidence/1", data={"language": "fr"}).status_code == 400
    assert client.post("/sides/evidence/99", data={"language": "cy"}).status_code == 404
