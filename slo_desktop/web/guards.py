"""Only our own window may talk to the local server.

The one right Host is the address of our own socket, so a name that was rebound to
this computer gets nothing. A page from another local port brings our strict cookie
along, because ports do not make a site; Origin and Sec-Fetch-Site tell it apart.
"""

from __future__ import annotations

import mimetypes
import secrets
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from flask import abort, current_app, redirect, request, session, url_for

from slo_desktop.domain import limits
from slo_desktop.web import statics
from slo_desktop.web.asking import NumberConverter, is_our_page
from slo_desktop.web.folder import folder
from slo_desktop.web.opened import page_for_opened
from slo_desktop.web.peers import is_of_this_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from werkzeug import Response as AnyResponse

    from slo_desktop.settings import Settings

KEY: Final = "guard"
OPEN_ENDPOINTS: Final = frozenset({"enter", "static", "second_start"})
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
METHODS: Final = SAFE_METHODS | {"POST", "PUT"}
OUR_SITES: Final = frozenset({"same-origin", "none"})
CONTENT_TYPES: Final = frozenset(
    {"application/x-www-form-urlencoded", "multipart/form-data", "application/json"}
)
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "",
}
APART: Final = ("Cross-Origin-Opener-Policy", "same-origin")
"""For a browser, where a page of somebody else's may have opened ours.

A window has no other page, and this would have its web view throw away the process
that it began with and start another one for the first page.
"""
# Other programs can spoil the Windows registry's list, and nosniff makes a wrong
# type fatal.
TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".json": "application/json",
}

V = TypeVar("V", bound="Callable[..., Any]")


class Guard:
    """The keys of one launch: one-time entries, and the second start's nonce."""

    def __init__(self, launch_token: str) -> None:
        self.nonce = secrets.token_urlsafe(32)
        self._entries = {launch_token}
        self._lock = threading.Lock()

    def new_entry(self) -> str:
        """Path that lets one window in, once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._entries.add(token)
        return f"/enter/{token}"

    def use_entry(self, token: str) -> bool:
        """Whether a token opens the door; it never does so again."""
        with self._lock:
            for known in self._entries:
                if secrets.compare_digest(known.encode(), token.encode()):
                    self._entries.remove(known)
                    return True
        return False


def guard() -> Guard:
    """The guard of this application."""
    return cast("Guard", current_app.extensions[KEY])


def takes_files(view: V) -> V:
    """Mark a view that receives files, whose size is limited apart from forms."""
    view.most_bytes = limits.FILES_BYTES  # type: ignore[attr-defined]  # a mark
    return view


def takes_backups(view: V) -> V:
    """Mark a view that receives a whole backup, which may be far larger."""
    view.most_bytes = limits.BACKUP_BYTES  # type: ignore[attr-defined]  # a mark
    return view


def init_app(app: Flask, settings: Settings) -> None:
    """Admit requests from the window opened by this launch.

    Registered before every other hook: nothing of a request is read until its
    sender is known.
    """
    mimetypes.init(files=[])
    for ending, media_type in TYPES.items():
        mimetypes.add_type(media_type, ending)
    app.extensions[KEY] = Guard(settings.launch_token)
    app.config.update(
        SECRET_KEY=settings.cookie_secret,
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SECRET_KEY=settings.form_secrets[0],
        MAX_CONTENT_LENGTH=limits.FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=limits.FORM_BYTES,
    )
    app.url_map.converters["int"] = NumberConverter
    app.before_request(_admit_only_our_window)
    app.after_request(_forbid_foreign_content)
    app.add_url_rule("/enter/<token>", "enter", _enter)


def _admit_only_our_window() -> None:
    here = f"127.0.0.1:{request.environ['SERVER_PORT']}"
    if request.environ.get("HTTP_HOST") != here or not _asks_for_a_path():
        abort(403)
    if request.method not in METHODS:
        abort(405)
    if request.headers.get("Sec-Fetch-Site", "none") not in OUR_SITES:
        abort(403)
    is_read = request.method in SAFE_METHODS
    if request.origin != f"http://{here}" and not (request.origin is None and is_read):
        abort(403)
    if request.endpoint not in OPEN_ENDPOINTS and "inside" not in session:
        abort(401)
    if not is_read:
        _check_body()


def _asks_for_a_path() -> bool:
    """A request line can name a host too, and would overrule the right one."""
    line: str = request.environ.get("REQUEST_URI", "/")
    return line.startswith("/")


def _check_body() -> None:
    if request.content_length and request.mimetype not in CONTENT_TYPES:
        abort(415)
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "most_bytes", 0):
        request.max_content_length = most + limits.FORM_BYTES


def _forbid_foreign_content(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if folder().shell is None:
        response.headers.setdefault(*APART)
    if request.endpoint == "static":
        kept = statics.may_be_kept() and response.status_code < HTTPStatus.BAD_REQUEST
        response.headers["Cache-Control"] = statics.FOR_GOOD if kept else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _enter(token: str) -> AnyResponse:
    if not (is_of_this_user(request.environ) and guard().use_entry(token)):
        abort(401)
    session["inside"] = True
    if opened := page_for_opened():
        return redirect(opened)
    last_page = folder().preferences.load().last_page or ""
    return redirect(last_page if is_our_page(last_page) else url_for("home.index"))
