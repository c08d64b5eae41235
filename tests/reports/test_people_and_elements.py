"""How the report speaks of people, elements and actions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Layout
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.reports.governors import to_html
from tests.reports import reading, world
from tests.reports.conftest import Print, Printed

MISSING = 'class="missing"'


def test_a_name_or_role_that_one_language_lacks_is_marked() -> None:
    caretaker = Bilingual.of(en="Caretaker")
    item = replace(world.evidence(1), people=(world.HEAD, caretaker, caretaker))
    school = Bilingual.of(en="Rainbow Valley School")
    report = world.small_report(evidence=(item,), school=school)
    (wide,) = to_html(report, Layout.SIDE_BY_SIDE)
    assert "Items not translated: 2." in wide
    assert wide.count(MISSING) == 2
    assert "Headteacher and Caretaker (2)" in wide
    (welsh,) = to_html(report, Layout.CY)
    assert '<span lang="en">Caretaker</span>' in welsh
    assert '<p class="cover__school" lang="en">Rainbow Valley School</p>' in welsh
    assert welsh.count(MISSING) == 2
    (english,) = to_html(report, Layout.EN)
    assert MISSING not in english


def test_people_are_named_by_role_and_counted(printed: Printed) -> None:
    english = reading.words(printed.pdfs[Layout.EN])
    assert "Teacher (2) and Headteacher" in english
    assert "Staff are named by role." in english


def test_roles_that_hold_an_and_are_told_apart() -> None:
    helper = Bilingual.of(cy="Athro a chlerc", en="Teacher and clerk")
    head = Bilingual.of(cy="Pennaeth", en="Headteacher")
    item = replace(world.evidence(1), people=(head, helper))
    (wide,) = to_html(world.small_report(evidence=(item,)), Layout.SIDE_BY_SIDE)
    assert "Headteacher; Teacher and clerk" in wide
    assert "Pennaeth; Athro a chlerc" in wide


def test_elements_stand_in_both_columns() -> None:
    item = replace(world.evidence(1), elements=("5.1", "7.2"))
    report = world.small_report(evidence=(item,))
    (wide,) = to_html(report, Layout.SIDE_BY_SIDE)
    (narrow,) = to_html(report, Layout.CY)
    for code in item.elements:
        chip = f">{code}</span>"
        in_key = 1
        assert wide.count(chip) - in_key == 2 * (narrow.count(chip) - in_key) == 2


@pytest.mark.parametrize("layout", list(Layout))
def test_elements_are_named_at_the_priority_and_in_a_key(
    printed: Printed, layout: Layout
) -> None:
    pdf = printed.pdfs[layout]
    said = reading.words(pdf)
    last = reading.words(pdf, number=reading.page_count(pdf))
    welsh, english = "Cydnabod menter", "Initiative is recognised"
    if layout is not Layout.EN:
        assert f"4.2 {welsh}" in said.replace("\xa0", " ")
    if layout is not Layout.CY:
        assert f"4.2 {english}" in said.replace("\xa0", " ")
    match layout:
        case Layout.CY:
            assert welsh in last
        case Layout.SIDE_BY_SIDE:
            assert f"4.2 {welsh} {english}" in last
        case _:
            assert english in last


def test_every_element_there_is_fits_on_one_page(print_out: Print) -> None:
    everything = tuple(entry.short for entry in frameworks().elements)
    item = replace(world.evidence(1), elements=everything)
    pdf = print_out(world.small_report(evidence=(item,)), Layout.SIDE_BY_SIDE)
    last = reading.words(pdf, number=reading.page_count(pdf))
    for entry in frameworks().elements:
        assert entry.name.text(Language.EN) in last
    assert "The elements in this report" in last


def test_what_has_changed_names_the_actions_by_what_became_of_them() -> None:
    (html,) = to_html(world.report(), Layout.EN)
    start = html.index('data-bookmark="What has changed"')
    news = html[start : html.index('data-bookmark="Progress with the plan"')]
    assert re.findall(r"P2627-1\.\d|new action|Under way|Done|At risk", news) == [
        *("Under way", "Done", "P2627-1.1"),
        *("new action", "At risk", "P2627-1.2"),
    ]
