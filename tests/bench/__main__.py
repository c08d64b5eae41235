"""`python3 build/dev.py bench`: the budgets, as this machine keeps them."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.settings import Settings
from tests.bench import installer, pages, report, saving, window
from tests.bench.generate import RECORDS, generate
from tests.bench.table import HEAD, Row, show
from tests.bench.visitor import serving

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure(settings: Settings, *, with_window: bool) -> Iterator[Row]:
    """Every line of the table."""
    if with_window:
        yield Row(*reordered(window.row()))
    with serving(settings.data_dir) as server:
        yield from pages.rows(settings, server)
        yield from report.rows(settings, server)
    yield saving.row(settings)
    yield installer.row()


def reordered(row: tuple[str, str, str, bool]) -> tuple[str, str, str, bool]:
    """The window's own table has the measured value before the budget."""
    what, measured, budget, kept = row
    return what, budget, measured, kept


def make_school(settings: Settings, records: int) -> None:
    """Generate, and say how long it took."""
    began = time.perf_counter()
    generate(settings, records=records)
    took = time.perf_counter() - began
    sys.stdout.write(f"Generated {records} records in {took:.0f} s.\n\n")


def main() -> int:
    """Generate, measure, print; 1 when a budget is missed."""
    parser = argparse.ArgumentParser(prog="python3 build/dev.py bench")
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--keep", type=Path, help="make the school here, or use it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="slo-bench-") as temporary:
        folder = asked.keep or Path(temporary)
        settings = Settings(data_dir=folder / "school", cache_dir=folder / "cache")
        if not settings.database.exists():
            make_school(settings, asked.records)
        show(*HEAD)
        missed = 0
        for row in measure(settings, with_window=not asked.no_window):
            show(*row.cells)
            missed += row.kept is False
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
