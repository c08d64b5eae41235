from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from slo_desktop.app import FEATURES
from slo_desktop.domain.languages import Language
from slo_desktop.web.help.topics import ELSEWHERE, TOPICS

HELP = Path(__file__).parents[2] / "assets" / "help"
WITHOUT_PAGES = {"drafts", "fields", "files", "help", "preferences", "search", "sides"}
"""Parts that answer scripts and links, and show no page of their own to explain."""


def headings(topic: str, language: Language) -> int:
    text = (HELP / language.value / f"{topic}.md").read_text("utf-8")
    return len(re.findall(r"^#+ ", text, re.MULTILINE))


@pytest.mark.parametrize("language", Language)
def test_every_topic_is_written_in_each_language(language: Language) -> None:
    assert {path.stem for path in (HELP / language.value).glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_the_same_parts_in_both_languages(topic: str) -> None:
    assert headings(topic, Language.CY) == headings(topic, Language.EN) > 0


def test_every_part_of_the_program_has_its_help(app: Flask) -> None:
    explained = {*TOPICS, *ELSEWHERE}
    parts = {*FEATURES, *app.blueprints}
    assert parts - WITHOUT_PAGES - explained == set()
