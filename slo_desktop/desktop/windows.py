"""What only Windows asks of a program: to be seen as open, and its message boxes."""

from __future__ import annotations

import sys

from slo_desktop.storage.systems import library

OPEN_MARK = "SLODesktop.Open"
"""A setup looks for a mutex of this name before it replaces the program."""
EVERYWHERE = f"Global\\{OPEN_MARK}"
"""The same, for a setup that another person of this computer starts."""
ERROR, QUESTION, NOTE = 0x10, 0x20, 0x40  # MB_ICON…
OK, YES_NO = 0, 0x104  # MB_…; of the two, No is the one that Enter presses
ANYBODY = -1  # ASFW_ANY
IN_FRONT = 0x10000  # MB_SETFOREGROUND
YES = 6  # IDYES


def mark_open() -> None:
    """Let a setup see that the program is open, until this process has ended.

    Nothing takes the mark back: files of the program are in use to the very end.
    """
    if sys.platform == "win32":
        create = library("kernel32").CreateMutexW
        for name in (OPEN_MARK, EVERYWHERE):
            create(None, False, name)  # noqa: FBT003  as Windows has it


def let_another_come_forward() -> None:
    """Give away the right to be in front, which a program has when it is started."""
    if sys.platform == "win32":
        library("user32").AllowSetForegroundWindow(ANYBODY)


def box(text: str, title: str, *, icon: int = ERROR, buttons: int = OK) -> int:
    """Show a message and wait for the answer.

    Returns:
        What was pressed, such as `YES`.
    """
    kind = icon | buttons | IN_FRONT
    return int(library("user32").MessageBoxW(None, text, title, kind))


def has_console() -> bool:
    """Whether the program stands in a terminal that shows what it says."""
    return bool(library("kernel32").GetConsoleWindow())
