"""A folder outside this computer, such as a stick or a share, with sealed copies in it.

Ours is a folder of its own there, with a mark in it: a stick that is not plugged in can
leave an empty folder behind, and another stick can come up under the same name.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import secrets
import shutil
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Kept, Manifest, Reason
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import DATABASE, Part
from slo_desktop.domain.safety.standing import PlaceFault
from slo_desktop.domain.safety.thinning import newest_first, to_thin
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.container import check_file, is_sealed
from slo_desktop.storage.backup.naming import SUFFIX
from slo_desktop.storage.backup.workshop import PARTIAL
from slo_desktop.storage.files import rename_into_place, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FOLDER = "SLO Desktop"
MARK = "place.txt"
NAME = re.compile(r"-(\d{8}T\d{6}Z)-(\d{1,9})\.slobackup$")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE, errno.EIO})


class PlaceRefusedError(Exception):
    """A place cannot be used as it is.

    Attributes:
        fault: why.
    """

    def __init__(self, fault: PlaceFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A sealed backup in a place, as far as its name tells."""

    path: Path
    made_at: dt.datetime
    number: int


def fault_of(error: OSError) -> PlaceFault:
    """Why a disk refused, as a person would say it."""
    if error.errno in FULL:
        return PlaceFault.FULL
    return PlaceFault.GONE if error.errno in GONE else PlaceFault.REFUSED


class BackupPlace:
    """One chosen folder."""

    def __init__(self, chosen: Path, token: str) -> None:
        self.chosen = chosen
        self.folder = chosen / FOLDER
        self.token = token

    @classmethod
    def prepare(cls, chosen: Path) -> BackupPlace:
        """Begin to use a folder, or go on using one from before.

        Raises:
            OSError: it is not there, or nothing may be written to it.
        """
        if not chosen.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), chosen)
        mark = chosen / FOLDER / MARK
        token = _read(mark)
        if token is None:
            token = secrets.token_hex(8)
            write_atomically(mark, f"{token}\n".encode())
        return cls(chosen, token)

    def check(self) -> None:
        """Make sure that this is the place that was chosen.

        Raises:
            PlaceRefusedError: it is not there, or it is another one.
        """
        if not self.folder.is_dir():
            raise PlaceRefusedError(PlaceFault.GONE)
        if _read(self.folder / MARK) != self.token:
            raise PlaceRefusedError(PlaceFault.OTHER)

    def copies(self) -> Sequence[Copy]:
        """What lies there, newest first.

        Raises:
            OSError: it cannot be read.
        """
        found = list(self._copies())
        return sorted(found, key=lambda one: (one.made_at, one.number), reverse=True)

    def _copies(self) -> Iterator[Copy]:
        for path in self.folder.glob(f"*{SUFFIX}"):
            if (told := NAME.search(path.name)) and path.is_file():
                made_at = dt.datetime.strptime(f"{told[1]}+0000", "%Y%m%dT%H%M%SZ%z")
                yield Copy(path=path, made_at=made_at, number=int(told[2]))

    def take(self, source: Path) -> Path:
        """Copy a sealed backup here, and read back what the disk has.

        Raises:
            BackupRefusedError: what is here now is not what was sent.
            OSError: the disk refused.
        """
        target = self.folder / source.name
        draft = target.with_name(target.name + PARTIAL)
        try:
            shutil.copyfile(source, draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            check_file(draft)
            if not is_sealed(draft):
                raise BackupRefusedError(BackupFault.UNEXPECTED_ENTRY)
            rename_into_place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        return target

    def thin(self, now: dt.datetime) -> None:
        """Remove copies by the same rule as on this computer, and what broke off.

        Raises:
            OSError: the disk refused.
        """
        for left in self.folder.glob(f"*{SUFFIX}{PARTIAL}"):
            left.unlink(missing_ok=True)
        kept = newest_first(map(_as_kept, self.copies()))
        for one in to_thin(kept, now=now):
            one.path.unlink(missing_ok=True)


def on_one_disk(one: Path, other: Path) -> bool:
    """Whether two folders are lost together when a disk breaks, as far as we know."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def _read(mark: Path) -> str | None:
    try:
        return mark.read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def _as_kept(copy: Copy) -> Kept:
    """What thinning asks about: the rest of a sealed backup is not known here."""
    manifest = Manifest(
        program="",
        schema=0,
        made_at=copy.made_at,
        reason=Reason.ASKED,
        number=copy.number,
        database=Part(DATABASE, 0, ""),
    )
    return Kept(path=copy.path, manifest=manifest, sealed=True)
