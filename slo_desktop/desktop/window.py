"""The native window around the pages. It talks to them over HTTP and no other way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import webview
from webview.errors import WebViewException

from slo_desktop import paths
from slo_desktop.desktop import web_view
from slo_desktop.desktop.place import SMALLEST, USUAL, PlaceKeeper, fitting
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.storage.preferences import WindowPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.languages import Language
    from slo_desktop.storage.preferences import PreferenceStore

FIRST_PLACE = WindowPlace(x=0, y=0, width=USUAL[0], height=USUAL[1])
TITLE = "SLO Desktop"
PAPER = {"light": "#fbfaf6", "dark": "#1c1c25"}  # what shows before the first page
WORDS = {
    "global.quitConfirmation": N_("Close the program?"),
    "global.ok": N_("OK"),
    "global.quit": N_("Quit"),
    "global.cancel": N_("Cancel"),
    "global.saveFile": N_("Save file"),
    "linux.openFile": N_("Open file"),
    "linux.openFiles": N_("Open files"),
    "linux.openFolder": N_("Open folder"),
    "windows.fileFilter.allFiles": N_("All files"),
    "windows.fileFilter.otherFiles": N_("Other kinds of file"),
    "cocoa.menu.about": N_("About"),
    "cocoa.menu.services": N_("Services"),
    "cocoa.menu.view": N_("View"),
    "cocoa.menu.edit": N_("Edit"),
    "cocoa.menu.hide": N_("Hide"),
    "cocoa.menu.hideOthers": N_("Hide others"),
    "cocoa.menu.showAll": N_("Show all"),
    "cocoa.menu.quit": N_("Quit"),
    "cocoa.menu.fullscreen": N_("Full screen"),
    "cocoa.menu.cut": N_("Cut"),
    "cocoa.menu.copy": N_("Copy"),
    "cocoa.menu.paste": N_("Paste"),
    "cocoa.menu.selectAll": N_("Select all"),
}


class ProgramWindow:
    """The one window of this program."""

    def __init__(
        self, address: str, entry: str, preferences: PreferenceStore, language: Language
    ) -> None:
        for name, value in SETTINGS.items():
            webview.settings[name] = value
        self._address, self._language = address, language
        place = fitting(preferences.load().window, webview.screens)
        theme = preferences.load().theme or "light"
        self._native = _create(entry, place, PAPER[theme])
        self._keeper = PlaceKeeper(preferences, place or FIRST_PLACE)
        self._listen()

    @property
    def native(self) -> Any:  # noqa: ANN401  pywebview's
        """The window as pywebview knows it."""
        return self._native

    def run(self, storage: Path, on_loaded: Callable[[], None] | None = None) -> bool:
        """Show the window and come back when it is closed.

        Args:
            storage: the web view's own folder, never the data folder.
            on_loaded: called when the first page stands.

        Returns:
            False when this computer has nothing to show a window with.
        """
        if on_loaded:
            self._native.events.loaded += on_loaded
        try:
            webview.start(
                private_mode=False,
                storage_path=str(storage),
                localization={
                    key: say(word, self._language) for key, word in WORDS.items()
                },
                icon=_icon(),
            )
        except WebViewException:
            return False
        if not self._native.events.shown.is_set():
            return False
        self._keeper.keep()
        return True

    def close(self) -> None:
        """Close the window from any thread."""
        self._native.destroy()

    def _listen(self) -> None:
        events, keeper = self._native.events, self._keeper
        events.initialized += lambda renderer: renderer != web_view.NO_WEB_VIEW
        events.before_show += lambda: web_view.keep_to_our_pages(
            self._native, self._address
        )
        events.resized += keeper.resized
        events.moved += keeper.moved
        events.maximized += keeper.maximized
        events.minimized += keeper.minimized
        events.restored += keeper.restored


SETTINGS = {
    "ALLOW_FILE_URLS": False,
    "ALLOW_DOWNLOADS": True,
    "OPEN_EXTERNAL_LINKS_IN_BROWSER": True,
    "REMOTE_DEBUGGING_PORT": None,
}


def _create(entry: str, place: WindowPlace | None, paper: str) -> Any:  # noqa: ANN401  pywebview's
    width, height = (place.width, place.height) if place else USUAL
    return webview.create_window(
        TITLE,
        entry,
        x=place.x if place else None,
        y=place.y if place else None,
        width=width,
        height=height,
        min_size=SMALLEST,
        maximized=bool(place and place.maximized),
        background_color=paper,
        text_select=True,
        zoomable=True,
    )


def _words(language: Language) -> dict[str, str]:
    return {key: say(word, language) for key, word in WORDS.items()}


def _icon() -> str | None:
    icon = paths.assets() / "icons" / "mark.png"
    return os.fspath(icon) if icon.exists() else None
