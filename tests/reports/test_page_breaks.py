"""Where a page ends: nothing that belongs together is torn apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Layout, News
from tests.reports import reading, world
from tests.reports.conftest import Print

FOOT = 795.0
"""Points from the top of a page at which its margin begins."""
HEADING = 15.0
"""Height of a line, in points, from which on it is a heading of a section."""
LEAST_BELOW = 40.0
"""Points that a heading, the head of its table and one line of a record take."""
LONG = "Mae’r dysgwyr yn defnyddio’r eirfa wrth ysgrifennu. " * 14


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, with its upper and lower edge in points."""

    page: int
    text: str
    top: float
    bottom: float


def words(pdf: Path) -> Iterator[Word]:
    """Every word of the pages' own, without their margins."""
    command_output = reading.placed(pdf)
    pages = ET.fromstring(command_output).iter("{http://www.w3.org/1999/xhtml}page")  # noqa: S314  poppler made it
    for number, page in enumerate(pages, start=1):
        for word in page:
            top, bottom = float(word.attrib["yMin"]), float(word.attrib["yMax"])
            if bottom < FOOT:
                yield Word(number, word.text or "", top, bottom)


@pytest.mark.parametrize("count", range(1, 7))
def test_no_heading_stands_at_the_foot_of_a_page(print_out: Print, count: int) -> None:
    report = replace(
        world.report(),
        priorities=tuple(world.priority(n) for n in range(1, 1 + (count + 1) // 2)),
        evidence=tuple(map(world.evidence, range(1, 1 + count))),
        learning=tuple(map(world.learning, range(1, 1 + count))),
    )
    found = list(words(print_out(report, Layout.EN)))
    headings = [word for word in found if word.bottom - word.top > HEADING]
    assert {word.page for word in headings} > {1}
    for heading in headings:
        below = max(word.bottom for word in found if word.page == heading.page)
        assert below - heading.bottom > LEAST_BELOW, heading


def test_a_photo_stays_with_the_words_it_belongs_to(
    print_out: Print, tmp_path: Path
) -> None:
    photo = replace(world.photo(tmp_path), caption=world.both("Llun7", "Photo7"))
    for before in range(4, 8):
        items = map(world.evidence, range(1, 1 + before))
        last = replace(
            world.evidence(9, photos=(photo,)), title=world.both("Teitl7", "Title7")
        )
        report = world.small_report(evidence=(*items, last))
        pages = {
            word.text: word.page
            for word in words(print_out(report, Layout.EN))
            if word.text in {"Title7", "Photo7"}
        }
        assert pages["Title7"] == pages["Photo7"]


def test_a_long_record_begins_with_some_of_its_words(print_out: Print) -> None:
    long = Bilingual.of(cy=LONG)
    for before in range(4, 8):
        items = map(world.evidence, range(1, 1 + before))
        last = replace(world.evidence(9), title=world.both("Teitl7", ""), note=long)
        found = list(
            words(print_out(world.small_report(evidence=(*items, last)), Layout.CY))
        )
        (title,) = (word for word in found if word.text == "Teitl7")
        begun = [
            word for word in found if word.text == "eirfa" and word.page == title.page
        ]
        assert max(word.top for word in begun) > title.bottom


def test_a_school_that_has_just_begun_needs_one_page(print_out: Print) -> None:
    nothing = tuple(replace(d, now=0, before=0) for d in world.dimensions())
    report = world.small_report(
        meeting=None,
        news=News(moves=(), evidence=0, worked=(), learning=0),
        dimensions=nothing,
    )
    assert reading.page_count(print_out(report, Layout.SIDE_BY_SIDE)) == 1
