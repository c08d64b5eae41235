"""Where every line of a chart goes; the templates in `templates/charts` draw them.

Colour is never alone: a dimension carries its number, a bar segment its shape and
count inside an outline.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.elements import ENOUGH_KINDS
from slo_desktop.domain.governors import Standing
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.governors import DimensionSources, PriorityProgress

YARN: Final = {
    "1": ("#264990", "#ffffff"),
    "2": ("#b67d1b", "#17161d"),
    "3": ("#844261", "#ffffff"),
    "4": ("#556e46", "#ffffff"),
    "5": ("#7d1c08", "#ffffff"),
    "6": ("#117a8f", "#ffffff"),
    "7": ("#372d28", "#ffffff"),
}
"""Colour of each dimension, and of its number on it."""

FILL: Final = {
    Standing.DONE: ("#1a623d", "#ffffff"),
    Standing.ON_TRACK: ("#b9bad0", "#22212b"),
    Standing.UNDER_WAY: ("#dedee9", "#22212b"),
    Standing.AT_RISK: ("#f2c879", "#22212b"),
    Standing.LATE: ("#a11d2b", "#ffffff"),
    Standing.NOT_STARTED: ("#ffffff", "#22212b"),
    Standing.STOPPED: ("#e6e3dd", "#22212b"),
}
"""Ground of a bar segment, and of what stands on it; in order of drawing."""

CENTRE_X, CENTRE_Y, RADIUS, LABEL_RADIUS = 150.0, 138.0, 104.0, 118.0
LEAST_RINGS = 3
BAR_LEFT, BAR_WIDTH, BAR_TOP, BAR_STEP, BAR_HEIGHT = 44.0, 245.0, 14.0, 42.0, 30.0
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the drawing, to a tenth of a unit."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:.1f},{self.y:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One value all round the radar."""

    value: int
    outline: str
    label: Point
    is_enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """One dimension of the radar."""

    number: str
    end: Point
    badge: Point
    fill: str
    on_fill: str
    dot: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """A radar chart of this year and last year."""

    rings: tuple[Ring, ...]
    spokes: tuple[Spoke, ...]
    now: str
    before: str
    is_empty: bool


def radar(dimensions: Sequence[DimensionSources]) -> Radar:
    """Lay out kinds of source per element, by dimension."""
    most = max((max(d.now, d.before) for d in dimensions), default=0)
    rings = max(LEAST_RINGS, math.ceil(most))
    count = max(len(dimensions), 1)

    def around(values: Sequence[float]) -> str:
        points = (_polar(i, count, v / rings * RADIUS) for i, v in enumerate(values))
        return " ".join(map(str, points))

    return Radar(
        rings=tuple(
            Ring(
                value=value,
                outline=around([value] * count),
                label=Point(CENTRE_X + 4, CENTRE_Y - value / rings * RADIUS + 3.5),
                is_enough=value == ENOUGH_KINDS,
            )
            for value in range(1, rings + 1)
        ),
        spokes=tuple(_spoke(i, count, d, rings) for i, d in enumerate(dimensions)),
        now=around([d.now for d in dimensions]),
        before=around([d.before for d in dimensions]),
        is_empty=not most,
    )


def _polar(index: int, count: int, radius: float) -> Point:
    angle = 2 * math.pi * index / count
    return Point(
        CENTRE_X + radius * math.sin(angle), CENTRE_Y - radius * math.cos(angle)
    )


def _spoke(index: int, count: int, dimension: DimensionSources, rings: int) -> Spoke:
    fill, on_fill = YARN[dimension.number]
    return Spoke(
        number=dimension.number,
        end=_polar(index, count, RADIUS),
        badge=_polar(index, count, LABEL_RADIUS),
        fill=fill,
        on_fill=on_fill,
        dot=_polar(index, count, dimension.now / rings * RADIUS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The actions of one priority that stand alike."""

    standing: Standing
    count: int
    x: float
    width: float
    fill: str
    ink: str

    @property
    def middle(self) -> float:
        """Where its shape and count stand."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One priority."""

    number: int
    y: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar for each priority, cut into segments by status."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]
    bottom: float
    standings: tuple[Standing, ...]


def bars(priorities: Sequence[PriorityProgress]) -> Bars:
    """Lay out actions by priority and status."""
    most = max((len(priority.actions) for priority in priorities), default=0) or 1
    unit = BAR_WIDTH / most
    step = math.ceil(most / MOST_TICKS)
    return Bars(
        bars=tuple(
            Bar(
                number=priority.number,
                y=BAR_TOP + index * BAR_STEP,
                segments=tuple(_segments(priority, unit)),
            )
            for index, priority in enumerate(priorities)
        ),
        ticks=tuple((n, BAR_LEFT + n * unit) for n in range(0, most + 1, step)),
        bottom=BAR_TOP + len(priorities) * BAR_STEP,
        standings=standings_in(priorities),
    )


def standings_in(priorities: Sequence[PriorityProgress]) -> tuple[Standing, ...]:
    """The standings that occur, in order of drawing."""
    found = {action.standing for p in priorities for action in p.actions}
    return tuple(standing for standing in FILL if standing in found)


def _segments(priority: PriorityProgress, unit: float) -> list[Segment]:
    segments: list[Segment] = []
    x = BAR_LEFT
    for standing, (fill, ink) in FILL.items():
        if count := priority.count(standing):
            width = count * unit
            segments.append(
                Segment(
                    standing=standing,
                    count=count,
                    x=x,
                    width=width,
                    fill=fill,
                    ink=ink,
                )
            )
            x += width
    return segments
