from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from slo_desktop import paths
from slo_desktop.domain.governors import Place
from slo_desktop.reports import fonts
from slo_desktop.reports.letters import COMMON, holes, printable, unprintable
from tests.reports import world

FOLDER = fonts.folder(paths.assets())


@pytest.mark.parametrize(
    ("text", "printed", "count"),
    [
        ("Ysgol Dôl yr Ŵyn: ŵ, ŷ ac Ŷ, “£5” – da!\n\tx", None, 0),
        ("Ysgol Enfys 🎉", "Ysgol Enfys [?]", 1),
        ("🌈🎉 你好", "[?] [?]", 4),
        ("Da 👍🏽!", "Da [?]!", 2),
        ("w\u0302 ab\x07 \u2066x\u2069", "ŵ ab x", 0),
        ("un\u2003dau\u2028tri", "un dau tri", 0),
        ("مدرسة", "[?]", 5),
    ],
)
def test_what_no_font_has_leaves_a_plain_sign(
    text: str, printed: str | None, count: int
) -> None:
    assert printable(text, FOLDER) == (text if printed is None else printed)
    assert unprintable(text, FOLDER) == count


def test_our_fonts_have_what_is_taken_for_granted() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    common = "".join(letter for letter in every if re.fullmatch(COMMON, letter))
    assert len(common) > len("ŵŷ")
    assert printable(common, FOLDER) == common


def test_a_report_says_where_it_has_holes() -> None:
    odd = world.both("Da iawn 🎉🎉", "Well done")
    report = world.small_report(
        school=world.both("Ysgol 🌈", "Ysgol 🌈"),
        evidence=(replace(world.evidence(1), title=odd), world.evidence(2)),
        learning=(replace(world.learning(1), who=(odd,)),),
    )
    assert holes(report, FOLDER) == {
        (Place.EVIDENCE, "E2627-001"): 2,
        (Place.SCHOOL, ""): 2,
        (Place.STAFF, ""): 2,
    }
    assert holes(world.report(), FOLDER) == {}
