"""The file that the person opened with the program, as the pages take it.

It comes from the command line, from a double click, or from a second start while the
program is open; the person is led to the page of its kind, see `PAGES`. That page takes
the file as if it had been chosen in the window's own dialog, looks at it, and changes
nothing before the person says so:

    path = opened_file(FileKind.UPDATE)

None means that nothing waits, and the page is shown as usual. A file is given out once,
so that a page that is shown again does not begin anew. The path must not get into an
address or a log.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.opened import FileKind, OpenedFileError, found
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES: Final[Mapping[FileKind, str]] = {
    FileKind.BACKUP: "/safety/restore/opened",
    FileKind.UPDATE: "/updates",
}
"""Where a file of each kind is taken and looked at."""


def opened_file(kind: FileKind) -> Path | None:
    """The file of this kind that was opened, once."""
    return folder().settings.opened.take(kind)


def page_for_opened() -> str | None:
    """The page that takes the file which waits; None where none does."""
    waiting = folder().settings.opened
    return next((page for kind, page in PAGES.items() if waiting.waits(kind)), None)


def hand_over(sent: object) -> str | None:
    """Let a file wait that a second start of the program was given.

    Args:
        sent: what came in; a whole path, if it is one of ours.

    Returns:
        The page that takes it; None where it is no file that the program opens.
    """
    if not isinstance(sent, str) or not Path(sent).is_absolute():
        return None
    try:
        folder().settings.opened.put(found(Path(sent)))
    except (OpenedFileError, OSError, ValueError):  # ValueError: a NUL in the name
        return None
    return page_for_opened()
