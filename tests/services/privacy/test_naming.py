from __future__ import annotations

import pytest

from slo_desktop.domain.privacy.mentions import NameMatch
from slo_desktop.services.privacy.naming import Name, excerpt, spans, without

CARYS = Name.of("Carys Gwynne", "CG")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gwelodd Carys Gwynne wers", ["Carys Gwynne"]),
        ("gyda charys gwynne heddiw", ["charys gwynne"]),
        ("CARYS WYNNE, wedyn", ["CARYS WYNNE"]),
        ("I Garys ac i Gwynne", ["Garys", "Gwynne"]),
        ("Athrawes: CG.", ["CG"]),
        ("cg o ddŵr", []),
        ("Caryson a Gwynnedd", []),
        ("", []),
        ("Carýs\u00a0Gwynne", ["Carýs\u00a0Gwynne"]),
    ],
)
def test_a_name_is_found_in_every_form(text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in spans(CARYS, text)] == found


@pytest.mark.parametrize(
    ("called", "text"),
    [
        ("Aled Storm", "Mae pawb yn gweithio’n galed."),
        ("Gari", "Daeth Cari a’i chwaer."),
        ("Non", "Ton a thonnau"),
    ],
)
def test_a_word_that_only_mutates_into_a_name_is_none(called: str, text: str) -> None:
    assert spans(Name.of(called), text) == ()


def test_how_surely_a_name_is_meant_is_told() -> None:
    text = "Carys Gwynne, Carys, CG"
    assert [s.match for s in spans(CARYS, text)] == [
        NameMatch.FULL,
        NameMatch.PART,
        NameMatch.INITIALS,
    ]
    assert spans(Name.of("Cher"), "Cher")[0].match is NameMatch.FULL


def test_a_short_part_of_a_name_is_no_name() -> None:
    ap = Name.of("Dafydd ap Ho")
    assert spans(ap, "mab ap ho") == ()
    assert without(ap, "Dafydd ap Ho a Dafydd") == "[…] a […]"


def test_a_name_is_taken_out_and_the_rest_stays() -> None:
    assert without(CARYS, "I Garys Wynne (CG): da iawn") == "I […] ([…]): da iawn"
    assert without(CARYS, "dim enw") == "dim enw"


def test_an_excerpt_marks_the_name_between_its_words() -> None:
    text = "a" * 100 + "\nCarys " + "b" * 100
    pieces = excerpt(text, spans(CARYS, text))
    assert [p.text for p in pieces if p.marked] == ["Carys"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert "\n" not in "".join(p.text for p in pieces)
