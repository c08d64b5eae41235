"""The one press of this program."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, cast

from flask import current_app

from slo_desktop.reports.press import Press
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from flask import Flask

KEY = "press"


def press() -> Press:
    """The press of this application; its worker starts with the first page."""
    extensions = current_app.extensions
    if KEY not in extensions:
        extensions[KEY] = Press(folder().settings.cache_dir)
        # A worker also ends by itself when this program is gone.
        atexit.register(extensions[KEY].close)
    return cast("Press", extensions[KEY])


def close(app: Flask) -> None:
    """End the worker, if there is one."""
    found: Press | None = app.extensions.pop(KEY, None)
    if found:
        found.close()
        atexit.unregister(found.close)
