"""The one press of this program, and the job that uses it."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, cast

from flask import current_app

from slo_desktop.reports.governors import order
from slo_desktop.reports.press import Press, Progress
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from slo_desktop.domain.governors import GovernorsReport, Layout
    from slo_desktop.web.jobs import Job

KEY = "press"
PDF = "report.pdf"
PAGES = "pages"


def press() -> Press:
    """The press of this application; its worker starts with the first report."""
    extensions = current_app.extensions
    if KEY not in extensions:
        extensions[KEY] = Press(folder().settings.cache_dir)
        # A worker also ends by itself when this program is gone.
        atexit.register(extensions[KEY].close)
    return cast("Press", extensions[KEY])


def close(app: Flask) -> None:
    """End the worker, if there is one."""
    found: Press | None = app.extensions.pop(KEY, None)
    if found:
        found.close()
        atexit.unregister(found.close)


def printing(report: GovernorsReport, layout: Layout) -> Callable[[Job], int]:
    """The work of a job: print a report with pictures of its pages."""
    machine = press()

    def work(job: Job) -> int:
        def note(progress: Progress) -> None:
            job.step, job.page = progress.step, progress.page

        wanted = order(report, layout, job.folder / PDF, images=job.folder / PAGES)
        return machine.print_out(wanted, on_progress=note, stop=job.stop)

    return work
