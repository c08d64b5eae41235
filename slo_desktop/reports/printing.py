"""From laid-out pages to a PDF. Only the PDF worker imports this: WeasyPrint is big."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.text.fonts import FontConfiguration

from slo_desktop.reports.binding import Binding, hand_over_pages
from slo_desktop.reports.facts import forget_facts, share_facts
from slo_desktop.reports.language import write_languages
from slo_desktop.reports.letters import printable
from slo_desktop.reports.lines import keep_lines
from slo_desktop.reports.packing import pack_lightly
from slo_desktop.reports.shapes import draw_shapes_once
from slo_desktop.reports.thrift import Paper, share_page_styles, share_styles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weasyprint.urls import URLFetcher

PREPARATIONS = (
    write_languages,
    share_styles,
    share_page_styles,
    share_facts,
    hand_over_pages,
    draw_shapes_once,
    keep_lines,
    pack_lightly,
)
"""What WeasyPrint learns from us; each is done once, however often it is asked for."""


def to_pdf(parts: Sequence[str], fetcher: URLFetcher, fonts: Path) -> bytes:
    """Print laid-out pages as one accessible PDF.

    Args:
        parts: HTML documents; each counts its own pages.
        fetcher: decides what they may load.
        fonts: folder of the fonts they are set in.
    """
    for prepare in PREPARATIONS:
        prepare()
    configuration = FontConfiguration()
    binding = Binding()
    documents = []
    for part in parts:
        paper = Paper(printable(part, fonts), fetcher, binding.draw_body)
        document = paper.render(font_config=configuration)
        binding.draw_margins(document)
        documents.append(document)
    pages = [page for document in documents for page in document.pages]
    try:
        return binding.finish(documents[0].copy(pages))
    finally:
        forget_facts()
