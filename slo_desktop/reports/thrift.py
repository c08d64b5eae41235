"""Spares WeasyPrint what it would do again for every element of a report.

The file stays the same to the byte. It reaches into private parts: the version is
pinned, and tests print with and without.
"""

from __future__ import annotations

import re
from functools import cache, wraps
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import tinycss2
import tinyhtml5
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css import StyleFor
from weasyprint.layout.page import PageType
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
COMPUTE = "set_computed_styles"
KNOWN = "known_page_styles"


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


def share_page_styles() -> None:
    """Have pages to which the same rules apply share the styles of their margins.

    WeasyPrint makes some twenty anew for each page and keeps them to the end.
    """
    compute = getattr(StyleFor, COMPUTE)
    if not hasattr(compute, THRIFTY):
        setattr(StyleFor, COMPUTE, _once_for_alike_pages(compute))


def _once_for_alike_pages(compute: Callable[..., None]) -> Callable[..., None]:
    @wraps(compute)
    def compute_once(
        styles: Any,  # noqa: ANN401  of WeasyPrint's, like below
        element: Any,  # noqa: ANN401
        parent: Any,  # noqa: ANN401
        pseudo_type: str | None = None,
        **rest: Any,
    ) -> None:
        if not isinstance(element, PageType):
            compute(styles, element, parent, pseudo_type=pseudo_type, **rest)
            return
        computed, known = (
            styles.get_computed_styles(),
            vars(styles).setdefault(KNOWN, {}),
        )
        rules = styles.get_cascaded_styles().get((element, pseudo_type), {})
        told = (
            (name, id(value), repr(weight)) for name, (value, weight) in rules.items()
        )
        key = (pseudo_type, id(computed[parent, None]), *told)
        if key not in known:
            compute(styles, element, parent, pseudo_type=pseudo_type, **rest)
            # The rules are kept as well, so that no other can be taken for them.
            known[key] = computed[element, pseudo_type], rules
        computed[element, pseudo_type], _rules = known[key]

    setattr(compute_once, THRIFTY, True)
    return compute_once
