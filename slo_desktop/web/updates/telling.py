"""After an update: say once what became of it, and where to read what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from flask import current_app, request, url_for

from slo_desktop import __version__
from slo_desktop.domain.updates import Version
from slo_desktop.i18n.update_words import became_line
from slo_desktop.services.updating.noting import note_told, untold
from slo_desktop.web.asking import is_read_by_a_person
from slo_desktop.web.folder import KEY as FOLDER
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask import Flask

    from slo_desktop.domain.updates import Updating

KEY: Final = "updated"
QUIET: Final = frozenset({"static", "enter", "second_start"})


def init_app(app: Flask) -> None:
    """Tell on the first page; what this program itself begins is for the next one."""
    app.extensions[KEY] = untold(app.extensions[FOLDER].preferences)
    if app.extensions[KEY] is not None:
        app.before_request(_tell)


def _tell() -> None:
    updating = cast("Updating | None", current_app.extensions[KEY])
    if updating is None or request.endpoint in QUIET or not is_read_by_a_person():
        return
    current_app.extensions[KEY] = None
    is_done = Version.read(__version__) > Version.read(updating.before)
    toast(
        became_line(updating, __version__, current_language()),
        undo=False,
        category="done" if is_done else "care",
        more_url=url_for("help.show", topic="whats-new" if is_done else "updates"),
    )
    note_told(folder().preferences, updating)
