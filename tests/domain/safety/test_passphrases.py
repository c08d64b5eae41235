from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.passphrases import (
    WORDS,
    Weakness,
    normalised,
    suggestion,
    weakness,
)
from slo_desktop.i18n.folding import fold

HOUSE = "tŷ gŵyl"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("typed", [HOUSE, f"  {HOUSE}\n", "tŷ \t gŵyl", "tŷ\u00a0gŵyl"])
def test_one_passphrase_is_the_same_from_every_keyboard(form: str, typed: str) -> None:
    assert normalised(unicodedata.normalize(form, typed)) == HOUSE  # type: ignore[arg-type]


def test_case_counts_and_an_apostrophe_may_be_bent() -> None:
    assert normalised("Ysgol") != normalised("ysgol")
    assert normalised("o’r tŷ") == normalised("o'r tŷ") == normalised("oʼr tŷ")


@given(st.text(max_size=60))
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert normalised(unicodedata.normalize("NFD", text)) == once


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", Weakness.EMPTY),
        ("   \n", Weakness.EMPTY),
        ("cath", Weakness.SHORT),
        ("aaaa bbbb aaaa bbbb", Weakness.SIMPLE),
        ("Ysgol y Bryn 2026", Weakness.KNOWN),
        ("cyfrinymadrodd 12", Weakness.KNOWN),
        ("x" * 201, Weakness.LONG),
        ("mae'r gath yn cysgu", None),
        ("tarw moron enfys lamp pont", None),
    ],
)
def test_a_weak_passphrase_is_told_why(typed: str, found: Weakness | None) -> None:
    assert weakness(typed, ["Ysgol y Bryn", "", "Hill School"]) is found


def test_a_suggestion_is_five_words_that_were_chosen() -> None:
    turns = iter(["un", "dau", "tri", "pedwar", "pump"])
    assert suggestion(["un"], lambda _words: next(turns)) == "un dau tri pedwar pump"
    assert WORDS == 5


@pytest.mark.parametrize("language", Language)
def test_the_lists_are_plain_words_that_any_keyboard_types(language: Language) -> None:
    path = paths.assets() / "passphrases" / f"{language.value}.txt"
    words = path.read_text("utf-8").split()
    assert len(words) >= 1024
    assert words == sorted(set(words))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(3 <= len(word) <= 12 for word in words)
    assert len({fold(word) for word in words}) == len(words)
    assert weakness(" ".join(sorted(words, key=len)[:5])) is None
