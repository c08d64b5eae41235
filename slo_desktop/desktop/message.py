"""A message in a small window of the system, where there is no page to show it on."""

from __future__ import annotations

import subprocess
import sys

from slo_desktop.desktop import web_view, windows
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import say

TITLE = "SLO Desktop"


def in_both(message: str, first: Language, **blanks: object) -> str:
    """A marked message in both languages, the one that the person reads first."""
    order = sorted(Language, key=lambda language: language is not first)
    return "\n\n".join(say(message, language) % blanks for language in order)


def show(text: str, *, is_error: bool = True) -> None:
    """Show a message, and say it on the terminal; comes back when it was read."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
    if sys.platform == "win32":
        windows.box(text, TITLE, icon=windows.ERROR if is_error else windows.NOTE)
    elif sys.platform == "darwin":
        script = "on run {text, title}\ndisplay alert title message text\nend run"
        subprocess.run(["osascript", "-e", script, text, TITLE], check=False)  # noqa: S603, S607  the system's own
    else:
        _show_gtk(text, is_error=is_error)


def _show_gtk(text: str, *, is_error: bool) -> None:
    if not web_view.is_here():
        return
    from gi.repository import Gtk  # noqa: PLC0415  only where the system has it

    kinds = Gtk.MessageType
    dialog = Gtk.MessageDialog(
        title=TITLE,
        message_type=kinds.ERROR if is_error else kinds.INFO,
        buttons=Gtk.ButtonsType.CLOSE,
        text=text,
    )
    dialog.run()
    dialog.destroy()
