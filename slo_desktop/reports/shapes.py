"""Draws each shape of a report once, however often it stands on the paper.

WeasyPrint draws a background picture anew for every element that has it: a status
shape would be a few hundred drawings in one report, each with objects of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import weasyprint.draw
from weasyprint.images import SVGImage

PAINTER = "draw_background_image"
ONCE = "draws_shapes_once"
NOT_REPEATED = ("no-repeat", "no-repeat")

Draw = Callable[[Any, Any, Any], None]


def draw_shapes_once() -> None:
    """Have sheets share their shapes, from now on."""
    draw = getattr(weasyprint.draw, PAINTER)
    if not hasattr(draw, ONCE):
        setattr(weasyprint.draw, PAINTER, _sharing(draw))


def _sharing(draw: Draw) -> Draw:
    def paint(stream: Any, layer: Any, style: Any) -> None:  # noqa: ANN401
        shapes = getattr(stream, "shapes", None)
        if shapes is None or not _is_shape(layer):
            draw(stream, layer, style)
            return
        width, height = layer.size
        name = (layer.image, width, height)
        if name not in shapes:
            shapes[name] = stream.add_group(-width, -height, 3 * width, 3 * height)
            layer.image.draw(shapes[name], width, height, style)
        _place(stream, layer, shapes[name].id)

    setattr(paint, ONCE, True)
    return paint


def _is_shape(layer: Any) -> bool:  # noqa: ANN401  of WeasyPrint's
    return (
        isinstance(layer.image, SVGImage)
        and tuple(layer.repeat) == NOT_REPEATED
        and not layer.unbounded
        and 0 not in layer.size
    )


def _place(stream: Any, layer: Any, name: str) -> None:  # noqa: ANN401  the same
    left, top, *_size = layer.positioning_area
    x, y = layer.position
    with stream.artifact(), stream.stacked():
        stream.rectangle(*layer.painting_area)
        stream.clip()
        stream.end()
        stream.transform(e=x + left, f=y + top)
        stream.draw_x_object(name)
