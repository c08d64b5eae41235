"""From the sample school to somebody's own, on the pages."""

from __future__ import annotations

import re

import pytest

from slo_desktop.storage.preferences import PreferenceStore
from tests.restored import everything, rows
from tests.web.restoring.conftest import SAMPLE, Behind, begun

OFFER = {"en": "Begin your own school", "cy": "Dechrau eich ysgol eich hun"}
KEPT = {
    "en": f"The sample school, {SAMPLE}, is kept as a backup: 22 Nov 2026 18:00.",
    "cy": f"Mae’r ysgol enghreifftiol, {SAMPLE}, wedi’i chadw fel copi wrth gefn: "
    "22 Tach 2026 18:00.",
}
OWN = {
    "name_cy": "Ysgol y Bryn",
    "name_en": "Hill School",
    "category": "dual-language",
    "school_year": "2026",
    "people": "",
    "language": "en",
}


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("path", ["/", "/school"])
def test_the_sample_school_says_what_it_is_and_offers_the_way_out(
    sample: Behind, path: str, language: str
) -> None:
    sample.app.extensions["slo_desktop"].preferences.update(language=language)
    page = sample.get(path).text
    assert f'<a href="/school/begin">{OFFER[language]}</a>' in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Keep the sample school as a backup and begin"),
        ("cy", "Cadw’r ysgol enghreifftiol fel copi wrth gefn a dechrau"),
    ],
)
def test_one_page_says_what_will_happen_and_stands_on_cancel(
    sample: Behind, language: str, words: str
) -> None:
    before = everything(sample.school.folder)
    sample.app.extensions["slo_desktop"].preferences.update(language=language)
    page = sample.get("/school/begin").text
    assert OFFER[language] in page
    assert words in page
    assert re.search(r"autofocus data-focus>(Cancel|Canslo)<", page)
    after = everything(sample.school.folder)
    assert {**after, "state.json": ""} == {**before, "state.json": ""}


def test_the_first_page_opens_and_says_in_both_languages_where_the_sample_went(
    sample: Behind,
) -> None:
    page = begun(sample)
    assert KEPT["cy"] in page
    assert KEPT["en"] in page
    assert 'action="/safety/restore/undo"' in page
    assert sample.get("/").location == "/school/first-run"


def test_it_opens_the_first_page_after_closing_and_starting_again_as_well(
    sample: Behind,
) -> None:
    begun(sample)
    sample.orders.append((lambda: None, lambda: None))
    sample.reopen()
    assert sample.get("/").location == "/school/first-run"
    assert KEPT["en"] in sample.get("/school/first-run").text


def test_ones_own_school_begins_and_is_offered_none_of_this(sample: Behind) -> None:
    begun(sample)
    answer = sample.post("/school/first-run", OWN, page="/school/first-run")
    assert answer.location == "/"
    home = sample.get("/").text
    assert "Hill School" in home
    for page in (home, sample.get("/school").text):
        assert "/school/begin" not in page
        assert "sample school" not in page
    assert PreferenceStore(sample.school.folder).load().school == "Hill School"


def test_the_first_page_brings_it_back(sample: Behind) -> None:
    before = rows(sample.school.database)
    begun(sample)
    answer = sample.post("/safety/restore/undo", page="/school/first-run")
    sample.ordered()
    sample.reopen()
    page = sample.window.get(answer.location, follow_redirects=True).text
    assert f"Restored: {SAMPLE}, 22 Nov 2026 18:00." in page
    assert rows(sample.school.database) == before


def test_safety_brings_it_back_and_shows_first_what_would_go(sample: Behind) -> None:
    begun(sample)
    sample.post("/school/first-run", OWN, page="/school/first-run")
    page = sample.get("/safety/restore").text
    assert KEPT["en"] in page
    assert "Bring the sample school back" in page
    answer = sample.post("/safety/restore/undo")
    look, sure = sample.looked(answer.location)
    assert "This backup is of another school." in look
    assert "Yes, replace it with the other school" in sample.get(sure).text


def test_a_page_from_before_saves_nothing_into_ones_own_school(sample: Behind) -> None:
    old = sample.token("/people")
    begun(sample)
    sample.post("/school/first-run", OWN, page="/school/first-run")
    before = rows(sample.school.database)
    answer = sample.send("/people", {"csrf_token": old, "lines": "Mair Haf, Athrawes"})
    assert "/old-pages/" in answer.location
    assert rows(sample.school.database) == before


def test_half_written_words_are_not_shown_in_ones_own_school(sample: Behind) -> None:
    drafts = sample.app.extensions["slo_desktop"].drafts
    drafts.keep("evidence-new", b'{"title_cy": "Hanner gair"}')
    assert "New evidence, begun and not saved yet" in sample.get("/").text
    begun(sample)
    sample.post("/school/first-run", OWN, page="/school/first-run")
    assert "New evidence, begun and not saved yet" not in sample.get("/").text


def test_a_double_click_makes_room_once(sample: Behind) -> None:
    page = sample.get("/school/begin").text
    mark = re.search(r'name="once" value="([^"]+)"', page)
    assert mark
    sent = {"csrf_token": sample.token("/school/begin"), "once": mark[1]}
    first = sample.send("/safety/restore/own", sent)
    again = sample.send("/safety/restore/own", sent)
    assert again.location == first.location
    sample.ordered()
    sample.ended()
    assert len(sample.orders) == 1
    sample.reopen()
