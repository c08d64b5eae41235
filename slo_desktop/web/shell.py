"""What only a window can do, as the pages see it.

In a browser there is no shell: `folder().shell` is None, a save is an ordinary
download, and "open" and "show in folder" are not offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.updates import UpdateEnding

NONCE_HEADER = "X-Second-Start"
"""Carries what lets a second start of the program ask the first to come forward."""
FILE = "file"
"""Names the file that a second start was given, in what it sends along."""


class Shell(Protocol):
    """The window around the pages; may be called from any request thread."""

    def save_as(self, name: str, content: bytes | Path) -> Path | None:
        """Ask where a file shall go, and write it there whole or not at all.

        Args:
            name: the name that is offered, with its ending.
            content: the bytes, or the file that is to be copied.

        Returns:
            Where it went; None when the person changed their mind.

        Raises:
            OSError: the disk refused; a file that was there before is untouched.
        """

    def ask_where(self, name: str) -> Path | None:
        """Ask where a file shall go that is made afterwards.

        Args:
            name: the name that is offered, with its ending.

        Returns:
            Where; None when the person changed their mind.
        """

    def choose_folder(self) -> Path | None:
        """Ask for a folder; None when the person changed their mind."""

    def choose_file(self, ending: str) -> Path | None:
        """Ask for a file of this computer.

        Args:
            ending: of the files that are offered, with its dot.

        Returns:
            The file; None when the person changed their mind.
        """

    def open_file(self, path: Path) -> bool:
        """Show a file in the program this computer uses for it.

        Returns:
            False when the file is gone.
        """

    def show_in_folder(self, path: Path) -> bool:
        """Show the folder a file lies in; False when that folder is gone."""

    def come_forward(self) -> None:
        """Put the window in front of all others."""

    def lead_to(self, url: str) -> None:
        """Show one of our pages in the window, by its whole address."""


class Install(Protocol):
    """Hands the proven installer of an update to this computer."""

    def __call__(
        self, installer: Path, *, sha256: str, language: Language
    ) -> UpdateEnding:
        """Do that; where the program must be closed for it, it closes soon after.

        Args:
            installer: the file.
            sha256: of its bytes, for whoever reads it later.
            language: that the installer shall speak.

        Raises:
            SetupRefusedError: the computer did not let it start.
        """


class Reopen(Protocol):
    """Closes the pages and opens them anew, behind the same address."""

    def __call__(self, act: Callable[[], None], *, busy: Callable[[], None]) -> None:
        """Order that; comes back at once, and the asker is still answered.

        Args:
            act: what is to be done to the folder while nobody has it open.
            busy: called instead when somebody was being answered for too long.
        """
