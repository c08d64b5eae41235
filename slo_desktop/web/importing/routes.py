"""Choose a table, look at what would come of it, then keep it or not."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.importing import ImportKind, UnreadableImportError
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.i18n.import_words import kind_label, outcome_lines, unreadable_line
from slo_desktop.services.importing import (
    LeftOut,
    example,
    import_table,
    keep_files,
    read_file,
)
from slo_desktop.services.importing.files import FOLDER
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import first_fault
from slo_desktop.web.guards import takes_files
from slo_desktop.web.importing.assembling import (
    finding_rows,
    guides,
    left_out,
    left_rows,
    shown_rows,
    uploads,
)
from slo_desktop.web.importing.forms import ImportForm
from slo_desktop.web.importing.pages import ChoosePage, LeftOutPage, LookPage
from slo_desktop.web.language import current_language
from slo_desktop.web.made import handed_out
from slo_desktop.web.once import once
from slo_desktop.web.saving import saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from pathlib import Path

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.importing import ImportOutcome

bp = Blueprint("importing", __name__, url_prefix="/import")

LISTS = {
    ImportKind.EVIDENCE: "evidence.index",
    ImportKind.PLAN: "plan.index",
    ImportKind.LEARNING: "learning.index",
}
KIND = "<any(evidence, plan, learning):kind>"
CSV = "text/csv"
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
    table = form.table.data
    key = uploads().put(table.stream, beside, name=table.filename or "")
    place = url_for(".look", key=key, kind=form.kind.data)
    return redirect(place, HTTPStatus.SEE_OTHER)


@bp.get(f"/<key>/{KIND}")
def look(key: str, kind: str) -> Response:
    """Say what would come of it; nothing is kept."""
    try:
        outcome = _run(key, ImportKind(kind), dry_run=True, skip_bad=True)
    except UnreadableImportError as error:
        problem = unreadable_line(error, current_language())
        return _choose(ImportForm(formdata=None, kind=kind), problem)
    page = LookPage(
        title=_("Before anything is kept"),
        key=key,
        outcome=outcome,
        lines=tuple(outcome_lines(outcome, current_language())),
        errors=finding_rows(outcome.errors),
        warnings=finding_rows(outcome.warnings),
        good=outcome.kept,
        first=shown_rows(outcome.first),
    )
    return render("importing/look.html", page)


@bp.post(f"/<key>/{KIND}")
@once
def keep(key: str, kind: str) -> Response:
    """Keep the rows: all of them, or the good ones where that was asked."""
    skip_bad = request.form.get("skip_bad") == "yes"
    _table(key)
    folder().backups.before(Reason.IMPORT)
    outcome = _run(key, ImportKind(kind), skip_bad=skip_bad)
    lines = outcome_lines(outcome, current_language())
    toast(" ".join(lines), undo=not outcome.is_refused)
    if outcome.is_refused:
        return redirect(url_for(".look", key=key, kind=kind), HTTPStatus.SEE_OTHER)
    uploads().drop(key)
    uploads().keep_left_out(LeftOut.of(outcome).to_json() if outcome.left else b"")
    place = ".left" if outcome.left else LISTS[outcome.kind]
    return redirect(url_for(place), HTTPStatus.SEE_OTHER)


@bp.get("/left-out")
def left() -> ResponseReturnValue:
    """The rows that the last import left out, until the next one."""
    told = left_out()
    if told is None:
        return redirect(url_for(".choose"))
    page = LeftOutPage(
        title=_("Rows that were left out"),
        name=told.name,
        kept=told.kept,
        rows=told.rows,
        left=len(told.left),
        errors=left_rows(told),
        list_url=url_for(LISTS[told.kind]),
    )
    return render("importing/left_out.html", page)


@bp.post("/left-out")
def save_left() -> ResponseReturnValue:
    """Those rows as a CSV file that can be mended and imported."""
    told = left_out() or abort(HTTPStatus.NOT_FOUND)
    content = told.to_csv(current_language())
    return handed_out(content, _("left-out.csv"), CSV, url_for(".left"))


@bp.post(f"/example/{KIND}")
def save_example(kind: str) -> ResponseReturnValue:
    """A small table to begin from."""
    language = current_language()
    content = example(ImportKind(kind), language, folder().settings.today())
    called = kind_label(ImportKind(kind), language).lower().replace(" ", "-")
    name = _("example-%(kind)s.csv", kind=called)
    return handed_out(content, name, CSV, url_for(".choose"))


def _table(key: str) -> Path:
    return uploads().table(key) or abort(HTTPStatus.NOT_FOUND)


def _run(
    key: str, kind: ImportKind, *, skip_bad: bool, dry_run: bool = False
) -> ImportOutcome:
    here, path = folder(), _table(key)
    table = read_file(kind, path, uploads().name(key))
    store = None if dry_run else here.objects
    with saving() as session:
        return import_table(
            session,
            table,
            keep=lambda names: keep_files(names, path.parent / FOLDER, store),
            now=here.settings.now(),
            skip_bad=skip_bad,
            dry_run=dry_run,
        )


def _choose(form: ImportForm, problem: str | None = None) -> Response:
    told = left_out()
    page = ChoosePage(
        title=_("Import"),
        form=form,
        guides=guides(),
        asked=form.kind.data if problem else None,
        left=len(told.left) if told else 0,
        problem=problem,
    )
    status = UNPROCESSABLE if problem or form.errors else HTTPStatus.OK
    return render("importing/choose.html", page, status)
