"""Says in a PDF which language every part of it is in.

WeasyPrint writes the language of the document alone, so a screen reader would read
the English of a bilingual report with a Welsh voice. Its tag builder is a private
function: the version is pinned, and a test reads the languages back from a PDF.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.pdf import tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUILDER = "_build_box_tree"
WRAPPED = "writes_languages"


def write_languages() -> None:
    """Have every structure element carry the language of its box, from now on."""
    build = getattr(tags, BUILDER)
    if not hasattr(build, WRAPPED):
        setattr(tags, BUILDER, _with_language(build))


def _with_language(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @wraps(build)
    def build_with_language(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        language = _language(box)
        for element in build(box, *rest):
            if language and "Lang" not in element:
                element["Lang"] = pydyf.String(language)
            yield element

    setattr(build_with_language, WRAPPED, True)
    return build_with_language


def _language(box: Any) -> str | None:  # noqa: ANN401  a box of WeasyPrint's
    placed = getattr(box, "_box", box)
    return placed.style["lang"] or None
