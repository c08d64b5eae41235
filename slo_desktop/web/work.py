"""Long work that a page waits for: how it is shown, and what a disk refused of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from slo_desktop.domain.safety.standing import DiskRefusedError
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.places import fault_of
from slo_desktop.web.jobs import jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from slo_desktop.web.jobs import Job

PATIENCE_SECONDS: Final = 2.5
"""So long a look may take before its page says that it takes a while."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """work.html: how far a look, a restore or an update is.

    Attributes:
        words: the step it is at.
        percent: of that step; None where it is not known.
        promise: what stays as it is meanwhile; None where that needs no saying.
        state_url: says the same to a script.
        next_url: the page to ask for when it is over.
        gone_url: the page to go to when this program does not know the work any more.
        stop_url: stops it; None where it cannot be stopped any more.
    """

    title: str
    words: str
    percent: int | None
    promise: str | None = None
    state_url: str
    next_url: str
    gone_url: str
    stop_url: str | None


def quick(kind: str, work: Callable[[Job], Any], about: object) -> Job:
    """Begin some work that is mostly over when this returns."""
    job = jobs().start(kind, work, about=about)
    if job.thread:
        job.thread.join(PATIENCE_SECONDS)
    return job


def on_the_disk(work: Callable[[Job], T]) -> Callable[[Job], T]:
    """The same work; what a disk refused is an error that can be told."""

    def guarded(job: Job) -> T:
        try:
            return work(job)
        except OSError as error:
            raise DiskRefusedError(fault_of(error)) from error

    return guarded
