"""Which language this person reads."""

from __future__ import annotations

from typing import cast

from flask import has_request_context, request

from slo_desktop.domain.languages import Language
from slo_desktop.web.folder import folder

KEY = "slo_desktop.language"


def current_language() -> Language:
    """The language last chosen; Welsh before anybody chose.

    Asked hundreds of times on a page, and the same for all of one request.
    """
    if not has_request_context():
        return _chosen()
    environ = request.environ
    if KEY not in environ:
        environ[KEY] = _chosen()
    return cast("Language", environ[KEY])


def _chosen() -> Language:
    chosen = folder().preferences.load().language
    return Language(chosen) if chosen in set(Language) else Language.CY
