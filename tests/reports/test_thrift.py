"""Sharing what is alike saves time and memory, and never shows."""

from __future__ import annotations

from importlib import resources
from xml.etree import ElementTree as ET

import pytest
import tinycss2
import tinyhtml5
from weasyprint import CSS, HTML

from slo_desktop.domain.governors import GovernorsReport, Layout
from slo_desktop.reports import thrift
from slo_desktop.reports.governors import to_html
from tests.reports import reading, world
from tests.reports.conftest import Print
from tests.reports.test_hostile import hostile_report

PARSE = tinycss2.parse_one_declaration


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.BACK_TO_BACK])
def test_a_thrifty_report_is_the_same_to_the_byte(
    print_out: Print, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = world.small_report(
        priorities=(world.priority(1),),
        evidence=world.some_evidence(),
        learning=(world.learning(1),),
    )
    thrifty = print_out(report, layout).read_bytes()
    whole = resources.files("weasyprint") / "css" / "html5_ua.css"
    style = CSS(string=whole.read_text(encoding="utf-8"))
    monkeypatch.setattr(tinycss2, thrift.READER, PARSE)
    monkeypatch.setattr(thrift, "_with_shared_languages", lambda parse: parse)
    monkeypatch.setattr(thrift, "_plain_style", lambda: style)
    assert print_out(report, layout).read_bytes() == thrifty


def test_elements_in_one_language_share_what_says_so() -> None:
    thrift.share_styles()
    read = tinycss2.parse_one_declaration
    assert read('-weasy-lang:"cy"') is read('-weasy-lang:"cy"')
    assert read('-weasy-lang:"cy"') is not read('-weasy-lang:"en"')
    assert read("width:1px") is not read("width:1px")


def test_sharing_styles_twice_is_sharing_them_once() -> None:
    thrift.share_styles()
    once = tinycss2.parse_one_declaration
    thrift.share_styles()
    assert tinycss2.parse_one_declaration is once


def test_only_list_items_have_markers_and_nothing_has_notes() -> None:
    text = thrift.plain_style_text()
    assert "::footnote" not in text
    assert "::note" not in text
    assert "\n[dir=" not in text
    assert "\nli::marker" in text


def test_no_element_of_a_report_has_a_style_of_its_own() -> None:
    # Two elements that differ in it alone would be taken for one and the same.
    for layout in Layout:
        assert not any(" style=" in part for part in to_html(world.report(), layout))


@pytest.mark.parametrize("report", [world.report(), hostile_report()])
def test_a_report_is_well_formed_whatever_was_written(report: GovernorsReport) -> None:
    for layout in Layout:
        for part in to_html(report, layout):
            assert ET.fromstring(part).tag == "html"  # noqa: S314  made above


def test_a_report_that_is_not_well_formed_is_read_the_long_way() -> None:
    assert thrift.read("<p>one<br>two").find("body/p/br") is not None


def test_both_ways_of_reading_print_the_same(
    print_out: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = print_out(world.report(), Layout.SIDE_BY_SIDE)
    monkeypatch.setattr(
        thrift,
        "read",
        lambda text: tinyhtml5.parse(text, namespace_html_elements=False),
    )
    long = print_out(world.report(), Layout.SIDE_BY_SIDE)
    assert reading.text(short) == reading.text(long)
    assert reading.tags(short) == reading.tags(long)


def test_pages_to_which_the_same_rules_apply_share_their_styles() -> None:
    thrift.share_page_styles()
    pages = (
        HTML(
            string="""<style>@page { size: 200px 50px; margin: 5px;
          @top-left { content: counter(page) } } @page :first { margin: 9px }
          p { break-after: page }</style><p>a</p><p>b</p><p>c</p>"""
        )
        .render()
        .pages
    )
    first, second, third = (page._page_box.style for page in pages)
    assert second is third
    assert first is not second
    assert [page._page_box.margin_top for page in pages] == [9, 5, 5]
