"""How one person likes the program: language, theme, window, last page.

Kept in `state.json` of the data folder. A file that cannot be read counts as no
preferences: losing them costs a click, and never the way into the data.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPlace:
    """Where the window stood, in pixels."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What `state.json` holds.

    Attributes:
        language: `cy` or `en`; None before anybody chose.
        theme: `light` or `dark`; None follows the computer.
        zoom: text size in percent.
        compact: list rows stand closer together.
        last_page: path of the page last open, without host.
        writer: uid of the person who writes in this window, or nobody.
        installation: identifies this folder; made once.
        school: name of the school, so that loss is never taken for a first run.
        window: where the window stood.
    """

    language: str | None = None
    theme: str | None = None
    zoom: int = 100
    compact: bool = False
    last_page: str | None = None
    writer: str | None = None
    installation: str | None = None
    school: str | None = None
    window: WindowPlace | None = None


class PreferenceStore:
    """Reads and changes the preferences of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / STATE
        self._lock = threading.Lock()
        self._known: tuple[tuple[int, int], Preferences] | None = None

    def _stamp(self) -> tuple[int, int]:
        """Two saves can fall into one tick of the disk's clock; each is a new file."""
        found = self.path.stat()
        return found.st_mtime_ns, found.st_ino

    def load(self) -> Preferences:
        """The preferences as they stand."""
        try:
            stamp = self._stamp()
            if self._known is None or self._known[0] != stamp:
                stored = json.loads(self.path.read_text(encoding="utf-8"))
                self._known = (stamp, _read(stored))
        except (OSError, ValueError, TypeError, AttributeError):
            self._known = None
            return Preferences()
        return self._known[1]

    def update(self, **changes: Any) -> Preferences:
        """Change some preferences and keep them."""
        with self._lock:
            changed = replace(self.load(), **changes)
            self._keep_unreadable()
            text = json.dumps(asdict(changed), ensure_ascii=False, indent=1)
            write_atomically(self.path, text.encode(), private=True)
            self._known = (self._stamp(), changed)
        return changed

    def _keep_unreadable(self) -> None:
        """Put a file aside that says nothing to us, before it is written over."""
        if self._known is None and self.path.exists():
            self.path.replace(self.path.with_name(f"{STATE}.unreadable"))


def _read(stored: dict[str, Any]) -> Preferences:
    names = {field.name for field in fields(Preferences)}
    known = {name: stored[name] for name in names & stored.keys()}
    if known.get("window"):
        known["window"] = WindowPlace(**known["window"])
    return Preferences(**known)
