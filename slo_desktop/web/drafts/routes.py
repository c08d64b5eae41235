"""Keep, give back and give up the words and files of a form that is not saved yet."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from slo_desktop.storage.drafts import KEY
from slo_desktop.web.asking import is_our_page, page_to_return_to
from slo_desktop.web.autosave import wants_json
from slo_desktop.web.drafts.pages import Rows
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.guards import takes_files
from slo_desktop.web.new_records import keep_files, keep_sent, wrote_something
from slo_desktop.web.presence import let_write
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("drafts", __name__, url_prefix="/drafts")
NOTHING = b"{}"
WITH_FILES = "any('evidence-new')"


@bp.get("/<key>")
def read(key: str) -> Response:
    """The draft as it was sent, or nothing."""
    _known(key)
    draft = folder().drafts.read(key)
    if draft is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(draft, mimetype="application/json")


@bp.put("/<key>")
def keep(key: str) -> Response:
    """Write the draft over the one before; one that says nothing is none."""
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    _known(key)
    words = request.get_data()
    if words == NOTHING:
        folder().drafts.drop(key)
    else:
        folder().drafts.keep(key, words)
    return Response(status=HTTPStatus.NO_CONTENT)


@bp.post("/<key>/give-up")
@takes_files
def give_up(key: str) -> ResponseReturnValue:
    """Throw words and files away, until somebody wants them back."""
    _known(key)
    drafts = folder().drafts
    if wrote_something():
        keep_sent(key)
    keep_files(key, request.files.getlist("files"))
    if drafts.kept_at(key) is not None:
        drafts.give_up(key)
        back = request.form.get("back", "")
        toast(_("Draft thrown away."), undo_url=url_for(".take_back", key=key, to=back))
    return redirect(page_to_return_to() or url_for("home.index"), HTTPStatus.SEE_OTHER)


@bp.post("/<key>/take-back")
def take_back(key: str) -> ResponseReturnValue:
    """Bring back what was given up last; what was begun since is given up for it."""
    _known(key)
    folder().drafts.bring_back(key)
    place = request.args.get("to", "")
    page = place if is_our_page(place) else url_for("home.index")
    return redirect(page, HTTPStatus.SEE_OTHER)


@bp.post(f"/<{WITH_FILES}:key>/files")
@takes_files
def add_files(key: str) -> ResponseReturnValue:
    """Receive files as soon as they are chosen; a script shows what it is answered."""
    let_write(folder())
    kept, refused = keep_files(key, request.files.getlist("files"))
    rows = render_template("drafts/_rows.html", page=Rows(key=key, files=kept))
    return jsonify(rows=rows, refused=[explain(error)[0] for error in refused])


@bp.post(f"/<{WITH_FILES}:key>/files/<number>/remove")
@takes_files
def remove_file(key: str, number: str) -> ResponseReturnValue:
    """Take one file off again; without a script the words of the form come along."""
    folder().drafts.files.drop(key, {number})
    if wants_json():
        return Response(status=HTTPStatus.NO_CONTENT)
    keep_sent(key)
    keep_files(key, request.files.getlist("files"))
    back = request.form.get("back", "")
    page = back if is_our_page(back) else url_for("home.index")
    return redirect(page, HTTPStatus.SEE_OTHER)


def _known(key: str) -> None:
    if not KEY.fullmatch(key):
        abort(HTTPStatus.NOT_FOUND)
