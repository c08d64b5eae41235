"""Puts the composer's page together, and turns what was chosen into a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from slo_desktop.domain.errors import BadDatesError
from slo_desktop.domain.governors import GovernorsReport, Layout, Naming
from slo_desktop.services.governors import (
    evidence_choices,
    governors_report,
    period_for,
)
from slo_desktop.storage.plan import priorities_of
from slo_desktop.storage.school import meetings
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import Job, JobState, jobs
from slo_desktop.web.reports.cautions import warnings
from slo_desktop.web.reports.forms import GovernorsForm
from slo_desktop.web.reports.pages import (
    ComposePage,
    EvidenceGroup,
    Newest,
    Preview,
)
from slo_desktop.web.reports.press import GOVERNORS
from slo_desktop.web.saving import reading

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session
    from werkzeug.datastructures import MultiDict

    from slo_desktop.services.governors.period import Period


@dataclass(slots=True, kw_only=True)
class Made:
    """What a job remembers for its page.

    Attributes:
        chosen: the form as it was sent.
        name: file name that is offered.
        saved: where the person saved it.
    """

    chosen: MultiDict[str, str]
    name: str
    saved: Path | None = None


def form_of(values: MultiDict[str, str]) -> GovernorsForm:
    """The form filled in from an address or an earlier request, without its token."""
    return GovernorsForm(formdata=values, meta={"csrf": False})


def compose(
    form: GovernorsForm, *, job: Job | None = None, number: int = 1
) -> ComposePage:
    """The composer with what was chosen, beside the report that was made."""
    with reading() as session:
        period = _period(session, form)
        groups = _groups(session, period, form)
        form.offer_meetings(_meeting_days(session), period.meeting)
        if not form.since.errors:
            form.since.data = period.during.start
        report = _report(session, period, form)
        return ComposePage(
            title=_("Reports"),
            form=form,
            groups=groups,
            actions=len(report.actions),
            learning=len(report.learning),
            warnings=warnings(session, report),
            preview=_preview(job, number) if job else None,
            newest=None if job else _newest(),
        )


def report_from(form: GovernorsForm) -> GovernorsReport:
    """The report as it was chosen.

    Raises:
        BadDatesError: it would end before it starts.
    """
    with reading() as session:
        period = period_for(
            session,
            today=folder().settings.today(),
            meeting=form.meeting_day,
            since=form.since.data,
        )
        form.offer_evidence(evidence_choices(session, period), _key(period))
        return _report(session, period, form)


def file_name(report: GovernorsReport, layout: Layout) -> str:
    """Name of the PDF, in the language or languages it is in."""
    day = (report.meeting or report.until).isoformat()
    match layout:
        case Layout.CY:
            return f"adroddiad-llywodraethwyr-{day}.pdf"
        case Layout.EN:
            return f"governors-report-{day}.pdf"
        case _:
            return f"adroddiad-llywodraethwyr-governors-report-{day}.pdf"


def _period(session: Session, form: GovernorsForm) -> Period:
    """The chosen period; the usual one where the choice is not possible."""
    usual: dict[str, Any] = {"today": folder().settings.today()}
    try:
        return period_for(
            session, meeting=form.meeting_day, since=form.since.data, **usual
        )
    except BadDatesError as error:
        form.since.errors = [explain(error)[0]]
        return period_for(session, **usual)


def _groups(
    session: Session, period: Period, form: GovernorsForm
) -> tuple[EvidenceGroup, ...]:
    choices = evidence_choices(session, period)
    form.offer_evidence(choices, _key(period))
    return tuple(
        EvidenceGroup(
            number=number,
            title=priority.title,
            choices=[each for each in choices if each.priority == number],
        )
        for number, priority in enumerate(priorities_of(session, period.year), start=1)
    )


def _report(session: Session, period: Period, form: GovernorsForm) -> GovernorsReport:
    here = folder()
    return governors_report(
        session,
        here.objects,
        today=here.settings.today(),
        meeting=period.meeting,
        since=period.during.start,
        naming=Naming(form.naming.data),
        chosen=form.evidence.data,
    )


def _meeting_days(session: Session) -> list[Any]:
    return [meeting.held_on for meeting in meetings(session)]


def _key(period: Period) -> str:
    return f"{period.meeting or ''} {period.during.start}"


def _preview(job: Job, number: int) -> Preview:
    made: Made = job.about
    pages = job.result if job.state is JobState.DONE else 0
    return Preview(
        key=job.key,
        state=job.state.value,
        number=min(max(number, 1), max(pages, 1)),
        pages=pages,
        problem=_problem(job),
        name=made.name,
        saved=made.saved.name if made.saved else None,
        has_window=folder().shell is not None,
    )


def _newest() -> Newest | None:
    job = jobs().newest(GOVERNORS, JobState.DONE, JobState.RUNNING)
    if job is None:
        return None
    made: Made = job.about
    return Newest(
        key=job.key,
        name=made.saved.name if made.saved else made.name,
        is_saved=made.saved is not None,
        pages=job.result or 0,
    )


def _problem(job: Job) -> str | None:
    match job.state:
        case JobState.FAILED if job.error:
            return explain(job.error)[0]
        case JobState.FAILED:
            return _("The report could not be printed.")
        case JobState.STOPPED:
            return _("The report was stopped. Nothing was made.")
        case _:
            return None
