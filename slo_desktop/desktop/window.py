"""The native window around the pages. It talks to them over HTTP and no other way."""

from __future__ import annotations

import os
from contextlib import suppress
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

    from slo_desktop.desktop.pages import Pages
    from slo_desktop.domain.languages import Language
    from slo_desktop.storage.preferences import Preferences, PreferenceStore

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
        self,
        pages: Pages,
        preferences: Preferences,
        language: Language,
        on_loaded: Callable[[ProgramWindow], None] | None = None,
    ) -> None:
        """Make the window, still unseen.

        Args:
            pages: what it shows; they may still be loading.
            preferences: where it stood, and how bright it is.
            language: the language of the few words that are the window's own.
            on_loaded: called when the first page stands.
        """
        for name, value in SETTINGS.items():
            webview.settings[name] = value
        self._language, self._on_loaded = language, on_loaded
        self._pages = pages
        place = fitting(preferences.window, webview.screens)
        self._native = _create(pages.entry, place, preferences.theme or "light")
        self._keeper = PlaceKeeper(place or FIRST_PLACE)
        self._listen()

    @property
    def native(self) -> Any:  # noqa: ANN401  pywebview's
        """The window as pywebview knows it."""
        return self._native

    def run(self, storage: Path) -> bool:
        """Show the window and come back when it is closed.

        Args:
            storage: the web view's own folder, never the data folder.

        Returns:
            False when this computer has nothing to show a window with.
        """
        try:
            webview.start(
                lambda: self._pages.accompany(self),
                private_mode=False,
                storage_path=str(storage),
                localization=_words(self._language),
                icon=_icon(),
            )
        except WebViewException:
            return False
        if not self._native.events.shown.is_set():
            return False
        self._keeper.keep()
        return True

    def remember_in(self, preferences: PreferenceStore) -> None:
        """Keep where the window stands from now on."""
        self._keeper.attach(preferences)

    def close(self) -> None:
        """Close the window from any thread."""
        with suppress(WebViewException):
            self._native.destroy()

    def _listen(self) -> None:
        events, keeper = self._native.events, self._keeper
        events.initialized += lambda renderer: renderer != web_view.NO_WEB_VIEW
        events.before_show += lambda: web_view.keep_to_our_pages(
            self._native, self._pages.address
        )
        events.loaded += self._tell_when_loaded
        events.resized += keeper.resized
        events.moved += keeper.moved
        events.maximized += keeper.maximized
        events.minimized += keeper.minimized
        events.restored += keeper.restored

    def _tell_when_loaded(self) -> None:
        told = self._on_loaded
        if told is None:  # asking a window that is being closed never ends
            return
        on_its_way = (self._native.get_current_url() or "").startswith(
            self._pages.entry
        )
        if not on_its_way and web_view.stands(self._native):
            self._on_loaded = None
            told(self)


SETTINGS = {
    "ALLOW_FILE_URLS": False,
    "ALLOW_DOWNLOADS": True,
    "OPEN_EXTERNAL_LINKS_IN_BROWSER": True,
    "REMOTE_DEBUGGING_PORT": None,
}


def _create(entry: str, place: WindowPlace | None, theme: str) -> Any:  # noqa: ANN401  pywebview's
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
        background_color=PAPER[theme],
        text_select=True,
        zoomable=True,
    )


def _words(language: Language) -> dict[str, str]:
    return {key: say(word, language) for key, word in WORDS.items()}


def _icon() -> str | None:
    icon = paths.assets() / "icons" / "mark.png"
    return os.fspath(icon) if icon.exists() else None
