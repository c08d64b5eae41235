"""After a restore: say what became of it, and know whether it was worked on since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from slo_desktop.i18n.restore_words import GOOD, note_line
from slo_desktop.storage.backup.comparing import newest_change
from slo_desktop.web.asking import is_read_by_a_person
from slo_desktop.web.language import current_language
from slo_desktop.web.restoring.sources import sources
from slo_desktop.web.saving import reading
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from flask import Flask

QUIET = frozenset({"static", "enter", "second_start"})


def init_app(app: Flask) -> None:
    """Tell on the next page what became of a restore."""
    app.before_request(_tell)


def is_untouched_since(chain: str | None) -> bool:
    """Whether nobody has written anything since the restore."""
    with reading() as session:
        return newest_change(session) == chain


def _tell() -> None:
    note = sources().note
    if note is None or note.told or request.endpoint in QUIET:
        return
    is_told_there = note.own and note.ending in GOOD  # by the first page
    if is_told_there or not is_read_by_a_person():
        return
    # Every start loads this module, and next to none has a restore behind it.
    from slo_desktop.web.restoring.showing import can_undo  # noqa: PLC0415

    line = note_line(note, current_language())
    toast(
        line,
        undo=False,
        category="done" if note.ending in GOOD else "care",
        undo_url=url_for("restoring.undo") if can_undo() else None,
    )
    sources().told()
