"""Starts the window and says every page that it shows. Run by the tests."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

from slo_desktop.desktop.main import run
from slo_desktop.desktop.window import ProgramWindow
from slo_desktop.domain.opened import found
from slo_desktop.settings import Settings
from slo_desktop.storage.driver import dbapi2


def follow(window: ProgramWindow) -> None:
    """Say where the window is, now and on every page that follows."""

    def say() -> None:
        url = window.native.get_current_url() or ""
        sys.stdout.write(f"page {urlsplit(url).path}\n")
        sys.stdout.flush()

    def say_beside() -> None:
        # A window that is being closed never answers; nobody waits for this thread.
        threading.Thread(target=say, daemon=True).start()

    window.native.events.loaded += say_beside
    connection = dbapi2.connect(":memory:")
    (version,) = connection.execute("SELECT sqlite_version()").fetchone()
    connection.close()
    sys.stdout.write(f"sqlite {version}\n")
    say()


if __name__ == "__main__":
    data, cache, *files = map(Path, sys.argv[1:])
    settings = Settings(data_dir=data, cache_dir=cache)
    for file in files:
        settings.opened.put(found(file))
    run(settings, on_loaded=follow)
