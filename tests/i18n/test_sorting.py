"""Welsh order (BILINGUAL 3.1): the vectors, and ICU as oracle where it is installed."""

from __future__ import annotations

import itertools
import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.names import name_key, surname_first
from slo_desktop.i18n.sorting import sort_key

VECTOR = (
    "ar cath cwmwl chwarae dafad dŵr dwy ddaear ddoe egni ficer ffermio ffon fforch "
    "gardd gwaith nghath nghwm ngwlad haul lamp lol llan Llanon lliw llyfr man mân "
    "mor môr nos pêl pob phen ras rhaw rhosyn taith tal Tal tâl tŷ tywod theatr thema "
    "uned wy ŵyn wyneb ymchwil ysgol"
)
ASCENDING = VECTOR.split()
PAIRS = [
    "cwmwl chwarae",
    "dwy ddaear",
    "ficer ffermio",
    "gwaith nghath haul",
    "lol llan",
    "pob phen",
    "ras rhaw",
    "tywod theatr",
    "wy ŵyn wyneb",
    "tal Tal tâl",
]
LETTERS = "abcdefghijklmnopqrstuvwxyzâêîôûŵŷáéíóúẁỳäëïöüẅÿABCDEFGHLMNPRTŴŶ"


def backwards(texts: list[str]) -> list[str]:
    return texts[::-1]


def welsh(text: str | None) -> Any:
    return sort_key(text, Language.CY)


def test_words_stand_in_the_order_of_the_welsh_alphabet() -> None:
    shuffled = ASCENDING[::2] + ASCENDING[1::2]
    assert sorted(shuffled, key=welsh) == ASCENDING


@pytest.mark.parametrize("words", PAIRS)
def test_neighbours_stand_in_order(words: str) -> None:
    for first, second in itertools.pairwise(words.split()):
        assert welsh(first) < welsh(second)


@pytest.mark.parametrize("llangollen", ["Llangollen", "Llan\u034fgollen"])
def test_n_and_g_of_llangollen_are_two_letters(llangollen: str) -> None:
    expected = ["Llan", llangollen, "Llanon", "lliw"]
    assert sorted(backwards(expected), key=welsh) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Banc", "Bangor"),
        ("Bangor", "Bannau"),
        ("bannau Fangor", "bannau fannau"),
        ("arfer", "arholiad"),
        ("arholiad", "arian"),
        ("parch", "parhau"),
        ("parhau", "pario"),
        ("llongau", "llongyfarch"),
        ("sicrhau", "sicrwydd"),
    ],
)
def test_words_of_the_exception_list_stand_apart(first: str, second: str) -> None:
    assert welsh(first) < welsh(second)


@pytest.mark.parametrize(
    "texts",
    [
        ["Amcan 1.2", "Amcan 1.10"],
        ["Blwyddyn 2", "Blwyddyn 3", "Blwyddyn 10"],
        ["P2526-9", "P2526-10", "P2627-1"],
        ["7", "007a", "8"],
    ],
)
def test_numbers_count_as_numbers(texts: list[str]) -> None:
    assert sorted(backwards(texts), key=welsh) == texts


def test_signs_stand_before_digits_and_digits_before_letters() -> None:
    expected = ["a b", "a-b", "a1", "ab", "aя"]
    assert sorted(backwards(expected), key=welsh) == expected


def test_english_lists_have_english_order() -> None:
    words = ["chalk", "city", "llama", "long", "rhyme", "river"]
    assert sorted(backwards(words), key=lambda w: sort_key(w, Language.EN)) == words
    assert sorted(["city", "chalk"], key=welsh) == ["city", "chalk"]


def test_a_plain_code_serves_as_language() -> None:
    assert sort_key("Llangollen", Language("cy")) == sort_key("Llangollen", Language.CY)


@pytest.mark.parametrize("text", [None, "", "🙂", "9" * 5000, "\u0301", "ﬁ", "ŉ"])
def test_nothing_and_odd_signs_have_a_key(text: str | None) -> None:
    assert sorted(["b", text, "a"], key=welsh)


@given(st.text())
def test_the_key_ignores_how_accents_are_encoded(text: str) -> None:
    composed = welsh(unicodedata.normalize("NFC", text))
    assert composed == welsh(unicodedata.normalize("NFD", text))


@given(st.lists(st.text(alphabet=LETTERS + " '-0123456789", max_size=6), max_size=6))
def test_the_order_is_total_and_does_not_depend_on_the_start(texts: list[str]) -> None:
    ascending = sorted(texts, key=welsh)
    assert sorted(backwards(texts), key=welsh) == ascending
    assert all(welsh(a) <= welsh(b) for a, b in itertools.combinations(ascending, 2))


@given(st.text(), st.text())
def test_only_the_same_text_has_the_same_key(first: str, second: str) -> None:
    same = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
    assert (welsh(first) == welsh(second)) is same


def test_icu_orders_words_alike() -> None:
    icu = pytest.importorskip("icu")
    collator = icu.Collator.createInstance(icu.Locale("cy"))
    chance = random.Random(2026)  # noqa: S311  words for a test
    for _ in range(5000):
        first, second = (
            "".join(chance.choices(LETTERS, k=chance.randint(1, 5))) for _ in range(2)
        )
        ours = (welsh(first)[:3] > welsh(second)[:3]) - (
            welsh(first)[:3] < welsh(second)[:3]
        )
        assert ours == collator.compare(first, second), (first, second)


def test_people_stand_by_surname_in_both_languages() -> None:
    people = [
        "Siân Eira",
        "Ffion Cawod",
        "Gwion Cwmwl",
        "Mererid Haul",
        "Gwenllian Lluwch",
        "Dafydd Niwl",
        "Rhys Taran",
        "Catrin Tŷ-Tywydd",
    ]
    ascending = sorted(people, key=name_key)
    surnames = [surname_first(name)[0] for name in ascending]
    assert surnames == [
        "Cawod",
        "Cwmwl",
        "Eira",
        "Haul",
        "Lluwch",
        "Niwl",
        "Taran",
        "Tŷ-Tywydd",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dafydd ap Gwilym", ("ap Gwilym", "Dafydd")),
        ("Gwerful ferch Hywel", ("ferch Hywel", "Gwerful")),
        ("Madonna", ("Madonna", "")),
        ("", ("", "")),
        ("Ap Gwilym", ("Gwilym", "Ap")),
    ],
)
def test_a_surname_keeps_its_particle(name: str, expected: tuple[str, str]) -> None:
    assert surname_first(name) == expected


def test_a_person_without_a_name_can_be_sorted() -> None:
    assert name_key(None) < name_key("Aled Storm")


def test_a_small_letter_before_a_capital_is_a_letter_of_its_own() -> None:
    assert welsh("dDa") < welsh("dda") < welsh("Dda") < welsh("DDA")
