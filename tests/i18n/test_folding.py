"""Search compares folded text and knows mutated first letters (BILINGUAL 3.2)."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.i18n.folding import fold, mutations, own_forms


def finds(query: str, text: str) -> bool:
    return any(form in fold(text) for form in mutations(fold(query)))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ty", "Tŷ"),
        ("tŷ", "Ty"),
        ("tŷ", "TŶ"),
        ("wyn", "ŵyn"),
        ("wyn", "Wyn"),
        ("pel droed", "Pêl-droed"),
        ("pel droed", "Pêl\u2011droed"),
        ("pel droed", "pêl\u2010droed"),
        ("pel droed", "Pêl – droed"),
        ("o'r", "o’r"),
        ("o’r", "oʼr"),
        ("l", "Llan"),
        ("straße", "STRASSE"),
    ],
)
def test_folded_text_holds_the_folded_query(query: str, text: str) -> None:
    assert fold(query) in fold(text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("cynnydd", "gynnydd"),
        ("cynnydd", "nghynnydd"),
        ("cynnydd", "chynnydd"),
        ("gynnydd", "cynnydd"),
        ("gardd", "yr ardd"),
        ("ardd", "gardd"),
        ("pobl", "mhobl"),
        ("pobl", "bobl"),
        ("pobl", "phobl"),
        ("tad", "nhad"),
        ("tad", "dad"),
        ("tad", "thad"),
        ("blynedd", "flynedd"),
        ("blynedd", "mlynedd"),
        ("dysgu", "ddysgu"),
        ("dysgu", "nysgu"),
        ("gwaith", "ngwaith"),
        ("gwaith", "waith"),
        ("mathemateg", "fathemateg"),
        ("llyfr", "lyfr"),
        ("lyfr", "llyfr"),
        ("rhieni", "rieni"),
        ("rieni", "rhieni"),
        ("ysgol", "hysgol"),
        ("hysgol", "ysgol"),
    ],
)
def test_a_word_is_found_by_its_mutated_relatives(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize("word", ["gynnydd", "nghynnydd", "chynnydd", "cynnydd"])
def test_every_form_leads_to_the_whole_family(word: str) -> None:
    assert {"cynnydd", "gynnydd", "nghynnydd", "chynnydd"} <= set(mutations(word))


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("carys", {"garys", "ngharys", "charys"}),
        ("aled", {"haled"}),
        ("gwen", {"wen", "ngwen"}),
        ("llinos", {"linos"}),
        ("sian", set()),
        ("x", set()),
    ],
)
def test_a_word_of_a_list_takes_its_own_forms_alone(word: str, forms: set[str]) -> None:
    assert own_forms(word)[0] == word
    assert set(own_forms(word)[1:]) == forms


def test_the_word_itself_comes_first() -> None:
    assert mutations("gardd")[0] == "gardd"


@pytest.mark.parametrize("word", ["", "l", "2026", "'r"])
def test_short_words_and_numbers_have_no_relatives(word: str) -> None:
    assert mutations(word) == (word,)


@pytest.mark.parametrize("text", [None, "", "   ", "\u0301"])
def test_nothing_folds_to_nothing(text: str | None) -> None:
    assert fold(text) == ""


def test_spaces_collapse_and_invisible_signs_go() -> None:
    assert fold(" Llan\u034fgollen\u00ad \n y\u00a0Bryn ") == "llangollen y bryn"


@given(st.text())
def test_folding_ignores_how_accents_are_encoded(text: str) -> None:
    composed = fold(unicodedata.normalize("NFC", text))
    assert composed == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghilmnoprstuwy'", min_size=1, max_size=12))
def test_relatives_are_never_empty_and_never_repeated(word: str) -> None:
    forms = mutations(word)
    assert forms[0] == word
    assert all(forms)
    assert len(set(forms)) == len(forms)


def test_a_thousand_words_are_expanded_at_once() -> None:
    started = time.process_time()  # whatever else the machine is doing
    for number in range(1000):
        mutations(f"cynnydd{number}")
    assert time.process_time() - started < 1
