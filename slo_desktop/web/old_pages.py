"""A page that was shown before a restore saves nothing into the restored school.

Its records may be others now, under the same numbers. Whatever it sends is refused, and
the words in it are kept, so that the person can copy what is still wanted.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from slo_desktop.domain.foreign_json import parsed
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.web.folder import folder
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("old_pages", __name__, url_prefix="/old-pages")

KEY: Final = re.compile(r"[0-9a-f]{32}")
NO_WORDS: Final = frozenset(
    {"csrf_token", "rev", "next", "back", "step", "typed", "once", "waiting"}
    | {"_fields", "_page"}
)
HARMLESS: Final = frozenset({"drafts", "preferences"})
"""They write nothing into the school, and may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one field of the old page said."""

    number: int
    language: Language | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPage:
    """old_page.html."""

    title: str
    words: tuple[Words, ...]
    drop_url: str | None


def answer_old_page() -> ResponseReturnValue | None:
    """Answer a request of a page from before a restore; None where it is none."""
    if not _was_shown_before():
        return None
    if request.blueprint in HARMLESS:
        view: Any = current_app.view_functions[request.endpoint or ""]
        return make_response(view(**(request.view_args or {})))
    place = url_for("old_pages.show", key=_keep())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(collision=place), HTTPStatus.CONFLICT
    return redirect(place, HTTPStatus.SEE_OTHER)


def _was_shown_before() -> bool:
    token = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
    for secret in folder().settings.form_secrets[1:]:
        try:
            validate_csrf(token, secret_key=secret)
        except ValidationError:
            continue
        return True
    return False


def _keep() -> str:
    """Put the words in a safe place, beside what the same page sent before."""
    key, drafts = _key_of_page(), folder().drafts
    before = _understood(drafts.read(_draft(key)) or b"[]")
    words = [pair for pair in before if pair[0] not in request.form]
    words += [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NO_WORDS and value.strip()
    ]
    if words:
        drafts.keep(_draft(key), json.dumps(words).encode())
    return key


def _key_of_page() -> str:
    """A page that saves itself says which it is, and may do so several times."""
    page = request.form.get("_page")
    if not page:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{page} {request.path}".encode()).hexdigest()[:32]


def _draft(key: str) -> str:
    return f"before-restore-{key}"


@bp.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """Say what happened, and show the words that were not saved."""
    if not KEY.fullmatch(key):
        abort(HTTPStatus.NOT_FOUND)
    kept = folder().drafts.read(_draft(key))
    fields = _understood(kept or b"[]")
    page = OldPage(
        title=_("This page was older than the restore"),
        words=tuple(
            Words(number=number, language=_language(name), text=text)
            for number, (name, text) in enumerate(fields, start=1)
        ),
        drop_url=url_for(".drop", key=key) if fields else None,
    )
    return render("old_page.html", page, HTTPStatus.CONFLICT)


def _understood(kept: bytes) -> list[tuple[str, str]]:
    """What was kept; nothing where it is not what this page keeps."""
    try:
        return [(str(name), str(text)) for name, text in parsed(kept)]
    except (ValueError, TypeError):
        return []


@bp.post("/<key>/drop")
def drop(key: str) -> ResponseReturnValue:
    """Let go of the words."""
    if not KEY.fullmatch(key):
        abort(HTTPStatus.NOT_FOUND)
    folder().drafts.drop(_draft(key))
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)


def _language(name: str) -> Language | None:
    _base, _line, code = name.rpartition("_")
    return Language(code) if code in set(Language) else None
