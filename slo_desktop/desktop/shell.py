"""What only a window can do: the save dialog, other programs, coming forward."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.storage.files import write_atomically
from slo_desktop.storage.programs import apart, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from slo_desktop.domain.languages import Language

FOLDER_DIALOG = 20  # webview.FileDialog.FOLDER
# webview.FileDialog, without loading the web view for it
OPEN_DIALOG, SAVE_DIALOG = 10, 30
REPLACE = N_("Replace this file?")
REPLACE_DETAIL = N_("A file of this name is already there: %(name)s")
ASKS_ITSELF = frozenset({"edgechromium", "cocoa"})
"""Web views whose save dialog asks before it replaces a file."""


class WindowShell:
    """The window, as the pages may use it. Attached once the window exists."""

    def __init__(self) -> None:
        self._window: Any = None
        self._later: str | None = None
        self._language: Callable[[], Language] | None = None
        self._folder = Path.home()

    def attach(self, window: Any, language: Callable[[], Language]) -> None:  # noqa: ANN401  pywebview's
        """Use this window from now on.

        Args:
            window: pywebview's window.
            language: tells the language that the person reads now.
        """
        self._window, self._language = window, language
        if self._later is not None:
            window.load_url(self._later)

    def save_as(self, name: str, content: bytes | Path) -> Path | None:
        """Ask where a file shall go, and write it there whole or not at all."""
        path = self.ask_where(name)
        if path is not None:
            _write(path, content)
        return path

    def ask_where(self, name: str) -> Path | None:
        """Ask where a file shall go that is made afterwards."""
        path = self._ask_where(name)
        if path is not None:
            self._folder = path.parent
        return path

    def choose_folder(self) -> Path | None:
        """Ask for a folder."""
        chosen = self._window.create_file_dialog(
            FOLDER_DIALOG, directory=os.fspath(self._last_folder())
        )
        if not chosen:
            return None
        return Path(chosen if isinstance(chosen, str) else chosen[0])

    def _last_folder(self) -> Path:
        return self._folder if self._folder.is_dir() else Path.home()

    def choose_file(self, ending: str) -> Path | None:
        """Ask for a file of this computer."""
        folder = self._folder if self._folder.is_dir() else Path.home()
        chosen = self._window.create_file_dialog(
            OPEN_DIALOG, directory=os.fspath(folder), file_types=_filter(ending)
        )
        if not chosen:
            return None
        path = Path(chosen if isinstance(chosen, str) else chosen[0])
        self._folder = path.parent
        return path

    def open_file(self, path: Path) -> bool:
        """Show a file in the program this computer uses for it."""
        if not path.is_file():
            return False
        if sys.platform == "win32":
            with apart():
                os.startfile(path)  # noqa: S606  a file the person asked for
        else:
            _start(_opener(path))
        return True

    def show_in_folder(self, path: Path) -> bool:
        """Show the folder a file lies in."""
        if not path.parent.is_dir():
            return False
        _start(_shower(path))
        return True

    def come_forward(self) -> None:
        """Put the window in front of all others."""
        if self._window is not None:
            self._window.show()
            if not _is_maximized(self._window):  # Windows would make it smaller
                self._window.restore()

    def lead_to(self, url: str) -> None:
        """Show one of our pages; a window that is not there yet shows it later."""
        if self._window is None:
            self._later = url
        else:
            self._window.load_url(url)

    def _ask_where(self, name: str) -> Path | None:
        chosen = self._window.create_file_dialog(
            SAVE_DIALOG,
            directory=os.fspath(self._last_folder()),
            save_filename=name,
            file_types=_filter(name),
        )
        if not chosen:
            return None
        typed = Path(chosen if isinstance(chosen, str) else chosen[0])
        path = typed if typed.suffix else typed.with_suffix(Path(name).suffix)
        asked = path == typed and self._window.gui.renderer in ASKS_ITSELF
        return path if asked or self._may_replace(path) else None

    def _may_replace(self, path: Path) -> bool:
        if not path.exists() or self._language is None:
            return True
        language = self._language()
        detail = say(REPLACE_DETAIL, language) % {"name": path.name}
        return bool(
            self._window.create_confirmation_dialog(say(REPLACE, language), detail)
        )


def _is_maximized(window: Any) -> bool:  # noqa: ANN401  pywebview's
    """Whether a window of Windows fills the screen."""
    native = getattr(window, "native", None)
    return str(getattr(native, "WindowState", "")) == "Maximized"


def _filter(name: str) -> tuple[str, ...]:
    """What the dialog offers, by the ending of a name."""
    ending = Path(f"x{name}").suffix
    return (f"{ending[1:].upper()} (*{ending})",) if ending[1:].isalnum() else ()


def _write(path: Path, content: bytes | Path) -> None:
    draft = path.with_name(f"{path.name}.partial")
    try:
        if isinstance(content, bytes):
            write_atomically(path, content)
            return
        shutil.copyfile(content, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _opener(path: Path) -> Sequence[str]:
    return ("open" if sys.platform == "darwin" else "xdg-open", os.fspath(path))


def _shower(path: Path) -> Sequence[str]:
    if sys.platform == "win32":
        return ("explorer", f"/select,{path}")
    if sys.platform == "darwin":
        return ("open", "-R", os.fspath(path))
    return ("xdg-open", os.fspath(path.parent))


def _start(command: Sequence[str]) -> None:
    """Start another program that outlives us, and wait for it in the background."""
    threading.Thread(target=_run, args=(command,), daemon=True).start()


def _run(command: Sequence[str]) -> None:
    with open(os.devnull, "rb+") as nothing, apart():  # noqa: PTH123  the null device is no file
        subprocess.run(  # noqa: S603  a fixed program and a path of our own
            command,
            check=False,
            env=surroundings(),
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            start_new_session=True,
        )
