"""The automatic backups of one data folder: which there are, and which may go."""

from __future__ import annotations

import re
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from slo_desktop.domain.safety.backups import Kept
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import object_path
from slo_desktop.domain.safety.thinning import newest_first, to_thin
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.naming import SUFFIX
from slo_desktop.storage.backup.notes import Notes
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from slo_desktop.domain.safety.backups import Failure, Manifest
    from slo_desktop.domain.safety.parts import Part

FOLDER = "backups"
PROVEN = "proven.json"
NUMBER = re.compile(r"-(\d{1,9})\.slobackup$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A file among the backups that cannot be used; it stays where it is.

    Attributes:
        path: where.
        fault: why.
    """

    path: Path
    fault: BackupFault


class Backups:
    """What lies in `backups/`."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / FOLDER
        self.objects = self.folder / "objects"
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int, int], Manifest | BackupFault] = {}
        self._failure: Failure | None = None

    def all(self) -> Sequence[Kept]:
        """Every backup whose frame is right, newest first."""
        proven = self._notes().proven
        kept = []
        for path in self._paths():
            found = self._look(path)
            if not isinstance(found, BackupFault):
                kept.append(
                    Kept(
                        path=path,
                        manifest=found,
                        proven_at=proven.get(path.name),
                        bytes=path.stat().st_size,
                    )
                )
        return newest_first(kept)

    def broken(self) -> Sequence[Broken]:
        """Every file that is called a backup and cannot be used, by name."""
        looked = [(path, self._look(path)) for path in self._paths()]
        return [
            Broken(path=path, fault=found)
            for path, found in looked
            if isinstance(found, BackupFault)
        ]

    def newest(self) -> Kept | None:
        """The newest backup, if there is any."""
        return next(iter(self.all()), None)

    def newest_proven(self) -> Kept | None:
        """The newest backup that was restored for trial, whole and right."""
        return next((one for one in self.all() if one.proven_at is not None), None)

    def mark_proven(self, kept: Kept, at: dt.datetime) -> Kept:
        """Note that a backup was restored for trial, whole and right."""
        with self._lock:
            notes = self._notes()
            there = {path.name for path in self._paths()}
            proven = {
                name: when for name, when in notes.proven.items() if name in there
            }
            proven[kept.path.name] = at
            self._write(replace(notes, proven=proven, unproven=None))
        return replace(kept, proven_at=at)

    def note_unproven(self, failure: Failure) -> None:
        """Note that the last trial restore did not end well."""
        with self._lock:
            self._write(replace(self._notes(), unproven=failure))

    @property
    def unproven(self) -> Failure | None:
        """The last trial restore, if it did not end well."""
        return self._notes().unproven

    @property
    def failure(self) -> Failure | None:
        """The last automatic backup, if it could not be made."""
        return self._failure or self._notes().failed

    def note_failure(self, failure: Failure | None) -> None:
        """Remember that a backup could not be made, or that one was again."""
        with self._lock:
            if failure == self.failure:
                return
            self._failure = failure
            with suppress(OSError):  # the disk may be what failed
                self._write(replace(self._notes(), failed=failure))

    def next_number(self) -> int:
        """Running number of the backup that is made next."""
        found = [NUMBER.search(path.name) for path in self._paths()]
        return max((int(match[1]) for match in found if match), default=0) + 1

    def thin(
        self, now: dt.datetime, newest_change_at: dt.datetime | None = None
    ) -> Sequence[Kept]:
        """Remove what need not stay, and the objects that no backup lists any more.

        Call it only while holding the folder's `making` lock.
        """
        gone = to_thin(self.all(), now=now, newest_change_at=newest_change_at)
        for one in gone:
            with suppress(PermissionError):  # Windows: somebody reads it just now
                one.path.unlink(missing_ok=True)
        if gone:
            self._drop_unlisted()
        return gone

    def _drop_unlisted(self) -> None:
        """Objects that none lists; a backup that cannot be read may list any."""
        if any(one.fault is not BackupFault.LOCKED for one in self.broken()):
            return
        listed = {
            part.sha256
            for one in self.all()
            if not one.manifest.inside
            for part in one.manifest.objects
        }
        for path in self.objects.glob("[0-9a-f][0-9a-f]/*"):
            if path.parent.name + path.name not in listed:
                path.unlink(missing_ok=True)

    def holding(self, sha256: str) -> Kept | None:
        """The newest backup that lists this attached file."""
        path = object_path(sha256)
        return next(
            (
                one
                for one in self.all()
                if any(part.path == path for part in one.manifest.objects)
            ),
            None,
        )

    def open_object(self, sha256: str) -> BinaryIO | None:
        """The right bytes of an attached file out of any backup, newest first."""
        for one in self.all():
            part = next((p for p in one.manifest.objects if p.sha256 == sha256), None)
            if part is not None and (file := _whole(one.path, part)) is not None:
                return file
        return None

    def _paths(self) -> list[Path]:
        return sorted(
            path
            for path in self.folder.glob(f"*{SUFFIX}")
            if path.is_file() and not path.is_symlink()
        )

    def _look(self, path: Path) -> Manifest | BackupFault:
        try:
            stat = path.stat()
            stamp = (path.name, stat.st_mtime_ns, stat.st_size)
            if stamp not in self._known:
                self._known[stamp] = _read(path)
            return self._known[stamp]
        except OSError:
            return BackupFault.DAMAGED

    def _notes(self) -> Notes:
        try:
            return Notes.from_json((self.folder / PROVEN).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Notes()

    def _write(self, notes: Notes) -> None:
        place = self.folder / PROVEN
        write_atomically(place, notes.to_json().encode(), private=True)


def _whole(path: Path, part: Part) -> BinaryIO | None:
    """The bytes of one part of a backup, proven, in a file that is gone when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
    try:
        with opened(path) as container:
            for chunk in container.chunks(part):
                file.write(chunk)
    except (BackupRefusedError, OSError):
        file.close()
        return None
    file.seek(0)
    return file


def _read(path: Path) -> Manifest | BackupFault:
    try:
        with opened(path) as container:
            return container.manifest
    except BackupRefusedError as error:
        return error.fault
