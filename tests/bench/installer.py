"""How large the setup is that a school with a slow line has to fetch."""

from __future__ import annotations

from pathlib import Path

from slo_desktop import __version__
from tests.bench.table import Row

OUT = Path(__file__).parents[2] / "build" / "out"
MEGABYTE = 1_000_000
BUDGET = 45


def row(out: Path = OUT) -> Row:
    """The table's line; nothing to judge where this version's setup was not made."""
    what, budget = "installer for Windows, to download", f"<= {BUDGET} MB"
    made = out / f"SLO-Desktop-{__version__}-setup.exe"
    if not made.is_file():
        return Row(what, budget, "not made: package --windows")
    size = made.stat().st_size / MEGABYTE
    return Row(what, budget, f"{size:.1f} MB", size <= BUDGET)
