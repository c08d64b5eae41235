"""Have the program opened behind the same door."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort

from slo_desktop.web.door import render_door
from slo_desktop.web.folder import folder
from slo_desktop.web.recovery.pages import TITLE, SimplePage

if TYPE_CHECKING:
    from werkzeug import Response


def reopened() -> Response:
    """Have the program try again, and wait for it: it may refuse, and say why."""
    here = folder()
    if here.reopen is None:
        abort(HTTPStatus.CONFLICT)
    here.reopen(_nothing, busy=_nothing)
    return render_door("recovery/opening.html", SimplePage(title=TITLE))


def _nothing() -> None:
    """The folder is ready as it is."""
