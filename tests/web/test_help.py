from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from slo_desktop import __version__, paths
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.web.help.topics import TOPICS, body, source, title, topic_of

KEYS = re.compile(r"\*\*(Ctrl [^*]+|Alt [^*]+|F\d|Esc|Enter|\?|[↑↓])\*\*")
SHOWN = re.compile(r"<dt>(.+?)</dt>", re.DOTALL)
KEY = re.compile(r"<kbd>(.+?)</kbd>")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
BLANK = re.compile(r":? %\(\w+\)s$")
ON_THE_DOOR = {"Open the sample school": "Agor yr ysgol enghreifftiol"}
"""Words of the first page, which is in both languages at once."""

BESIDE_THE_TABLE = {"Ctrl 0", "Ctrl 1", "Ctrl 2"}
"""Keys that the table sums up as one, or that only take a click back."""


def msgids() -> list[str]:
    path = paths.translations() / "cy" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return [str(each.id) for each in read_po(file, locale="cy") if each.id]


def speak(app: Flask, language: Language) -> None:
    app.extensions["slo_desktop"].preferences.update(language=language.value)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_opens(
    app: Flask, client: FlaskClient, topic: str, language: Language
) -> None:
    speak(app, language)
    page = client.get(f"/help/{topic}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert f"<h1>{title(topic, language)}</h1>" in page.text
    assert body(topic, language) in page.text
    assert page.text.count('aria-current="page"') == 1


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_say_as_much(topic: str) -> None:
    cy, en = body(topic, Language.CY), body(topic, Language.EN)
    for tag in ("<h2>", "<li>", "<p>", "<strong>", "<ol>", "<ul>"):
        assert cy.count(tag) == en.count(tag), tag


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_short_and_leads_nowhere_else(
    topic: str, language: Language
) -> None:
    text = source(topic, language)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert "http" not in text
    assert "'" not in text, "apostrophes are curly"
    assert len(text.split()) < 500


@pytest.mark.parametrize("language", Language)
def test_every_key_that_is_named_exists(
    app: Flask, client: FlaskClient, language: Language
) -> None:
    speak(app, language)
    table = {
        " ".join(KEY.findall(part)) for part in SHOWN.findall(client.get("/").text)
    }
    there = table - {"Ctrl 1–8", "↑ ↓"} | {"↑", "↓"} | BESIDE_THE_TABLE
    assert set(KEYS.findall(source("keys", language))) == there


@pytest.mark.parametrize("topic", TOPICS)
def test_keys_named_elsewhere_are_explained_under_keys(topic: str) -> None:
    for language in Language:
        known = set(KEYS.findall(source("keys", language)))
        assert set(KEYS.findall(source(topic, language))) <= known


@pytest.mark.parametrize("topic", TOPICS)
def test_words_of_the_program_are_quoted_as_they_are(topic: str) -> None:
    said = {_plain(text): _plain(say(text, Language.CY)) for text in msgids()}
    titles = {title(each, Language.EN): title(each, Language.CY) for each in TOPICS}
    in_welsh = ON_THE_DOOR | titles | said
    quoted = {language: _quoted(topic, language) for language in Language}
    assert quoted[Language.EN] <= in_welsh.keys()
    assert {in_welsh[words] for words in quoted[Language.EN]} == quoted[Language.CY]


def _plain(text: str) -> str:
    return BLANK.sub("", text)


def _quoted(topic: str, language: Language) -> set[str]:
    text = " ".join(source(topic, language).split())
    return {words for words in BOLD.findall(text) if not KEYS.match(f"**{words}**")}


def test_help_opens_at_the_part_one_is_in(
    client: FlaskClient, school_year_of_work: None
) -> None:
    for path, topic in {
        "/": "home",
        "/evidence": "evidence",
        "/plan/2026": "plan",
        "/elements/slo-wales/4.2": "elements",
        "/learning": "learning",
        "/people": "people",
        "/school": "school",
        "/bin": "safety",
        "/help/keys": "start",
    }.items():
        page = client.get(path).text
        assert f'href="/help/{topic}" data-help' in page, path


def test_a_part_without_help_of_its_own_begins_at_the_start() -> None:
    assert topic_of(None) == topic_of("files") == "start"
    assert topic_of("history") == "safety"


@pytest.mark.usefixtures("in_english")
def test_an_unknown_topic_is_not_there(client: FlaskClient) -> None:
    assert client.get("/help/cheese").status_code == 404


def test_about_tells_licences_in_welsh_too(client: FlaskClient) -> None:
    page = client.get("/help/about").text
    assert "Hawlfraint y Goron, Trwydded Llywodraeth Agored v3.0" in page
    assert "Crown copyright" not in page
    assert "before release" not in page


@pytest.mark.usefixtures("in_english")
def test_about_shows_versions_sources_and_what_is_draft(client: FlaskClient) -> None:
    page = client.get("/help/about").text
    assert __version__ in page
    assert "WeasyPrint".lower() in page.lower()
    for each in frameworks().by_key.values():
        drafts = sum(bool(entry.draft) for entry in each.entries)
        name = re.escape(each.title.shown(Language.EN).text)
        row = re.search(rf"<tr><th[^>]*>{name}</th>(.+?)</tr>", page, re.DOTALL)
        assert row, each.key
        assert f">{drafts}</td>" in row[1]
        for from_whom in each.sources:
            for told in (from_whom.name, from_whom.licence):
                assert escape(told.text(Language.EN)) in row[1]
    assert "careful draft" in page


def test_no_help_is_left_over() -> None:
    for language in Language:
        there = {p.stem for p in (paths.assets() / "help" / language).glob("*.md")}
        assert there == set(TOPICS)
