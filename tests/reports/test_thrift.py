"""Sharing what is alike saves time and memory, and never shows."""

from __future__ import annotations

import pydyf
import pytest
import tinycss2
from weasyprint import HTML

from slo_desktop.domain.governors import Layout
from slo_desktop.reports import printing, thrift
from slo_desktop.reports.governors import to_html
from tests.reports import world
from tests.reports.conftest import Print

PARSE = tinycss2.parse_one_declaration
REFERENCES = pydyf.PDF.page_references


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
    monkeypatch.setattr(tinycss2, "parse_one_declaration", PARSE)
    monkeypatch.setattr(pydyf.PDF, "page_references", REFERENCES)
    monkeypatch.setattr(
        printing, "paper", lambda text, fetcher: HTML(string=text, url_fetcher=fetcher)
    )
    monkeypatch.setattr(printing, "save_work", lambda: None)
    assert print_out(report, layout).read_bytes() == thrifty


def test_elements_in_one_language_share_what_says_so() -> None:
    thrift.save_work()
    read = tinycss2.parse_one_declaration
    assert read('-weasy-lang:"cy"') is read('-weasy-lang:"cy"')
    assert read('-weasy-lang:"cy"') is not read('-weasy-lang:"en"')
    assert read("width:1px") is not read("width:1px")


def test_saving_work_twice_is_saving_it_once() -> None:
    thrift.save_work()
    once = tinycss2.parse_one_declaration
    thrift.save_work()
    assert tinycss2.parse_one_declaration is once


def test_only_list_items_have_markers_and_nothing_has_notes() -> None:
    text = thrift.plain_style_text()
    assert "::footnote" not in text
    assert "::note" not in text
    assert "\nli::marker" in text


def test_no_element_of_a_report_has_a_style_of_its_own() -> None:
    # Two elements that differ in it alone would be taken for one and the same.
    for layout in Layout:
        assert not any(" style=" in part for part in to_html(world.report(), layout))
