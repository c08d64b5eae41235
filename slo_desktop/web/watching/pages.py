"""What the page of the last check is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.safety.watching import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """watching/result.html.

    Attributes:
        last: the last whole look; None before the first.
        lines: what was found, in words.
        is_looking: whether a look is under way.
        is_making: whether search is being made again.
        can_make: whether search is wrong, so that it can be made again.
        can_look: whether one can be asked for.
    """

    title: str
    last: Watched | None
    lines: Sequence[str]
    is_looking: bool
    is_making: bool
    can_make: bool
    can_look: bool
