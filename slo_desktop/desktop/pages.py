"""The pages, loaded and served beside the window's own loop."""

from __future__ import annotations

import gc
import queue
import sys
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from slo_desktop.desktop.door import Door
from slo_desktop.desktop.installing import Setups
from slo_desktop.desktop.server import Server, entry_to
from slo_desktop.domain.languages import Language
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slo_desktop.desktop.serving import Program, Running
    from slo_desktop.desktop.shell import WindowShell
    from slo_desktop.desktop.window import ProgramWindow
    from slo_desktop.settings import Settings
    from slo_desktop.storage.preferences import Preferences

    Act = Callable[[], None]

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
        self._door = Door(PreferenceStore(settings.data_dir).load().theme)
        self._server = Server(self._door, port=port)
        self._program: Program | None = None
        self._window: ProgramWindow | None = None
        self._error: BaseException | None = None
        self._tried = threading.Event()
        self._orders: queue.SimpleQueue[tuple[Act, Act] | None] = queue.SimpleQueue()

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return self._server.address

    @property
    def entry(self) -> str:
        """One-time address for the first window."""
        return entry_to(self._server, self._settings)

    def run(self) -> None:
        """Serve until the window is closed, and open anew when the pages ask for it."""
        try:
            with ExitStack() as stack:
                self._program = self._begin(stack)
                self._tried.set()
                while order := self._orders.get():
                    self._program.reopen(*order)
        except BaseException as error:  # noqa: BLE001  raised again by `running`
            self._error = error
            if self._window is not None:  # it would show pages that are gone
                self._window.close()
        finally:
            self._tried.set()

    def _reopen(self, act: Act, *, busy: Act) -> None:
        self._orders.put((act, busy))

    def _leave(self) -> None:
        """Close the program, as closing its window does."""
        if self._window is not None:
            self._window.close()
        else:
            self._orders.put(None)

    def _begin(self, stack: ExitStack) -> Program:
        self._server.start()
        with _hurry():
            from slo_desktop.desktop.serving import serving  # noqa: PLC0415  heavy

            return stack.enter_context(
                serving(
                    self._settings,
                    self._server,
                    self._door,
                    shell=self._shell,
                    reopen=self._reopen,
                    install=Setups(self._settings.data_dir, self._leave),
                )
            )

    def running(self) -> Running:
        """What is being served, once it is.

        Raises:
            SloError: the folder cannot be opened; nothing was changed.
        """
        return self._served().running

    def _served(self) -> Program:
        self._tried.wait()
        if self._error is not None:
            raise self._error
        assert self._program is not None  # noqa: S101  one of the two is there
        return self._program

    def accompany(self, window: ProgramWindow) -> None:
        """Give a window what it needs from the pages, or close it without any."""
        self._tried.wait()
        self._window = window
        if self._program is None:
            window.close()
            return
        preferences = self._program.running.folder.preferences
        if self._shell is not None:
            self._shell.attach(window.native, lambda: chosen(preferences.load()))
        window.remember_in(preferences)

    def without_window(self) -> Running:
        """What is being served to a browser: pages that know of no window."""
        return self._served().without_window()

    def finish(self) -> None:
        """Stop serving and close the data folder; raises what went wrong in that."""
        self._orders.put(None)
        self.join()
        if self._program is not None and self._error is not None:
            raise self._error
