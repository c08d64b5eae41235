"""How the report speaks of people, elements and actions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import Layout, LearningItem
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.reports.governors import to_html
from tests.reports import reading, world
from tests.reports.conftest import Print, Printed

MISSING = 'class="missing"'


def result() -> LearningItem:
    """Professional learning of which nothing came yet."""
    return replace(world.learning(1), applied=Bilingual(), impacts=())


def test_a_name_or_role_that_one_language_lacks_is_marked() -> None:
    caretaker = Bilingual.of(en="Caretaker")
    item = replace(result(), who=(world.HEAD, caretaker, caretaker))
    school = Bilingual.of(en="Rainbow Valley School")
    report = world.small_report(learning=(item,), school=school)
    (wide,) = to_html(report, Layout.SIDE_BY_SIDE)
    assert "Items not translated: 2</b> (no Welsh:" in wide
    assert wide.count(MISSING) == 2
    assert "Headteacher and Caretaker (2)" in wide
    (welsh,) = to_html(report, Layout.CY)
    assert '<span lang="en">Caretaker</span>' in welsh
    assert (
        '<p class="cover__school" lang="en" data-running="Rainbow Valley School">'
        in welsh
    )
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
    item = replace(result(), who=(head, helper))
    (wide,) = to_html(world.small_report(learning=(item,)), Layout.SIDE_BY_SIDE)
    assert "Headteacher; Teacher and clerk" in wide
    assert "Pennaeth; Athro a chlerc" in wide


def test_what_one_language_lacks_as_a_whole_is_said_once() -> None:
    cook = Bilingual.of(cy="Cogydd")
    title = Bilingual.of(cy="Clwb coginio")
    criteria = tuple(
        replace(each, text=Bilingual.of(cy="Pawb yn coginio."))
        for each in world.action(0, 1).criteria
    )
    action = replace(world.action(0, 1), title=title, owners=(cook,), criteria=criteria)
    priority = replace(world.priority(1), actions=(action,))
    report = world.small_report(priorities=(priority,))
    for layout in (Layout.SIDE_BY_SIDE, Layout.EN):
        (html,) = to_html(report, layout)
        assert html.count(MISSING) == 1
    assert "Cogydd" in html
    half = replace(action, criteria=world.action(0, 1).criteria)
    report = world.small_report(priorities=(replace(priority, actions=(half,)),))
    (html,) = to_html(report, Layout.SIDE_BY_SIDE)
    assert html.count(MISSING) == len(("title", "role", "note"))


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.CY])
def test_an_element_stands_once_at_a_record_and_once_in_the_key(layout: Layout) -> None:
    item = replace(world.evidence(1), elements=("5.1", "7.2"))
    (html,) = to_html(world.small_report(evidence=(item,)), layout)
    for code in item.elements:
        assert html.count(f">{code}</span>") == 2


@pytest.mark.parametrize("layout", list(Layout))
def test_the_key_names_every_element_of_the_report_and_no_other(
    printed: Printed, layout: Layout
) -> None:
    pdf = printed.pdfs[layout]
    last = reading.words(pdf, number=reading.page_count(pdf))
    welsh, english = "Cydnabod menter", "Initiative is recognised"
    named = {Layout.CY: welsh, Layout.SIDE_BY_SIDE: f"{welsh} {english}"}
    assert "4.2" in last
    assert named.get(layout, english) in last
    other = frameworks().elements[0].name
    for language in Language:
        assert other.text(language) not in reading.words(pdf)


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
    news = html[html.index("<tbody>", start) :]
    news = news[: news.index("</tbody>")]
    assert re.findall(r"P2627-1\.\d|new action|Under way|Done|At risk", news) == [
        *("Under way", "Done", "P2627-1.1"),
        *("new action", "At risk", "P2627-1.2"),
    ]
