"""The privacy page: how long things are kept, what is due, what was erased."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import make_response, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.field_words import KINDS
from slo_desktop.services.privacy.keeping import (
    disposal_log,
    keep_longer,
    set_periods,
)
from slo_desktop.services.privacy.outside import held_outside
from slo_desktop.services.privacy.returning import came_back
from slo_desktop.services.privacy.tables import to_csv
from slo_desktop.storage.privacy import carried_disposals, disposals, due, periods
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.privacy.asked import records
from slo_desktop.web.privacy.blueprint import bp
from slo_desktop.web.privacy.forms import KeepForm, PeriodsForm
from slo_desktop.web.privacy.log_table import HEADINGS, log_rows
from slo_desktop.web.privacy.pages import (
    DueGroup,
    DueRow,
    LogPage,
    PrivacyPage,
    ReviewPage,
)
from slo_desktop.web.records import kind_name, page_of
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.privacy.retention import Due, Period

MOST = 50
"""Records of one category that the review lists at once."""

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/privacy")
def index() -> Response:
    """What is kept for how long, and the way to everything else."""
    with reading() as session:
        form = PeriodsForm(formdata=None).show(periods(session))
    return _index(form)


@bp.post("/privacy/periods")
def change_periods() -> ResponseReturnValue:
    """Keep some categories for another number of years."""
    form = PeriodsForm()
    if not form.validate():
        return _index(form, UNPROCESSABLE)
    with saving() as session:
        set_periods(session, form.years)
    toast(_("The periods are saved."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


def _index(form: PeriodsForm, status: int = HTTPStatus.OK) -> Response:
    with reading() as session:
        page = PrivacyPage(
            title=_("Privacy"),
            due=len(due(session, folder().settings.today())),
            back=came_back(session),
            kinds={kind: kind_name(kind) for kind in KINDS},
            periods=periods(session),
            form=form,
            erased=len(disposals(session)) + len(carried_disposals(session)),
        )
    return render("privacy/index.html", page, status)


@bp.get("/privacy/review")
def review() -> Response:
    """Everything whose time is up."""
    return _review(KeepForm(formdata=None))


@bp.post("/privacy/keep")
def keep() -> ResponseReturnValue:
    """Keep what is ticked for some more years."""
    form = KeepForm()
    ticked = request.form.getlist("of")
    if not ticked:
        return _nothing_ticked()
    if not form.validate():
        return _review(form, UNPROCESSABLE, frozenset(ticked))
    with saving() as session:
        count = keep_longer(
            session,
            records(ticked),
            years=form.years.data or 1,
            reason=form.reason.data or "",
            today=folder().settings.today(),
        )
    toast(_("Kept for longer: %(count)s", count=count))
    return redirect(url_for(".review"), HTTPStatus.SEE_OTHER)


@bp.post("/privacy/review")
def look_at_erasing() -> ResponseReturnValue:
    """Go on to what it would mean to erase what is ticked."""
    ticked = request.form.getlist("of")
    if not ticked:
        return _nothing_ticked()
    return redirect(url_for(".ask", of=ticked), HTTPStatus.SEE_OTHER)


def _nothing_ticked() -> Response:
    problem = _("Tick at least one record.")
    return _review(KeepForm(), UNPROCESSABLE, problem=problem)


def _review(
    form: KeepForm,
    status: int = HTTPStatus.OK,
    ticked: frozenset[str] = frozenset(),
    problem: str | None = None,
) -> Response:
    with reading() as session:
        found = due(session, folder().settings.today())
        kept = periods(session)
    page = ReviewPage(
        title=_("Due for review"),
        groups=_groups(found, kept),
        form=form,
        ticked=ticked,
        problem=problem,
    )
    return render("privacy/review.html", page, status)


def _groups(found: Sequence[Due], kept: Sequence[Period]) -> tuple[DueGroup, ...]:
    groups = []
    for period in kept:
        mine = [each for each in found if each.category is period.category]
        if mine:
            rows = tuple(map(_row, mine[:MOST]))
            group = DueGroup(
                category=period.category,
                years=period.years,
                rows=rows,
                more=len(mine) - len(rows),
            )
            groups.append(group)
    return tuple(groups)


def _row(each: Due) -> DueRow:
    record = each.record
    return DueRow(
        due=each, kind=kind_name(record.kind), url=page_of(record.kind, record.number)
    )


@bp.get("/privacy/log")
def log() -> Response:
    """The disposal log."""
    with reading() as session:
        entries = disposal_log(session, folder().settings.data_dir)
    page = LogPage(
        title=_("Disposal log"),
        entries=entries,
        new=frozenset(request.args.getlist("new")),
        outside=held_outside(folder().settings.data_dir),
        kinds={kind: kind_name(kind) for kind in KINDS},
    )
    return render("privacy/log.html", page)


@bp.get("/privacy/log.csv")
def log_table() -> Response:
    """The disposal log as a table, for the school's own files."""
    with reading() as session:
        entries = disposal_log(session, folder().settings.data_dir)
    language = current_language()
    content = to_csv(HEADINGS, (log_rows(entry, language) for entry in entries))
    answer = make_response(content)
    answer.mimetype = "text/csv"
    answer.headers.set(
        "Content-Disposition", "attachment", filename=_("disposal-log") + ".csv"
    )
    return answer
