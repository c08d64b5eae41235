"""Find the files that belong into a backup, and keep a second copy of each.

An attached file that is damaged or gone must not keep the rest from being backed up:
it is taken from an older backup, else it is named as missing.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.parts import EDITIONS, Part, is_safe, object_path
from slo_desktop.storage.backup.workshop import FOLDER, PARTIAL, need_room
from slo_desktop.storage.backup.writing import Watch, hashed
from slo_desktop.storage.files import PRIVATE_FOLDER, rename_into_place, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(slots=True)
class Gathered:
    """What was found.

    Attributes:
        objects: attached files.
        extra: other files of the school.
        missing: hashes of attached files that are gone.
        sources: where the bytes of each part are.
    """

    objects: tuple[Part, ...] = ()
    extra: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    sources: dict[str, Path] = field(default_factory=dict)


def gather(
    data_dir: Path, objects: Iterable[str], *, inside: bool, watch: Watch
) -> Gathered:
    """Find every file of a backup.

    Args:
        data_dir: the school's folder.
        objects: hashes of the attached files.
        inside: they go into the backup; else a copy is kept beside it.
        watch: follows what is copied.

    Raises:
        NoRoomError: the disk is too full for the copies.
    """
    wanted = list(objects)
    found = Gathered()
    if inside:
        _look_up(data_dir, wanted, found, watch)
    else:
        _keep_beside(data_dir, wanted, found, watch)
    _editions(data_dir, found, watch)
    return found


def _look_up(
    data_dir: Path, wanted: Iterable[str], found: Gathered, watch: Watch
) -> None:
    """The first whole copy of each, the live one before the one beside backups."""
    whole, missing = [], []
    for sha256 in wanted:
        name = object_path(sha256)
        places = (data_dir / name, data_dir / FOLDER / name)
        place = next((p for p in places if is_whole(p, sha256, watch)), None)
        if place is None:
            missing.append(sha256)
            continue
        whole.append(Part.of_object(sha256, place.stat().st_size))
        found.sources[name] = place
    found.objects, found.missing = tuple(whole), tuple(missing)


def is_whole(place: Path, sha256: str, watch: Watch) -> bool:
    """Whether a file is there and has this hash."""
    try:
        if place.is_symlink():
            return False
        seen = hashlib.sha256().hexdigest()
        with place.open("rb") as file:
            for _chunk, seen in hashed(file, watch):  # noqa: B007  the last one counts
                pass
    except OSError:
        return False
    return seen == sha256


def _keep_beside(
    data_dir: Path, wanted: Iterable[str], found: Gathered, watch: Watch
) -> None:
    """Copy what no backup has yet; what one has was proven when it was copied."""
    whole, new = [], []
    for sha256 in wanted:
        place = data_dir / FOLDER / object_path(sha256)
        try:
            whole.append(Part.of_object(sha256, place.lstat().st_size))
        except OSError:
            new.append(sha256)
    need_room(data_dir / FOLDER, sum(_size(data_dir / object_path(s)) for s in new))
    copied = {sha256: _copy(data_dir, sha256, watch) for sha256 in new}
    whole += [part for part in copied.values() if part is not None]
    found.objects = tuple(sorted(whole, key=lambda part: part.path))
    found.missing = tuple(s for s, part in copied.items() if part is None)


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0


def _copy(data_dir: Path, sha256: str, watch: Watch) -> Part | None:
    """A real second copy: damage of the first must not reach it."""
    source = data_dir / object_path(sha256)
    place = data_dir / FOLDER / object_path(sha256)
    if not place.parent.exists():
        place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True)
        sync_folder(place.parent.parent)
    draft = place.with_name(f"{place.name}{PARTIAL}")
    draft.unlink(missing_ok=True)
    size, seen = 0, ""
    try:
        if source.is_symlink():
            return None
        with source.open("rb") as file, draft.open("xb") as target:
            for chunk, seen in hashed(file, watch):  # noqa: B007  the last one counts
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if seen != sha256:
            return None
        rename_into_place(draft, place)
    except FileNotFoundError:
        return None
    finally:
        draft.unlink(missing_ok=True)
    return Part.of_object(sha256, size)


def mend_beside(data_dir: Path, sha256: str) -> bool:
    """Copy an attached file anew where the copy beside the backups is damaged.

    False where the file itself is no better; the damaged copy stays then.
    """
    watch = Watch()
    place = data_dir / FOLDER / object_path(sha256)
    if is_whole(place, sha256, watch):
        return True
    return _copy(data_dir, sha256, watch) is not None


def _editions(data_dir: Path, found: Gathered, watch: Watch) -> None:
    """Issued reports; a name that no other system takes cannot be one of ours."""
    parts = []
    for name, place in _issued(data_dir):
        size, seen = 0, hashlib.sha256().hexdigest()
        with place.open("rb") as file:
            for chunk, seen in hashed(file, watch):  # noqa: B007  the last one counts
                size += len(chunk)
        parts.append(Part(name, size, seen))
        found.sources[name] = place
    found.extra = tuple(parts)


def _issued(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for place in sorted((data_dir / EDITIONS).rglob("*")):
        name = place.relative_to(data_dir).as_posix()
        if place.is_file() and not place.is_symlink() and is_safe(name):
            yield name, place


def sizes_of_editions(data_dir: Path) -> Mapping[str, int]:
    """The size of every issued report, by its path; they are never rewritten."""
    return {name: place.stat().st_size for name, place in _issued(data_dir)}
