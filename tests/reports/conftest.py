"""Every layout is printed once, in this process, so that WeasyPrint's log is seen."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.domain.governors import GovernorsReport, Layout
from slo_desktop.reports import fonts
from slo_desktop.reports.governors import to_html
from slo_desktop.reports.photos import photos_of
from tests.reports import world

Print = Callable[[GovernorsReport, Layout], Path]


class Complaints(logging.Handler):
    """What WeasyPrint found wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@dataclass(frozen=True, slots=True)
class Printed:
    """One report in every layout."""

    pdfs: Mapping[Layout, Path]
    complaints: list[str]


@pytest.fixture(scope="session")
def complaints() -> Iterator[Complaints]:
    handler = Complaints()
    logging.getLogger("weasyprint").addHandler(handler)
    yield handler
    logging.getLogger("weasyprint").removeHandler(handler)


@pytest.fixture(scope="session")
def print_out(
    tmp_path_factory: pytest.TempPathFactory, complaints: Complaints
) -> Print:
    """Print a report and say where the PDF is."""
    del complaints
    place = tmp_path_factory.mktemp("reports")
    fonts.use(paths.assets(), place)
    from slo_desktop.reports.fetching import AppFetcher
    from slo_desktop.reports.printing import to_pdf

    numbers = itertools.count(1)

    def print_report(report: GovernorsReport, layout: Layout) -> Path:
        fetcher = AppFetcher(paths.assets(), photos_of(report))
        folder = fonts.folder(paths.assets())
        pdf = place / f"{layout}-{next(numbers)}.pdf"
        pdf.write_bytes(to_pdf(to_html(report, layout), fetcher, folder))
        return pdf

    return print_report


@pytest.fixture(scope="session")
def printed(
    print_out: Print, complaints: Complaints, tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    report = world.report(world.photo(tmp_path_factory.mktemp("photo")))
    pdfs = {layout: print_out(report, layout) for layout in Layout}
    return Printed(pdfs, list(complaints.found))
