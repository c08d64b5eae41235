from __future__ import annotations

import pytest

from slo_desktop.domain.attachments import NAME_CHARACTERS, ending_of, shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Cofnodion.pdf", "Cofnodion.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Staff\a b.docx", "a b.docx"),
        ("Ty\u0302 a gw\u0302yl.pdf", "Tŷ a gŵyl.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("trailing. . ", "trailing"),
        ("CON", "CON"),
        ("🎉.jpg", "🎉.jpg"),
        ("", "-"),
        ("...", "-"),
        ("x" * 400 + ".jpeg", "x" * (NAME_CHARACTERS - 5) + ".jpeg"),
        ("." + "x" * 400, "." + "x" * (NAME_CHARACTERS - 1)),
    ],
)
def test_p1_a_name_is_shown_without_folders_or_tricks(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("x.pdf.exe. ", ".exe"), ("none", ""), (".profile", "")],
)
def test_the_ending_is_the_last_one(name: str, ending: str) -> None:
    assert ending_of(name) == ending
