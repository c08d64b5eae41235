from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from slo_desktop.domain.bilingual import Bilingual, Mark
from slo_desktop.domain.governors import GovernorsReport, Layout, News, Standing
from slo_desktop.domain.languages import Language
from slo_desktop.reports.governors import to_html
from tests.reports import reading, world
from tests.reports.conftest import Print, Printed

every_layout = pytest.mark.parametrize("layout", list(Layout))
BOTH = (Layout.SIDE_BY_SIDE, Layout.BACK_TO_BACK)
MISSING = 'class="missing"'


@every_layout
def test_every_layout_is_accessible(printed: Printed, layout: Layout) -> None:
    assert reading.faults(printed.pdfs[layout]) == []


def test_weasyprint_has_nothing_to_complain_of(printed: Printed) -> None:
    assert printed.complaints == []


@every_layout
def test_every_part_says_its_language(printed: Printed, layout: Layout) -> None:
    tags = reading.tags(printed.pdfs[layout])
    assert tags
    assert {tag.language for tag in tags} <= {"cy", "en"}
    spoken = {tag.language for tag in tags if tag.kind in {"H1", "H2", "TD"}}
    expected = {"cy", "en"} if layout in BOTH else {layout.value}
    if layout in BOTH:
        assert spoken == expected
    else:
        assert expected <= spoken


def test_side_by_side_alternates_cell_by_cell(printed: Printed) -> None:
    tags = reading.tags(printed.pdfs[Layout.SIDE_BY_SIDE])
    headings = [tag.language for tag in tags if tag.kind == "H2"]
    assert headings[:4] == ["cy", "en", "cy", "en"]


@every_layout
def test_nothing_in_it_can_act_or_carry_a_file(
    printed: Printed, layout: Layout
) -> None:
    assert reading.dangers(printed.pdfs[layout]) == []


@every_layout
def test_only_our_fonts_are_in_it(printed: Printed, layout: Layout) -> None:
    found = reading.fonts(printed.pdfs[layout])
    assert found
    assert all("Source-Sans-3" in name for name, _inside in found), found
    assert all(inside for _name, inside in found)


@every_layout
def test_welsh_letters_can_be_read_back(printed: Printed, layout: Layout) -> None:
    assert "Ysgol Dôl yr Ŵyn" in reading.words(printed.pdfs[layout])


@every_layout
def test_every_page_but_the_cover_names_the_school(
    printed: Printed, layout: Layout
) -> None:
    pdf = printed.pdfs[layout]
    for number in (2, reading.page_count(pdf)):
        assert "Ysgol Dôl yr Ŵyn" in reading.words(pdf, number=number)


@every_layout
def test_every_page_counts_itself(printed: Printed, layout: Layout) -> None:
    pdf = printed.pdfs[layout]
    total = reading.page_count(pdf)
    match layout:
        case Layout.CY:
            expected = [f"Tudalen {total} o {total}"]
        case Layout.EN:
            expected = [f"Page {total} of {total}"]
        case Layout.SIDE_BY_SIDE:
            expected = [f"Tudalen {total} o {total} / Page {total} of {total}"]
        case Layout.BACK_TO_BACK:
            first = reading.page_count(printed.pdfs[Layout.CY])
            second = reading.page_count(printed.pdfs[Layout.EN])
            assert first + second == total
            assert f"Tudalen 2 o {first}" in reading.words(pdf, number=2)
            expected = [f"Page {second} of {second}"]
    last = reading.words(pdf, number=total)
    assert [words for words in expected if words not in last] == []


@every_layout
def test_bookmarks_lead_to_every_part(printed: Printed, layout: Layout) -> None:
    found = reading.bookmarks(printed.pdfs[layout])
    sections = [words for level, words in found if level == 2]
    parts = 2 if layout is Layout.BACK_TO_BACK else 1
    assert len([level for level, _words in found if level == 1]) == parts
    assert len(sections) == 6 * parts
    priorities = [words for level, words in found if level == 3]
    assert len(priorities) == 4 * parts
    if layout is Layout.SIDE_BY_SIDE:
        assert sections[0] == "Beth sydd wedi newid / What has changed"
        key = "Yr elfennau yn yr adroddiad hwn / The elements in this report"
        assert sections[-1] == key


@every_layout
def test_the_title_names_the_report_and_the_meeting(
    printed: Printed, layout: Layout
) -> None:
    with pikepdf.open(printed.pdfs[layout]) as pdf:
        title = str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == ("en" if layout is Layout.EN else "cy")
    welsh = "Adroddiad y pennaeth i’r llywodraethwyr, 1 Rhagfyr 2026"
    english = "Headteacher’s report to governors, 1 December 2026"
    match layout:
        case Layout.CY:
            assert title == welsh
        case Layout.EN:
            assert title == english
        case _:
            assert title == f"{welsh} / {english}"


def test_page_one_says_what_is_not_translated(printed: Printed) -> None:
    first = reading.words(printed.pdfs[Layout.SIDE_BY_SIDE], number=1)
    assert "Eitemau heb eu cyfieithu: 31 (heb Gymraeg: Dysgu proffesiynol 5;" in first
    said = (
        "Items not translated: 31 (no Welsh: Professional learning 5;"
        " no English: Plan 24, Evidence 2)."
        " Translations out of date: 1 (English: Evidence 1)."
    )
    assert said in first
    assert "E2627-016" not in first


def test_page_one_counts_what_this_paper_marks() -> None:
    title = Bilingual.of(en="Reading at home")
    report = world.small_report(evidence=(replace(world.evidence(1), title=title),))
    (welsh,) = to_html(report, Layout.CY)
    (english,) = to_html(report, Layout.EN)
    assert "<b>Eitemau heb eu cyfieithu: 1</b> (Tystiolaeth\xa01)." in welsh
    assert "Items not translated" not in english


def test_a_report_without_gaps_has_no_box(print_out: Print) -> None:
    whole = world.small_report(evidence=(world.evidence(1),))
    first = reading.words(print_out(whole, Layout.SIDE_BY_SIDE), number=1)
    assert "Items not translated" not in first


def test_a_missing_text_is_marked_and_never_blank(printed: Printed) -> None:
    marker = "— heb ei gyfieithu eto / not yet translated —"
    for layout in Layout:
        assert marker in reading.words(printed.pdfs[layout])
    english = reading.words(printed.pdfs[Layout.EN])
    assert "Holiadur rhieni: darllen gartref" in english


def test_an_item_without_a_translation_says_so_once() -> None:
    title, note = Bilingual.of(cy="Holiadur rhieni"), Bilingual.of(cy="Daeth 31 ateb.")
    item = replace(world.evidence(1), title=title, note=note)
    (english,) = to_html(world.small_report(evidence=(item,)), Layout.EN)
    assert english.count(MISSING) == 1
    assert "Daeth 31 ateb." in english
    (wide,) = to_html(world.small_report(evidence=(item,)), Layout.SIDE_BY_SIDE)
    assert wide.count(MISSING) == 1


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (Layout.CY, ["Dechreuwyd cyn y cyfnod hwn"]),
        (Layout.EN, ["Began before this period"]),
        (
            Layout.SIDE_BY_SIDE,
            ["Dechreuwyd cyn y cyfnod hwn", "Began before this period"],
        ),
    ],
)
def test_earlier_learning_says_that_it_is_and_no_hours_again(
    layout: Layout, words: list[str]
) -> None:
    item = replace(world.learning(1), is_earlier=True, minutes=95, applied=Bilingual())
    (html,) = to_html(world.small_report(learning=(item,)), layout)
    assert all(html.count(each) == 1 for each in words)
    of_now = world.small_report(learning=(replace(item, is_earlier=False),))
    (usual,) = to_html(of_now, layout)
    assert all(each not in usual for each in words)
    assert "35 m" in usual
    assert "<td>–</td>" in html
    assert "35 m" not in html


def test_a_result_without_a_translation_says_so_once() -> None:
    title, note = Bilingual.of(cy="Cymharu llyfrau"), Bilingual.of(cy="Llai o farcio.")
    impact = replace(world.learning(1).impacts[0], text=note)
    item = replace(world.learning(1), title=title, applied=note, impacts=(impact,))
    (english,) = to_html(world.small_report(learning=(item,)), Layout.EN)
    assert english.count(MISSING) == 1
    assert english.count("Llai o farcio.") == 2
    (wide,) = to_html(world.small_report(learning=(item,)), Layout.SIDE_BY_SIDE)
    assert wide.count(MISSING) == 1
    assert "What was applied" not in wide


def test_a_text_that_needs_no_translation_is_not_a_gap() -> None:
    named = Bilingual.of(cy="Estyn").with_mark(Language.EN, Mark.NOT_NEEDED)
    report = world.small_report(evidence=(replace(world.evidence(1), title=named),))
    (html,) = to_html(report, Layout.EN)
    assert '<h3><span lang="cy">Estyn</span></h3>' in html
    assert report.gaps() == ()


def test_charts_are_told_in_words_and_in_tables(printed: Printed) -> None:
    pdf = printed.pdfs[Layout.SIDE_BY_SIDE]
    alts = [t.alt for t in reading.tags(pdf) if t.kind == "Figure" and t.alt]
    assert any("Siart radar" in alt and "5: 2.8" in alt for alt in alts)
    assert any("Siart bar" in alt and "Hwyr: 1" in alt for alt in alts)
    summary = reading.words(pdf, number=2)
    assert "Learning for all staff 1.3 1.9" in summary


def test_a_status_is_a_word_beside_its_shape(printed: Printed) -> None:
    plan = reading.words(printed.pdfs[Layout.SIDE_BY_SIDE])
    for word in ("Hwyr", "Late", "Mewn perygl", "At risk", "Wedi’i stopio", "Stopped"):
        assert word in plan
    (html,) = to_html(world.report(), Layout.CY)
    for standing in Standing:
        assert f"st-{standing.value}" in html


def test_page_one_says_where_the_figures_come_from(printed: Printed) -> None:
    first = reading.words(printed.pdfs[Layout.SIDE_BY_SIDE], number=1)
    assert "Every figure comes from the school’s records" in first


def test_english_may_stand_on_the_left(print_out: Print) -> None:
    english_first = replace(world.report(), first=Language.EN, evidence=())
    pdf = print_out(english_first, Layout.SIDE_BY_SIDE)
    assert "Page 2 of" in reading.words(pdf, number=2)
    assert reading.bookmarks(pdf)[1] == (2, "What has changed / Beth sydd wedi newid")
    with pikepdf.open(pdf) as document:
        assert str(document.Root.Lang) == "en"


@every_layout
def test_a_school_with_nothing_yet_still_gets_a_report(
    print_out: Print, layout: Layout
) -> None:
    pdf = print_out(empty_report(), layout)
    assert reading.faults(pdf) == []


def empty_report() -> GovernorsReport:
    return world.small_report(
        meeting=None, news=News(moves=(), evidence=0, worked=(), learning=0)
    )


def test_chosen_pupil_data_is_said_on_page_one(print_out: Print) -> None:
    chosen = replace(world.evidence(1), has_pupil_data=True)
    pdf = print_out(world.small_report(evidence=(chosen,)), Layout.EN)
    said = "Evidence that contains pupil data was chosen for this report: 1."
    assert said in reading.words(pdf, number=1)
