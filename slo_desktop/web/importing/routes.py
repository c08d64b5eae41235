"""Choose a table, look at what would come of it, then keep it or not."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.importing import ImportKind, UnreadableImportError
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.i18n.import_words import outcome_lines, reason, unreadable_line
from slo_desktop.services.importing import import_file
from slo_desktop.storage.uploads import Uploads
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import first_fault
from slo_desktop.web.guards import takes_files
from slo_desktop.web.importing.forms import ImportForm
from slo_desktop.web.importing.pages import ChoosePage, FindingRow, LookPage
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from werkzeug import Response

    from slo_desktop.domain.importing import Finding, ImportOutcome

bp = Blueprint("importing", __name__, url_prefix="/import")

LISTS = {
    ImportKind.EVIDENCE: "evidence.index",
    ImportKind.PLAN: "plan.index",
    ImportKind.LEARNING: "learning.index",
}
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("")
def choose() -> Response:
    """Choose a file."""
    return _choose(ImportForm(formdata=None))


@bp.post("")
@takes_files
def send() -> Response:
    """Put the file in a safe place, to be looked at."""
    form = ImportForm()
    if not form.validate():
        return _choose(form, first_fault(form))
    beside = [(f.filename or "", f.stream) for f in form.attachments.data or () if f]
    key = _uploads().put(form.table.data.stream, beside)
    return redirect(
        url_for(".look", key=key, kind=form.kind.data), HTTPStatus.SEE_OTHER
    )


@bp.get("/<key>/<any(evidence, plan, learning):kind>")
def look(key: str, kind: str) -> Response:
    """Say what would come of it; nothing is kept."""
    try:
        outcome = _run(_table(key), ImportKind(kind), dry_run=True, skip_bad=True)
    except UnreadableImportError as error:
        problem = unreadable_line(error, current_language())
        return _choose(ImportForm(formdata=None), problem)
    page = LookPage(
        title=_("Before anything is kept"),
        key=key,
        outcome=outcome,
        lines=tuple(outcome_lines(outcome, current_language())),
        errors=_rows(outcome.errors),
        warnings=_rows(outcome.warnings),
        good=outcome.kept,
    )
    return render("importing/look.html", page)


@bp.post("/<key>/<any(evidence, plan, learning):kind>")
def keep(key: str, kind: str) -> Response:
    """Keep the rows: all of them, or the good ones where that was asked."""
    skip_bad = request.form.get("skip_bad") == "yes"
    table = _table(key)
    folder().backups.before(Reason.IMPORT)
    outcome = _run(table, ImportKind(kind), skip_bad=skip_bad)
    for line in outcome_lines(outcome, current_language()):
        toast(line, undo=not outcome.is_refused)
    if outcome.is_refused:
        return redirect(url_for(".look", key=key, kind=kind), HTTPStatus.SEE_OTHER)
    _uploads().drop(key)
    return redirect(url_for(LISTS[outcome.kind]), HTTPStatus.SEE_OTHER)


def _uploads() -> Uploads:
    return Uploads(folder().settings.cache_dir)


def _table(key: str) -> Path:
    return _uploads().table(key) or abort(HTTPStatus.NOT_FOUND)


def _run(
    table: Path, kind: ImportKind, *, skip_bad: bool, dry_run: bool = False
) -> ImportOutcome:
    here = folder()
    with saving() as session:
        return import_file(
            session,
            kind,
            table,
            store=here.objects,
            now=here.settings.now(),
            skip_bad=skip_bad,
            dry_run=dry_run,
        )


def _rows(findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    language = current_language()
    return tuple(
        FindingRow(row=f.row, column=f.column, reason=reason(f, language))
        for f in findings
    )


def _choose(form: ImportForm, problem: str | None = None) -> Response:
    page = ChoosePage(title=_("Import"), form=form, problem=problem)
    status = UNPROCESSABLE if problem or form.errors else HTTPStatus.OK
    return render("importing/choose.html", page, status)
