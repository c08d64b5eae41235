"""Spares WeasyPrint what it would do again for every element of a report.

The file stays the same to the byte. It reaches into private parts: the version is
pinned, and tests print with and without.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import tinycss2
import tinyhtml5
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.logger import PROGRESS_LOGGER

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from weasyprint.urls import URLFetcher

LANGUAGE = "-weasy-lang:"
"""How WeasyPrint says `lang="…"` in CSS."""
UNUSED = re.compile(r"^(?:::(?:footnote|note)-|:is\(.*\[dir|\[dir).*\n", re.MULTILINE)
"""Rules for notes, and for text that runs from right to left."""
MARKER = re.compile(r"^::marker", re.MULTILINE)
READER = "parse_one_declaration"
THRIFTY = "is_thrifty"


class Paper(HTML):
    """A report as WeasyPrint reads it: without footnotes, notes or text from the right.

    Five styles for the notes that every element might have, and one for a list
    marker, are six times as many styles as a report needs.
    """

    def __init__(
        self, text: str, fetcher: URLFetcher, on_page: Callable[[Any], None]
    ) -> None:
        PROGRESS_LOGGER.info("Step 1 - Reading the report")
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.on_page = on_page
        self.wrapper_element = ElementWrapper.from_html_root(
            read(text), content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, *_forms: bool) -> list[CSS]:
        return [_plain_style()]


def read(text: str) -> Element:
    """Read a report; well-formed ones take a twentieth of the time."""
    try:
        return ET.fromstring(text)  # noqa: S314  our own template made it
    except ET.ParseError:
        root: Element = tinyhtml5.parse(text, namespace_html_elements=False)
        return root


@cache
def _plain_style() -> CSS:
    return CSS(string=plain_style_text())


def plain_style_text() -> str:
    """WeasyPrint's own style sheet without what no report has."""
    path = resources.files("weasyprint") / "css" / "html5_ua.css"
    text = UNUSED.sub("", path.read_text(encoding="utf-8"))
    return MARKER.sub("li::marker", text)


def share_styles() -> None:
    """Have elements that say the same language share a style, from now on."""
    parse = getattr(tinycss2, READER)
    if not hasattr(parse, THRIFTY):
        setattr(tinycss2, READER, _with_shared_languages(parse))


def _with_shared_languages(parse: Callable[..., Any]) -> Callable[..., Any]:
    # Elements share a style only when their declarations are the same objects.
    # Read afresh for each element, no two that say their language ever would.
    shared = cache(parse)

    def parse_once(text: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401
        if isinstance(text, str) and text.startswith(LANGUAGE):
            return shared(text, *rest, **options)
        return parse(text, *rest, **options)

    setattr(parse_once, THRIFTY, True)
    return parse_once
