"""Which language this person reads."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from flask import has_request_context

from slo_desktop.domain.languages import Language
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from flask import Flask

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def init_app(app: Flask) -> None:
    """Ask anew with every request."""

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        _spoken.set(None)


def current_language() -> Language:
    """The language last chosen; Welsh before anybody chose.

    Asked hundreds of times on a page, and the same for all of one request.
    """
    spoken = _spoken.get()
    if spoken is None:
        spoken = _chosen()
        if has_request_context():
            _spoken.set(spoken)
    return spoken


def _chosen() -> Language:
    chosen = folder().preferences.load().language
    return Language(chosen) if chosen in set(Language) else Language.CY
