"""How one person likes the program: language, theme, window, last page.

Kept in `state.json` of the data folder. A file that cannot be read counts as no
preferences: losing them costs a click, and never the way into the data.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import threading
import uuid
from dataclasses import asdict, field, fields, replace
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.foreign_json import check_types, parsed_object
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.updates import Updating, Version
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

STATE = "state.json"
MOST_PIXELS = 1 << 20
"""No screen is larger, and no window takes more."""
UNWRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT})
"""The folder is read-only, or away: what was chosen holds until the program closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPlace:
    """Where the window stood, in pixels."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """How the data file was when the program last let go of it properly.

    Attributes:
        seq: number of the newest change.
        hash: of that change.
        rows: how many rows each table had.
        size: bytes of the file.
        modified: time of its last change, in nanoseconds.
    """

    seq: int
    hash: str
    rows: dict[str, int]
    size: int
    modified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPlace:
    """A folder outside this computer that backups are copied to.

    Attributes:
        kind: `device` or `away`, as the person said.
        path: the folder that was chosen.
        token: what lies in our folder there, so that another stick is not taken for it.
        same_disk: whether it lay on the disk of the school's own folder.
        newest_at: when the newest copy there was made, as last seen.
        newest_bytes: how large it is.
        count: how many copies were there.
        seen_at: when the place was last there.
        fault: why the last copy was not made; None where it was.
    """

    kind: str
    path: str
    token: str
    same_disk: bool = False
    newest_at: str | None = None
    newest_bytes: int = 0
    count: int = 0
    seen_at: str | None = None
    fault: str | None = None


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
        closed: how the program left the data file; None where it never closed properly.
        stays_in: a synced or network folder that the person decided to stay in.
        places: folders outside this computer that backups are copied to.
        taken: when a complete copy was last saved by hand for each kind of place.
        program: version of the program that closed this folder last.
        updating: the last update that was begun from here.
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
    closed: Closed | None = None
    stays_in: str | None = None
    places: tuple[SecondPlace, ...] = ()
    taken: dict[str, str] = field(default_factory=dict)
    program: str | None = None
    updating: Updating | None = None


class PreferenceStore:
    """Reads and changes the preferences of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / STATE
        self._lock = threading.Lock()
        self._known: tuple[tuple[int, int], Preferences] | None = None
        self._unkept: Preferences | None = None

    def _stamp(self) -> tuple[int, int]:
        """Two saves can fall into one tick of the disk's clock; each is a new file."""
        found = self.path.stat()
        return found.st_mtime_ns, found.st_ino

    def load(self) -> Preferences:
        """The preferences as they stand; those last seen while the folder is away."""
        if self._unkept is not None:
            return self._unkept
        if self._is_away() and self._known is not None:
            return self._known[1]
        try:
            stamp = self._stamp()
            if self._known is None or self._known[0] != stamp:
                stored = parsed_object(self.path.read_text(encoding="utf-8"))
                self._known = (stamp, _read(stored))
        except (OSError, ValueError, TypeError, AttributeError):
            self._known = None
            return Preferences()
        return self._known[1]

    def identify(self) -> str:
        """The name of this folder that no other has; made the first time."""
        known = self.load().installation
        if known is None:
            known = str(uuid.uuid4())
            self.update(installation=known)
        return known

    def update(self, **changes: Any) -> Preferences:
        """Change some preferences and keep them."""
        with self._lock:
            changed = replace(self.load(), **changes)
            try:
                self._write(changed)
            except OSError as error:
                if error.errno not in UNWRITABLE:
                    raise
                # Losing them costs a click, and never keeps anybody from reading.
                self._unkept = changed
        return changed

    def _write(self, changed: Preferences) -> None:
        if self._is_away() and self._known is not None:
            # Made anew here, the folder would lie where a drive is to come back.
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._keep_unreadable()
        text = json.dumps(asdict(changed), ensure_ascii=False, indent=1)
        write_atomically(self.path, text.encode(), private=True)
        self._known, self._unkept = (self._stamp(), changed), None

    def _is_away(self) -> bool:
        return not self.path.parent.is_dir()

    def _keep_unreadable(self) -> None:
        """Put a file aside that says nothing to us, before it is written over."""
        if self._known is None and self.path.exists():
            self.path.replace(self.path.with_name(f"{STATE}.unreadable"))


def _read(stored: dict[str, Any]) -> Preferences:
    names = {each.name for each in fields(Preferences)}
    known = {name: stored[name] for name in names & stored.keys()}
    if known.get("window"):
        known["window"] = _window(known["window"])
    if known.get("closed"):
        known["closed"] = Closed(**known["closed"])
        check_types(known["closed"])
    if known.get("updating"):
        known["updating"] = _updating(known["updating"])
    known["places"] = tuple(map(_place, known.get("places", ())))
    read = Preferences(**known)
    check_types(read)
    for at in read.taken.values():
        _check_instant(at)
    if read.program is not None:
        Version.read(read.program)
    # A choice that this version does not know is no choice.
    language = read.language if read.language in set(Language) else None
    return replace(read, language=language)


def _window(stored: dict[str, Any]) -> WindowPlace:
    window = WindowPlace(**stored)
    check_types(window)
    sides = (window.x, window.y, window.width, window.height)
    if max(map(abs, sides)) > MOST_PIXELS:
        raise ValueError(sides)
    return window


def _updating(stored: dict[str, Any]) -> Updating:
    updating = Updating(**stored)
    check_types(updating)
    for version in (updating.before, updating.to):
        Version.read(version)
    return updating


def _place(stored: dict[str, Any]) -> SecondPlace:
    place = SecondPlace(**stored)
    check_types(place)
    Place(place.kind)
    for at in (place.newest_at, place.seen_at):
        if at is not None:
            _check_instant(at)
    return place


def _check_instant(text: str) -> None:
    """Refuse what no clock of ours has written.

    Raises:
        ValueError: it is no instant.
    """
    if dt.datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)
