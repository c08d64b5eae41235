"""The pages, loaded and served beside the window's own loop."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from slo_desktop.desktop.door import Door
from slo_desktop.desktop.server import Server, entry_to
from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.desktop.serving import Running
    from slo_desktop.desktop.shell import WindowShell
    from slo_desktop.desktop.window import ProgramWindow
    from slo_desktop.settings import Settings
    from slo_desktop.storage.preferences import Preferences

SHORT_TURN_SECONDS = 0.0005


def chosen(preferences: Preferences) -> Language:
    """The language that the person reads; Welsh before anybody chose."""
    language = preferences.language
    return Language(language) if language in set(Language) else Language.CY


@contextmanager
def _hurry() -> Iterator[None]:
    """Load modules beside a window that opens.

    They stay for good, so nothing is gained by looking for rubbish meanwhile; and two
    busy threads that take turns too seldom hold each other up.
    """
    turns = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURN_SECONDS)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(turns)


class Pages(threading.Thread):
    """Opens a data folder that this process holds, and serves it till told to stop."""

    def __init__(
        self, settings: Settings, shell: WindowShell | None, *, port: int = 0
    ) -> None:
        """Take a port; the address is known from now on.

        Raises:
            PortTakenError: another program has it.
        """
        super().__init__(name="pages")
        self._settings, self._shell = settings, shell
        self._door = Door()
        self._server = Server(self._door, port=port)
        self._running: Running | None = None
        self._error: BaseException | None = None
        self._tried, self._over = threading.Event(), threading.Event()

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return self._server.address

    @property
    def entry(self) -> str:
        """One-time address for the first window."""
        return entry_to(self._server, self._settings)

    def run(self) -> None:
        """Serve until the window is closed."""
        try:
            with ExitStack() as stack:
                self._running = self._begin(stack)
                self._tried.set()
                self._over.wait()
        except BaseException as error:  # noqa: BLE001  raised again by `running`
            self._error = error
        finally:
            self._tried.set()

    def _begin(self, stack: ExitStack) -> Running:
        self._server.start()
        with _hurry():
            from slo_desktop.desktop.serving import serving  # noqa: PLC0415  heavy

            return stack.enter_context(
                serving(self._settings, self._server, self._door, shell=self._shell)
            )

    def running(self) -> Running:
        """What is being served, once it is.

        Raises:
            SloError: the folder cannot be opened; nothing was changed.
        """
        self._tried.wait()
        if self._error is not None:
            raise self._error
        assert self._running is not None  # noqa: S101  one of the two is there
        return self._running

    def accompany(self, window: ProgramWindow) -> None:
        """Give a window what it needs from the pages, or close it without any."""
        self._tried.wait()
        if self._running is None:
            window.close()
            return
        preferences = self._running.folder.preferences
        if self._shell is not None:
            self._shell.attach(window.native, lambda: chosen(preferences.load()))
        window.remember_in(preferences)

    def without_window(self) -> Running:
        """What is being served to a browser: pages that know of no window."""
        return self.running().without_window()

    def finish(self) -> None:
        """Stop serving and close the data folder; raises what went wrong in that."""
        self._over.set()
        self.join()
        if self._running is not None and self._error is not None:
            raise self._error
