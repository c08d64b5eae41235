"""What can be checked of the Welsh without knowing Welsh."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from slo_desktop import paths

PREPOSITIONS = "a â am ar at dan dros drwy ei gan gyda hyd i mewn neu o wrth y yn yr"
BLANK_AFTER = re.compile(rf"\b(?:{PREPOSITIONS.replace(' ', '|')}) %\(", re.IGNORECASE)
"""A word that mutates what follows, before a blank nobody can mutate."""

ENDINGS = (".", ":", "?", "…")
LONGER = {"No."}
"""English shortened with a full stop, where the Welsh is not."""

TOGETHER: tuple[frozenset[str], ...] = ()
"""English texts that may share one Welsh text."""


def messages() -> Iterator[Message]:
    path = paths.translations() / "cy" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        yield from (message for message in read_po(file, locale="cy") if message.id)


def english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def welsh(message: Message) -> tuple[str, ...]:
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or [""])


def test_every_message_has_welsh() -> None:
    assert [english(each) for each in messages() if not all(welsh(each))] == []


def test_no_two_english_texts_have_the_same_welsh() -> None:
    said = defaultdict(set)
    for message in messages():
        said[message.context, welsh(message)].add(english(message))
    several = [frozenset(texts) for texts in said.values() if len(texts) > 1]
    assert [sorted(texts) for texts in several if texts not in TOGETHER] == []


@pytest.mark.parametrize("wrong", ["'", "&", "ayb", "  ", "\u00a0"])
def test_the_typing_is_ours(wrong: str) -> None:
    found = [each for each in messages() for text in welsh(each) if wrong in text]
    assert [english(each) for each in found] == []


def test_apostrophes_are_curly_in_both_languages() -> None:
    assert [english(each) for each in messages() if "'" in english(each)] == []


def test_accents_are_whole_letters() -> None:
    texts = (text for message in messages() for text in welsh(message))
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


def test_no_blank_follows_a_word_that_mutates() -> None:
    texts = (text for message in messages() for text in welsh(message))
    assert [text for text in texts if BLANK_AFTER.search(text)] == []


def test_a_sentence_stays_a_sentence() -> None:
    for message in messages():
        source = english(message).rstrip()
        if source in LONGER:
            continue
        for text in welsh(message):
            ends = {e for e in ENDINGS if source.endswith(e)}
            assert {e for e in ENDINGS if text.rstrip().endswith(e)} == ends, text
            assert text[:1].isupper() is source[:1].isupper(), text
