"""Works out once for a style what WeasyPrint works out for every box that has it.

Thousands of boxes share a few hundred styles, and nothing that a report says of sizes
depends on where a box stands. The file stays the same to the byte. This reaches into
private parts: the version is pinned, and tests print with and without.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import block, percent
from weasyprint.layout import float as floats
from weasyprint.text import line_break

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS: Final = (
    *(f"margin_{side}" for side in ("top", "right", "bottom", "left")),
    *(f"padding_{side}" for side in ("top", "right", "bottom", "left")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS: Final = tuple(
    f"border_{side}_width" for side in ("top", "right", "bottom", "left")
)
IN_FLOW: Final = "is_in_normal_flow"
SHARED: Final = "shares_facts"

_known: dict[int, tuple[Any, dict[str, Any]]] = {}


def share_facts() -> None:
    """Have boxes share what follows from their style, from now on."""
    if hasattr(getattr(Box, IN_FLOW), SHARED):
        return
    for module, name, shared in (
        (percent, "resolve_percentages", _sizes_once),
        (line_break, "strut", _once),
        (line_break, "get_font_description", _once),
        (floats, "avoid_collisions", _past_no_float),
        (block, "block_level_page_name", _pages_of_sections),
    ):
        _put_in_place(getattr(module, name), shared(getattr(module, name)))
    setattr(Box, IN_FLOW, _flow_once(getattr(Box, IN_FLOW)))


def forget_facts() -> None:
    """Let go of the styles of a report that is printed."""
    _known.clear()


def _facts(style: Any) -> dict[str, Any]:  # noqa: ANN401  of WeasyPrint's, like all here
    found = _known.get(id(style))
    if found is None:
        # The style is kept as well, so that no other can be taken for it.
        found = _known[id(style)] = style, {}
    return found[1]


def _put_in_place(old: object, new: object) -> None:
    """Give a function to every part of WeasyPrint that took it by its name."""
    parts = [
        each for name, each in sys.modules.items() if name.startswith("weasyprint")
    ]
    for part in parts:
        for name in [name for name, value in vars(part).items() if value is old]:
            setattr(part, name, new)


def _sizes_once(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    @wraps(resolve)
    def resolve_once(box: Any, containing_block: Any) -> None:  # noqa: ANN401
        facts = _facts(box.style)
        if (sizes := facts.get("sizes")) and isinstance(box, Box):
            # What the cells of a table made of its borders stays.
            mine = vars(box)
            mine.update(
                sizes | {name: mine[name] for name in facts["own"] & mine.keys()}
            )
            return
        resolve(box, containing_block)
        if "sizes" not in facts:
            facts["own"] = _decided_by_tables(box.style)
            facts["sizes"] = _sizes(box) if _is_fixed(box.style) else {}

    return resolve_once


def _sizes(box: Any) -> dict[str, Any]:  # noqa: ANN401
    borders = {name: box.style[name] for name in BORDERS}
    return {name: getattr(box, name) for name in LENGTHS} | borders


def _decided_by_tables(style: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(BORDERS if style["border_collapse"] == "collapse" else ())


def _is_fixed(style: Any) -> bool:  # noqa: ANN401
    """Whether no size depends on what stands around."""
    lengths = (style[name] for name in LENGTHS)
    return style["box_sizing"] == "content-box" and all(
        length is None or length == "auto" or getattr(length, "unit", None) == "px"
        for length in lengths
    )


def _once(work_out: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What a function makes of a style and nothing else."""
    name = work_out.__name__

    @wraps(work_out)
    def known(style: Any) -> Any:  # noqa: ANN401
        facts = _facts(style)
        if name not in facts:
            facts[name] = work_out(style)
        return facts[name]

    return known


def _flow_once(is_in_normal_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
    @wraps(is_in_normal_flow)
    def is_in_flow(box: Any) -> bool:  # noqa: ANN401
        facts = _facts(box.style)
        flows: bool | None = facts.get("flows")
        if flows is None:
            flows = facts["flows"] = is_in_normal_flow(box)
        return flows

    setattr(is_in_flow, SHARED, True)
    return is_in_flow


def _past_no_float(avoid: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(avoid)
    def avoid_any(
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        outer: bool = True,  # noqa: FBT001, FBT002  as it is called
    ) -> Any:  # noqa: ANN401
        if outer or context.excluded_shapes:
            return avoid(context, box, containing_block, outer)
        # In this order, so that no last digit differs.
        left = containing_block.content_box_x()
        right = left + containing_block.width - box.margin_right
        width = right - (left + box.margin_left)
        top = box.border_box_y() - box.margin_top
        return left + box.margin_left - box.margin_left, top, width

    return avoid_any


def _pages_of_sections(name: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    # Only sections name the kind of their pages; what stands in them names none.
    @wraps(name)
    def name_once(before: Any, after: Any) -> Any:  # noqa: ANN401
        if before.style["page"] == after.style["page"]:
            return None
        return name(before, after)

    return name_once
