"""How long governors' paper takes, what it costs, and how the pages feel meanwhile."""

from __future__ import annotations

import os
import re
import statistics
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import Layout
from slo_desktop.reports.governors import to_html
from slo_desktop.reports.press import Order, Press
from tests.bench.table import Row, milliseconds
from tests.bench.visitor import KILOBYTES_IN_MEGABYTE, Visitor
from tests.reports import world

if TYPE_CHECKING:
    from slo_desktop.domain.governors import GovernorsReport
    from slo_desktop.settings import Settings
    from tests.bench.visitor import Server

ROUNDS = 3
PAGES = 30
REPORT_SECONDS = 2.5
PAGE_SECONDS = 0.1
PAUSE = 0.05
MANY_PAGES = 500
WORKER_MEGABYTES = 500


class Printer:
    """Prints into a folder of its own, with a warm worker."""

    def __init__(self, press: Press, folder: Path) -> None:
        self.press, self.pdf = press, folder / "report.pdf"

    def print_out(self, report: GovernorsReport) -> tuple[int, float]:
        """Pages, and seconds from the value to the PDF."""
        began = time.perf_counter()
        parts = to_html(report, Layout.SIDE_BY_SIDE)
        pages = self.press.print_out(Order(parts=parts, pdf=self.pdf))
        return pages, time.perf_counter() - began


def pages_meanwhile(visitor: Visitor, work: threading.Thread) -> list[float]:
    """Seconds a page takes while the worker prints."""
    taken = []
    work.start()
    while work.is_alive():
        taken.append(visitor.get("/evidence").seconds)
        time.sleep(PAUSE)
    work.join()
    return taken


def five_hundred_pages() -> GovernorsReport:
    """As many pages as the memory budget speaks of, or a little more."""
    return replace(
        world.report(),
        evidence=tuple(world.evidence(number) for number in range(1, 2001)),
    )


def most_memory_of_children() -> float | None:
    """Megabytes the worker ever held; None where the system does not tell."""
    mine = Path(f"/proc/self/task/{os.getpid()}/children")
    if not mine.exists():
        return None
    held = [
        int(found[1]) / KILOBYTES_IN_MEGABYTE
        for child in mine.read_text("ascii").split()
        if (found := _high_water(child)) and _is_worker(child)
    ]
    return max(held, default=None)


def _high_water(child: str) -> re.Match[str] | None:
    status = Path(f"/proc/{child}/status").read_text("ascii")
    return re.search(r"VmHWM:\s+(\d+) kB", status)


def _is_worker(child: str) -> bool:
    return b"reports.worker" in Path(f"/proc/{child}/cmdline").read_bytes()


def rows(settings: Settings, server: Server) -> list[Row]:
    """The lines of the table that the printer fills."""
    with tempfile.TemporaryDirectory() as folder, Press(settings.cache_dir) as press:
        printer = Printer(press, Path(folder))
        printer.print_out(world.report())
        printed = [printer.print_out(world.huge_report()) for _ in range(ROUNDS)]
        work = threading.Thread(target=printer.print_out, args=[world.huge_report()])
        meanwhile = max(pages_meanwhile(server.visitor, work))
        many, long = printer.print_out(five_hundred_pages())
        memory = most_memory_of_children()
    pages = printed[0][0]
    seconds = statistics.median(taken for _pages, taken in printed)
    return [
        Row(
            f"governors' report, side by side, {pages} pages, warm",
            f"<= {REPORT_SECONDS} s for {PAGES}",
            f"{seconds:.2f} s = {pages / seconds:.0f} pages/s",
            seconds <= REPORT_SECONDS * max(1, pages / PAGES) and pages >= PAGES,
        ),
        Row(
            "slowest page while it prints",
            f"<= {milliseconds(PAGE_SECONDS)}",
            milliseconds(meanwhile),
            meanwhile <= PAGE_SECONDS,
        ),
        Row("evidence log", ">= 25 pages/s", "in a later version"),
        Row(
            f"memory of the PDF worker, {many} pages",
            f"<= {WORKER_MEGABYTES} MB for {MANY_PAGES}",
            "not told by this system"
            if memory is None
            else f"{memory:.0f} MB, {many / long:.0f} pages/s",
            None if memory is None else memory <= WORKER_MEGABYTES * many / MANY_PAGES,
        ),
    ]
