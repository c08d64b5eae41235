from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slo_desktop.domain.privacy.filenames import (
    FORBIDDEN,
    RESERVED,
    safe_name,
    unique_names,
)

NASTY = [
    ("CON", "_CON"),
    ("aux.txt", "_aux.txt"),
    ("com1.jpg", "_com1.jpg"),
    ("COM¹", "_COM¹"),
    ("report.", "report"),
    ("report .", "report"),
    ("a:b", "a_b"),
    ("../../x", "x"),
    ("..\\..\\x", "x"),
    ("C:\\Windows\\win.ini", "win.ini"),
    ("/etc/passwd", "passwd"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("a\x00b.txt", "ab.txt"),
    ("nul\n.txt", "_nul.txt"),
    ("", "-"),
    ("   ", "-"),
    ("..", "-"),
    (".htaccess", "_.htaccess"),
    ("-rf", "_-rf"),
    ("a;b.csv", "a_b.csv"),
    ("gwyl 🎉.jpg", "gwyl 🎉.jpg"),
    (unicodedata.normalize("NFD", "Tŷ ŵyn.pdf"), "Tŷ ŵyn.pdf"),
]


@pytest.mark.parametrize(("name", "safe"), NASTY)
def test_p1_every_system_can_write_the_name(name: str, safe: str) -> None:
    found = safe_name(name)
    assert found == safe or (safe == "-" and found == "_-")


def is_safe(name: str) -> bool:
    stem = name.partition(".")[0].strip().casefold()
    return (
        bool(name)
        and not FORBIDDEN & set(name)
        and not name.endswith((".", " "))
        and not name.startswith((".", "-", " "))
        and stem not in RESERVED
        and len(name.encode()) <= 200
        and unicodedata.is_normalized("NFC", name)
        and all(unicodedata.category(sign)[0] != "C" for sign in name)
    )


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_p1_any_name_at_all_becomes_a_safe_one(name: str) -> None:
    assert is_safe(safe_name(name))


@given(st.lists(st.text(alphabet="aAáÁ.ŷ ỳ1", max_size=6), max_size=20))
@settings(max_examples=200, deadline=None)
def test_p2_no_two_names_are_one_on_any_system(names: list[str]) -> None:
    found = unique_names(names)
    assert len(found) == len(names)
    same = {unicodedata.normalize("NFKC", name).casefold() for name in found}
    assert len(same) == len(names)
    assert all(map(is_safe, found))


def test_p2_two_spellings_of_one_name_are_both_kept() -> None:
    composed, apart = "Tŷ.pdf", unicodedata.normalize("NFD", "Tŷ.pdf")
    assert unique_names([composed, apart, "TŶ.PDF", "con", "CON"]) == [
        "Tŷ.pdf",
        "Tŷ (2).pdf",
        "TŶ (3).PDF",
        "_con",
        "_CON (2)",
    ]
