"""What went wrong where nobody could be told: by kind and place, into the log.

A windowed program has no terminal, and what Python itself says of a fault could hold a
name or a text of the school.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.desktop.log import LOG_BYTES, folder_of, keep_log
from slo_desktop.storage.writable import may_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import IO

    from slo_desktop.settings import Settings

CRASHES = "crashes.log"
"""Where every thread stood when the process itself broke down."""

log = logging.getLogger("slo_desktop")


@contextmanager
def heard(settings: Settings) -> Iterator[None]:
    """Keep the log of an open folder inside this block, whatever goes wrong there.

    Where nobody may write to the folder, the log is kept in the cache.
    """
    is_writable = may_write(settings.data_dir, settings.database)
    place = settings.data_dir if is_writable else settings.cache_dir
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):  # the program must open where nothing can be written
        handler = keep_log(place)
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    sys.excepthook = _note
    sys.unraisablehook = lambda fault: _note(
        fault.exc_type, fault.exc_value, fault.exc_traceback
    )
    threading.excepthook = lambda fault: _note(
        fault.exc_type, fault.exc_value, fault.exc_traceback
    )
    try:
        with _crashes(place):
            yield
    finally:
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
        logging.getLogger().removeHandler(handler)
        handler.close()


def _note(
    kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        log.error("fault", exc_info=(kind, fault or kind(), trace))


@contextmanager
def _crashes(place: Path) -> Iterator[None]:
    """Have Python write down where it stood, should it break down.

    It can only be told to use an open file, so that one stays open.
    """
    file = _opened(place)
    if file is None:
        yield
        return
    was_on = faulthandler.is_enabled()
    faulthandler.enable(file)
    try:
        yield
    finally:
        if was_on and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        else:
            faulthandler.disable()
        file.close()
        with suppress(OSError):
            if not Path(file.name).stat().st_size:
                Path(file.name).unlink()


def _opened(place: Path) -> IO[bytes] | None:
    with suppress(OSError):
        path = folder_of(place) / CRASHES
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path.open("ab")
    return None
