"""Ask first, then erase for good."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.field_words import KINDS
from slo_desktop.services.privacy.erasing import erase as erase_for_good
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.privacy.planning import look
from slo_desktop.web.asking import is_our_page
from slo_desktop.web.extensions import db
from slo_desktop.web.folder import folder
from slo_desktop.web.jobs import jobs
from slo_desktop.web.language import current_language
from slo_desktop.web.privacy.asked import records
from slo_desktop.web.privacy.blueprint import bp
from slo_desktop.web.privacy.forms import EraseForm
from slo_desktop.web.privacy.pages import ErasePage
from slo_desktop.web.records import kind_name, page_of
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.history import Named
    from slo_desktop.domain.privacy.erasing import ErasePlan

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/privacy/erase")
def ask() -> Response:
    """What would go, what would stay, and what cannot be taken back."""
    return _ask(request.args.getlist("of"), EraseForm(formdata=None))


@bp.post("/privacy/erase")
def erase() -> ResponseReturnValue:
    """Erase for good, everywhere, and write it in the log."""
    form, asked = EraseForm(), request.form.getlist("of")
    redact = request.form.getlist("redact")
    if not form.validate():
        return _ask(asked, form, UNPROCESSABLE, frozenset(redact))
    place = PlaceOfData.of(folder().settings)
    with saving() as session:
        lines = erase_for_good(
            session,
            place,
            records(asked),
            grounds=form.grounds,
            redact=redact,
            with_learning=form.with_learning.data,
        )
    db.session.remove()
    jobs().forget_made()
    finish(place, folder().journal)
    folder().memory.saves.clear()
    toast(_("Erased for good. The log says so."), undo=False)
    return redirect(url_for(".log", new=lines), HTTPStatus.SEE_OTHER)


def _ask(
    asked: list[str],
    form: EraseForm,
    status: int = HTTPStatus.OK,
    ticked: frozenset[str] | None = None,
) -> Response:
    place, wanted = PlaceOfData.of(folder().settings), records(asked)
    with reading() as session:
        plan = look(session, place, wanted)
    keys = frozenset(each.key for each in plan.named_in)
    page = ErasePage(
        title=_("Erase for good"),
        plan=plan,
        form=form,
        keys=[f"{kind}:{number}" for kind, number in wanted],
        kinds={kind: kind_name(kind) for kind in KINDS},
        pages=dict(_pages(plan)),
        ticked=keys if ticked is None else ticked,
        back_url=_back(plan),
        button=_button(plan),
    )
    return render("privacy/erase.html", page, status)


def _pages(plan: ErasePlan) -> Iterator[tuple[str, str]]:
    """Addresses of everything that the page names."""
    named = [*plan.subjects, *plan.parts, *plan.links, *plan.alone]
    named += [mention.page for each in plan.named_in for mention in each.mentions]
    for record in named:
        if url := page_of(record.kind, record.number):
            yield f"{record.kind}:{record.number}", url


def _button(plan: ErasePlan) -> str:
    """The act, with its name where it has one."""
    if len(plan.subjects) > 1:
        return _("Erase for good: %(name)s", name=len(plan.subjects))
    return _("Erase for good: %(name)s", name=_name(plan.subjects[0]))


def _name(record: Named) -> str:
    title = record.title.shown(current_language()).text
    return title or record.ref or kind_name(record.kind)


def _back(plan: ErasePlan) -> str:
    """The page that was left to come here, or the record's own."""
    place = request.values.get("back", "")
    if place and not is_our_page(place):
        abort(HTTPStatus.BAD_REQUEST)
    first = plan.subjects[0]
    return place or page_of(first.kind, first.number) or url_for("privacy.index")
