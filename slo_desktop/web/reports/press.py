"""The job that prints a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.web.printing import KEY, close, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from slo_desktop.domain.governors import GovernorsReport, Layout
    from slo_desktop.reports.press import Progress
    from slo_desktop.web.jobs import Job

__all__ = ["GOVERNORS", "KEY", "PAGES", "PDF", "close", "press", "printing"]

GOVERNORS = "governors"
PDF = "report.pdf"
PAGES = "pages"


def printing(report: GovernorsReport, layout: Layout) -> Callable[[Job], int]:
    """The work of a job: print a report with pictures of its pages."""
    # Charts and pictures: nobody waits for them who prints nothing.
    from slo_desktop.reports.governors import order  # noqa: PLC0415

    machine = press()

    def work(job: Job) -> int:
        def note(progress: Progress) -> None:
            job.step, job.page = progress.step, progress.page

        wanted = order(report, layout, job.folder / PDF, images=job.folder / PAGES)
        return machine.print_out(wanted, on_progress=note, stop=job.stop)

    return work
