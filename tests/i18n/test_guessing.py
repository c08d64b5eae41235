from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.guessing import guess_language

SAID = [
    (Language.CY, "Clywais blant Bl 3 yn esbonio eu gwaith"),
    (Language.CY, "clywais i'r plant"),
    (Language.CY, "Taith ddysgu dosbarth 4"),
    (Language.CY, "Ŵyn bach"),
    (Language.CY, "Dosbarth Siân: darllen"),
    (Language.EN, "Heard Year 3 explaining their work"),
    (Language.EN, "Maths walk with Siân"),
    (Language.EN, "Rhys said it helps"),
    (Language.EN, "Learning walk, Ysgol y Bryn and the cluster"),
    (None, "Ffion Llwyd"),
    (None, "92.6%"),
    (None, ""),
]


@pytest.mark.parametrize(("language", "text"), SAID)
def test_a_note_is_known_by_its_words(language: Language | None, text: str) -> None:
    assert guess_language(text) is language


def sample_texts(language: Language) -> Iterator[str]:
    for name in ("evidence", "plan", "learning"):
        file = paths.assets() / "sample" / f"{name}.csv"
        lines = file.read_text("utf-8-sig").splitlines(keepends=True)
        for row in csv.DictReader(lines):
            yield from (row[c] for c in row if c.endswith(f"_{language}") and row[c])


@pytest.mark.parametrize("language", Language)
def test_of_what_a_school_writes_little_is_left_open_and_nothing_is_wrong(
    language: Language,
) -> None:
    guesses = [guess_language(text) for text in sample_texts(language)]
    assert language.other not in guesses
    assert guesses.count(None) < len(guesses) * 0.08
