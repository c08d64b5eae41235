"""The program in the person's own browser, where there is no window for it."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.desktop import message, web_view, windows
from slo_desktop.i18n.catalogues import N_, say

if TYPE_CHECKING:
    from slo_desktop.desktop.pages import Pages
    from slo_desktop.domain.languages import Language

ADDRESS = N_("The program is running. Open this address in a browser: %(url)s")
NO_DISPLAY = N_("There is no display here. Open this address in a browser: %(url)s")
STAY = N_(
    "SLO Desktop is open in your browser. Leave this message open as long as you work. "
    "Choose OK to close the program."
)
SURE = N_(
    "Close the program? Its pages in the browser stop working then. Everything that "
    "was saved is safe."
)


def open_pages(url: str, language: Language, words: str | None = None) -> None:
    """Show the first page, and say where it is.

    Args:
        url: lets one browser in, once.
        language: that the person reads first.
        words: what is said of the address, marked; None says that it is here.
    """
    has_display = web_view.has_display()
    words = words or (ADDRESS if has_display else NO_DISPLAY)
    tell(say(words, language) % {"url": url})
    if not web_view.open_in_browser(url) and has_display:
        message.show(message.in_both(words, language, url=url), is_error=False)


def wait(stop: threading.Event, pages: Pages, language: Language) -> None:
    """Until told to end, or until the pages could not be opened again.

    On Windows a program without a window and a terminal could be ended by nobody, so
    that a message with a button stands for it.
    """
    if sys.platform == "win32" and not windows.has_console():
        threading.Thread(
            target=_offer_to_close, args=(stop, language), daemon=True
        ).start()
    wait_for(stop, pages)


def wait_for(stop: threading.Event, pages: Pages) -> None:
    """Until told to end, or until the pages could not be opened again."""
    while pages.is_alive() and not stop.wait(0.5):
        pass  # Windows hears Ctrl+C only between waits


def _offer_to_close(stop: threading.Event, language: Language) -> None:
    stay, sure = message.in_both(STAY, language), message.in_both(SURE, language)
    answer = None
    while answer != windows.YES:  # OK is soon pressed by mistake
        windows.box(stay, message.TITLE, icon=windows.NOTE)
        answer = windows.box(
            sure, message.TITLE, icon=windows.QUESTION, buttons=windows.YES_NO
        )
    stop.set()


def tell(line: str) -> None:
    """Say something on the terminal, if there is one."""
    with suppress(OSError, AttributeError):  # nobody may be listening
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
