"""Keeps each line of text as it was shaped, from laying it out to drawing it.

WeasyPrint forgets the shape of a line to save memory, since it draws when every page is
laid out. Here a page is drawn at once (see `binding`), and its lines are still at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

FORGET, SHAPE_AGAIN = "deactivate", "reactivate"
KEPT = "keeps_lines"
ANY_WIDTH = -1


def keep_lines() -> None:
    """Have every line keep its shape until it is drawn, from now on."""
    reactivate = getattr(Layout, SHAPE_AGAIN)
    if not hasattr(reactivate, KEPT):
        setattr(Layout, FORGET, _stay)
        setattr(Layout, SHAPE_AGAIN, _reusing(reactivate))


def _stay(line: Any) -> None:  # noqa: ANN401  a layout of WeasyPrint's, like below
    del line


def _reusing(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def reuse(line: Any, style: Any) -> None:  # noqa: ANN401
        if line.justification_spacing:
            reactivate(line, style)
            return
        _first, rest = line.get_first_line()
        if rest is not None:
            pango.pango_layout_set_width(line.layout, ANY_WIDTH)

    setattr(reuse, KEPT, True)
    return reuse
