"""What this computer can show a window with, and what such a window may do."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

from slo_desktop.storage.programs import apart, surroundings

if TYPE_CHECKING:
    from typing import Any

OPENER = "xdg-open"
OPENER_SECONDS = 3.0
NO_WEB_VIEW = "mshtml"
"""What pywebview takes on Windows where WebView2 is missing: a browser of 2013."""


def has_display() -> bool:
    """Whether there is a screen to show anything on."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def may_be_here() -> bool:
    """Whether it is worth trying to open a window."""
    needed = "gi" if sys.platform.startswith("linux") else "webview"
    return has_display() and importlib.util.find_spec(needed) is not None


def is_here() -> bool:
    """Whether a window can be opened; Windows tells only while it opens one."""
    return may_be_here() and (sys.platform in {"win32", "darwin"} or _has_gtk())


def _has_gtk() -> bool:
    with suppress(ImportError, ValueError):
        from slo_desktop.desktop import webkit  # noqa: PLC0415  Linux only

        webkit.load()
        import gi  # noqa: PLC0415  only where the system has it

        gi.require_version("Gtk", "3.0")
        gi.require_version("WebKit2", "4.1")
        from gi.repository import Gtk  # noqa: PLC0415  only after its version is said

        if Gtk.init_check()[0]:
            webkit.begin()
            return True
    return False


def prepare() -> None:
    """Set what pywebview reads while it is loaded."""
    if sys.platform.startswith("linux"):
        os.environ["PYWEBVIEW_GUI"] = "gtk"  # the one we install, also under KDE
        if getattr(sys, "frozen", False):
            webbrowser.register("slo-desktop", None, _Opener(), preferred=True)
    else:
        os.environ.pop("PYWEBVIEW_GUI", None)
    logging.getLogger("pywebview").setLevel(logging.CRITICAL)


def is_ours(url: str, address: str) -> bool:
    """Whether a page belongs to the program."""
    return url == "about:blank" or url.startswith(f"{address}/")


def keep_to_our_pages(window: Any, address: str) -> None:  # noqa: ANN401  pywebview's
    """Show nothing but our own pages in this window, and save what is for saving.

    Args:
        window: pywebview's window, before it loads its first page.
        address: where our pages are.
    """
    # Else a link to elsewhere would replace the program, and a file that is sent for
    # saving would be shown in its place, with no way back.
    if window.gui.renderer != "gtkwebkit2":
        return
    from webview.platforms.gtk import BrowserView  # noqa: PLC0415  GTK only

    view = BrowserView.instances[window.uid]
    view.webview.disconnect_by_func(view.on_navigation)

    def decide(webview: Any, decision: Any, kind: Any) -> bool:  # noqa: ANN401  GTK's
        if _settled(decision, address):
            return True
        view.on_navigation(webview, decision, kind)
        return False

    view.webview.connect("decide-policy", decide)


def stands(window: Any) -> bool:  # noqa: ANN401  pywebview's
    """Whether the page is all there, and no other one on its way already.

    The word that a page is there can come so late that the address is the next one's.
    """
    if window.gui.renderer != "gtkwebkit2":
        return True
    from webview.platforms.gtk import BrowserView  # noqa: PLC0415  GTK only

    return not BrowserView.instances[window.uid].webview.is_loading()


def _settled(decision: Any, address: str) -> bool:  # noqa: ANN401  GTK's
    """Decide about a page or an answer that pywebview would get wrong."""
    if hasattr(decision, "get_navigation_action"):
        action = decision.get_navigation_action()
        url = action.get_request().get_uri()
        if is_ours(url, address) or action.get_frame_name() == "_blank":
            return False
        decision.ignore()
        return True
    headers = decision.get_response().get_http_headers()
    how = headers.get_one("Content-Disposition") if headers else None
    if not (how or "").startswith("attachment"):
        return False
    decision.download()
    return True


def open_in_browser(url: str) -> bool:
    """Show a page in the person's own browser; False where there is none."""
    if not has_display():
        return False
    with suppress(OSError, subprocess.SubprocessError):
        if sys.platform.startswith("linux") and shutil.which(OPENER):
            return _opens(url)
        with apart():
            return webbrowser.open(url)
    return False


def _opens(url: str) -> bool:
    """Have Linux open an address; a browser may go on where its opener stood."""
    with suppress(subprocess.TimeoutExpired):
        return _started(url).wait(OPENER_SECONDS) == 0
    return True


def _started(url: str) -> subprocess.Popen[bytes]:
    """Start what opens addresses on Linux.

    `webbrowser` would give the browser the libraries of a packaged program.
    """
    opener = subprocess.Popen(  # noqa: S603  a fixed program and an address
        (OPENER, url),
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=opener.wait, daemon=True).start()  # else it stays a zombie
    return opener


class _Opener(webbrowser.BaseBrowser):
    """What pywebview, by way of Python, has links opened with that leave the window."""

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002  as Python has it
        """Show a page, and wait for nothing; False lets Python try the next one."""
        with suppress(OSError):
            _started(url)
            return True
        return False
