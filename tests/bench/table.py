"""What the bench says: one line for each budget."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ("what", "budget", "measured", "verdict")
WIDTHS = (60, 22, 32, 7)
GAP = "  "


@dataclass(frozen=True)
class Row:
    """One budget and how it was kept; None where there is nothing to judge yet."""

    what: str
    budget: str
    measured: str
    kept: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """As the table shows it."""
        verdict = {True: "kept", False: "MISSED", None: "-"}[self.kept]
        return self.what, self.budget, self.measured, verdict


def show(*cells: str) -> None:
    """Print one line of the table, now: measuring takes a while."""
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    sys.stdout.write(f"{GAP.join(padded).rstrip()}\n")
    sys.stdout.flush()


def milliseconds(seconds: float) -> str:
    """Short times as people compare them."""
    return f"{seconds * 1000:.1f} ms"


def percentile(seconds: Sequence[float], share: int) -> float:
    """The time that this many in a hundred stay below."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1]
