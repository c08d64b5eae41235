from __future__ import annotations

import pytest

from slo_desktop.domain.bilingual import Bilingual, tidy


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a soft\x0bbreak", "a soft\nbreak"),
        ("a new\x0cpage, a new\u2028line", "a new\npage, a new\nline"),
        (
            "bell\x07, nothing\x00, escape\x1b, delete\x7f",
            "bell, nothing, escape, delete",
        ),
        ("•\ta bullet  \n  \n", "•\ta bullet"),
        ("ty\u0302", "t\u0177"),
    ],
)
def test_what_other_programs_paste_is_kept_as_words_and_lines(
    pasted: str, kept: str
) -> None:
    assert tidy(pasted) == kept


def test_a_text_of_unseen_characters_is_no_text() -> None:
    assert tidy("\x07 \x1b") == ""
    assert Bilingual.of(en=tidy("\x07")) == Bilingual()
