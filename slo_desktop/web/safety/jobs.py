"""What a page says about work that is being done, or was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.proofs import Proof
from slo_desktop.domain.safety.standing import PlaceFault
from slo_desktop.i18n.dates import clock_time, medium_date
from slo_desktop.i18n.safety_words import fault_line, place_name
from slo_desktop.services.safety.proving import says_only_missing
from slo_desktop.settings import WALES
from slo_desktop.web.errors import explain
from slo_desktop.web.jobs import JobState
from slo_desktop.web.language import current_language
from slo_desktop.web.safety.pages import JobBox
from slo_desktop.web.safety.working import (
    BACKUP,
    COPY,
    PROVE,
    BackedUp,
    Copied,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from slo_desktop.storage.preferences import SecondPlace
    from slo_desktop.web.jobs import Job

KEY = "key"


def box_of(job: Job) -> JobBox:
    """A job as its page shows it."""
    result = job.result if job.state is JobState.DONE else None
    waits = isinstance(result, Copied) and result.waits
    return JobBox(
        key=job.key,
        state=job.state.value,
        doing=_doing(job.kind),
        lines=tuple(_lines(job)),
        is_good=_is_good(job),
        file=result.path.name if waits and result else None,
        percent=min(job.step, 100),
    )


def _doing(kind: str) -> str:
    match kind:
        case _ if kind == BACKUP:
            return _("The backup is being made.")
        case _ if kind == COPY:
            return _("The complete copy is being made and proven.")
        case _ if kind == PROVE:
            return _("The newest backup is being restored for trial.")
    return _("The key is being made.")


def _lines(job: Job) -> Iterator[str]:
    match job.state, job.result:
        case JobState.FAILED, _ if job.error:
            yield explain(job.error)[0]
        case JobState.FAILED, _:
            yield _("That could not be done.")
        case JobState.STOPPED, _:
            yield _("Stopped. No file was made.")
        case JobState.DONE, BackedUp() as done:
            yield _("Backed up: %(when)s", when=when(done.kept.manifest.made_at))
            yield from map(_place_line, done.places)
        case JobState.DONE, Copied() as done:
            yield _("Complete copy: %(name)s", name=done.path.name)
            yield from _proof_lines(done.proof)
        case JobState.DONE, Proof() as done:
            yield from _proof_lines(done)


def _place_line(place: SecondPlace) -> str:
    name = place_name(Place(place.kind), current_language())
    if place.fault:
        fault = fault_line(PlaceFault(place.fault), current_language())
        return f"{name}: {fault}"
    return _("%(place)s: copied, and read back whole.", place=name)


def _proof_lines(proof: Proof) -> Iterator[str]:
    if proof.is_good:
        yield _("Restored for trial, and every part compared.")
    elif says_only_missing(proof):
        yield _("The backup is whole, but files were missing before it was made.")
    else:
        yield _("The trial restore found something wrong. Keep the older backups.")
    yield _(
        "Records: %(records)s. Changes: %(changes)s. Files: %(files)s.",
        records=f"{proof.records:,}",
        changes=f"{proof.changes:,}",
        files=f"{proof.files:,}",
    )
    if wrong := len(proof.damaged) + len(proof.found) + len(proof.faults):
        yield _("Not as it was kept: %(count)s", count=wrong)


def _is_good(job: Job) -> bool:
    match job.state, job.result:
        case JobState.RUNNING, _:
            return True
        case JobState.DONE, BackedUp() as done:
            return not any(place.fault for place in done.places)
        case JobState.DONE, Copied() as done:
            return done.proof.is_good
        case JobState.DONE, Proof() as done:
            return done.is_good
    return job.state is JobState.DONE


def when(at: dt.datetime) -> str:
    """A moment, in Wales and in the person's language."""
    here, mine = at.astimezone(WALES), current_language()
    return f"{medium_date(here.date(), mine)}, {clock_time(here, mine)}"
