"""Paper that is drawn page by page is the paper WeasyPrint makes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pydyf
import pypdfium2
import pytest
import weasyprint.draw
import weasyprint.layout
from PIL import ImageChops
from weasyprint import HTML
from weasyprint.text.line_break import Layout as Line

from slo_desktop import paths
from slo_desktop.domain.governors import GovernorsReport, Layout
from slo_desktop.reports import binding, fonts, lines, packing, printing, shapes
from slo_desktop.reports.governors import to_html
from slo_desktop.reports.language import write_languages
from slo_desktop.reports.photos import photos_of
from tests.reports import reading, world
from tests.reports.conftest import Print
from tests.reports.test_facts import every_box_for_itself

OWN = {
    (weasyprint.layout, binding.MAKER): getattr(weasyprint.layout, binding.MAKER),
    (weasyprint.draw, shapes.PAINTER): getattr(weasyprint.draw, shapes.PAINTER),
    (Line, lines.FORGET): getattr(Line, lines.FORGET),
    (Line, lines.SHAPE_AGAIN): getattr(Line, lines.SHAPE_AGAIN),
    (pydyf.Stream, packing.DATA): getattr(pydyf.Stream, packing.DATA),
}
"""What WeasyPrint does before it learns anything from us."""
HARDLY_SEEN = 2
"""Levels of grey, of 255, by which edges of the same drawing may differ."""
MANY = 40
FIRST_OF_A_PAGE = 8
"""Number of the first object that belongs to a page and not to the whole."""

both = pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.BACK_TO_BACK])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> GovernorsReport:
    return world.report(world.photo(tmp_path_factory.mktemp("photo")))


def without_us(
    report: GovernorsReport, layout: Layout, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Print a report as WeasyPrint would, but for the languages."""
    from slo_desktop.reports.fetching import AppFetcher

    for (place, name), own in OWN.items():
        monkeypatch.setattr(place, name, own)
    write_languages()
    fetcher = AppFetcher(paths.assets(), photos_of(report))
    with every_box_for_itself():
        documents = [
            HTML(string=part, url_fetcher=fetcher).render()
            for part in to_html(report, layout)
        ]
    pages = [page for document in documents for page in document.pages]
    documents[0].copy(pages).write_pdf(pdf, pdf_variant="pdf/ua-1")
    return pdf


@both
def test_it_says_the_same_in_the_same_order_with_the_same_bookmarks(
    print_out: Print,
    report: GovernorsReport,
    layout: Layout,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = print_out(report, layout)
    theirs = without_us(report, layout, tmp_path / "theirs.pdf", monkeypatch)
    assert reading.text(ours) == reading.text(theirs)
    assert reading.tags(ours) == reading.tags(theirs)
    assert reading.bookmarks(ours) == reading.bookmarks(theirs)
    assert reading.fonts(ours) == reading.fonts(theirs)
    assert_looks_alike(ours, theirs)


def assert_looks_alike(ours: Path, theirs: Path) -> None:
    with pypdfium2.PdfDocument(ours) as mine, pypdfium2.PdfDocument(theirs) as other:
        assert len(mine) == len(other)
        for page, expected in zip(mine, other, strict=True):
            pictures = [
                each.render().to_pil().convert("L") for each in (page, expected)
            ]
            differences = ImageChops.difference(*pictures).histogram()
            assert sum(differences[HARDLY_SEEN + 1 :]) == 0


def test_a_drawn_page_keeps_only_what_bookmarks_and_running_heads_need(
    print_out: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    draw = binding.Binding.draw_body

    def draw_and_count(self: binding.Binding, page: Any) -> None:
        draw(self, page)
        left.append(sum(1 for _box in page.descendants()))
        assert not [
            item for item in self.pdf.objects[FIRST_OF_A_PAGE:] if is_loose(self, item)
        ]

    monkeypatch.setattr(binding.Binding, "draw_body", draw_and_count)
    print_out(world.report(), Layout.SIDE_BY_SIDE)
    assert left
    assert max(left) < MANY


def test_rows_are_let_go_once_they_are_drawn(
    print_out: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    let_go = binding._let_go

    def let_go_and_count(box: Any, goes_on: Any) -> None:
        let_go(box, goes_on)
        if goes_on and box.is_for_root_element:
            cells = (each for each in box.descendants() if each.element_tag == "td")
            kept.append(sum(bool(cell.children) for cell in cells))

    monkeypatch.setattr(binding, "_let_go", let_go_and_count)
    evidence = tuple(world.evidence(number) for number in range(1, 31))
    print_out(world.small_report(evidence=evidence), Layout.CY)
    assert len(kept) > 2
    assert kept == sorted(set(kept), reverse=True)


def is_loose(whole: binding.Binding, item: object) -> bool:
    packed = isinstance(item, packing.Packed)
    return not packed and item not in whole.margins


def test_a_shape_is_drawn_once_however_often_it_is_seen(print_out: Print) -> None:
    once, often = (
        world.small_report(evidence=tuple(map(world.evidence, range(1, last))))
        for last in (4, 13)
    )
    drawn = {reading.drawings(print_out(each, Layout.CY)) for each in (once, often)}
    assert len(drawn) == 1


def test_a_text_that_changes_with_the_number_of_pages_is_refused(
    print_out: Print,
) -> None:
    from slo_desktop.reports.fetching import AppFetcher

    del print_out
    text = (
        '<html lang="cy"><head><title>x</title><style>p::before'
        " { content: counter(pages) }</style></head><body><p>x</p></body></html>"
    )
    with pytest.raises(binding.PagesChangedError):
        printing.to_pdf(
            [text], AppFetcher(paths.assets(), {}), fonts.folder(paths.assets())
        )


def test_what_is_taught_twice_is_taught_once() -> None:
    for prepare in printing.PREPARATIONS:
        prepare()
    taught = [getattr(place, name) for place, name in OWN]
    for prepare in printing.PREPARATIONS:
        prepare()
    assert [getattr(place, name) for place, name in OWN] == taught
