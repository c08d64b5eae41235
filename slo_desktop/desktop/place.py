"""Where the window stood, so that it opens there again."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from slo_desktop.storage.preferences import PreferenceStore, WindowPlace

    class Screen(Protocol):
        """A part of the desk, in pixels."""

        x: int
        y: int
        width: int
        height: int


SMALLEST = (800, 600)
USUAL = (1280, 800)
GRIP = 120
"""So much of the title bar must be on a screen for a hand to reach it."""
REST_SECONDS = 0.6


def fitting(place: WindowPlace | None, screens: Iterable[Screen]) -> WindowPlace | None:
    """A remembered place, if the screens that are here now still show it."""
    if place is None:
        return None
    if any(_reaches(place, screen) for screen in screens):
        width, height = SMALLEST
        return replace(
            place, width=max(place.width, width), height=max(place.height, height)
        )
    return None


def _reaches(place: WindowPlace, screen: Screen) -> bool:
    across = min(place.x + place.width, screen.x + screen.width) - max(
        place.x, screen.x
    )
    down = screen.y <= place.y <= screen.y + screen.height - GRIP
    return across >= GRIP and down


class PlaceKeeper:
    """Hears how the window moves, and keeps where it came to rest.

    It is kept while the window is open: what a window says while it closes comes
    too late on some systems.
    """

    def __init__(self, start: WindowPlace) -> None:
        self._preferences: PreferenceStore | None = None
        self._normal = self._seen = start
        self._maximized = start.maximized
        self._minimized = False
        self._kept: WindowPlace | None = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def attach(self, preferences: PreferenceStore) -> None:
        """Keep places here from now on; until then they are only remembered."""
        self._preferences = preferences

    def resized(self, width: int, height: int) -> None:
        """The window has a new size."""
        self._heard(width=int(width), height=int(height))

    def moved(self, x: int, y: int) -> None:
        """The window lies elsewhere."""
        self._heard(x=int(x), y=int(y))

    def maximized(self) -> None:
        """The window fills the screen."""
        self._maximized = True
        self._heard()

    def minimized(self) -> None:
        """The window lies in the task bar."""
        self._minimized = True

    def restored(self) -> None:
        """The window came back from the task bar, or has its own size again."""
        if self._minimized:
            self._minimized = False
            return
        self._maximized = False
        self._heard()

    def keep(self) -> None:
        """Write the place down, unless it is known."""
        if self._preferences is None:
            return
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if not self._maximized:
                self._normal = self._seen
            place = replace(self._normal, maximized=self._maximized)
            if place == self._kept:
                return
            self._kept = place
        self._preferences.update(window=place)

    def _heard(self, **news: Any) -> None:
        with self._lock:  # each event comes in a thread of its own
            self._seen = replace(self._seen, **news)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(REST_SECONDS, self.keep)
            self._timer.daemon = True
            self._timer.start()
