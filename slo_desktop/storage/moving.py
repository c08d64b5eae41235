"""Take a data folder to another place on this computer, and remember where it went.

The copy is proven before anything points to it, and the old folder stays as it is. One
small file of the person's own settings says which folder is the school's now.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.errors import SloError
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.storage.files import PRIVATE_FOLDER, sync_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTE = "folder.json"
LEFT_BEHIND = frozenset({"lock", "instance.json", ".incoming", ".restoring"})
"""What belongs to a running program, and not to the school."""
CHUNK = 1 << 20


class MoveFailedError(SloError):
    """A copy was not the same as the folder; nothing points to it."""


def moved_to(folder: Path) -> Path:
    """Where a folder went, or where it still is."""
    moves = _moves()
    seen = set[str]()
    place = str(folder.absolute())
    while place in moves and place not in seen:
        seen.add(place)
        place = moves[place]
    went = Path(place)
    return went if seen and went.is_dir() else folder


def note_move(old: Path, new: Path) -> None:
    """Remember where a folder went."""
    moves = _moves()
    moves.pop(str(new.absolute()), None)
    moves[str(old.absolute())] = str(new.absolute())
    told = json.dumps({"moved": moves}, ensure_ascii=False, indent=1)
    write_atomically(paths.config_dir() / NOTE, told.encode(), private=True)


def _moves() -> dict[str, str]:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        text = (paths.config_dir() / NOTE).read_text(encoding="utf-8")
        found = parsed_object(text)["moved"].items()
        return {str(old): str(new) for old, new in found}
    return {}


def free_place(wanted: Path) -> Path:
    """A folder of this name that holds nothing yet, or one with a number."""
    names = [wanted, *(wanted.with_name(f"{wanted.name}-{n}") for n in range(2, 100))]
    return next(p for p in names if not p.exists() or not any(p.iterdir()))


def copy_folder(
    old: Path, new: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Copy a folder that nobody has open, and compare every byte.

    Args:
        old: stays as it is.
        new: an empty folder, or none yet.
        progress: is told how many files are done, of how many.

    Raises:
        MoveFailedError: a file of the copy is not the same.
        OSError: the disk refused; what was copied is removed.
    """
    files = sorted(_files(old))
    new.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        for number, path in enumerate(files):
            _copy(path, new / path.relative_to(old))
            if progress is not None:
                progress(number + 1, len(files))
        for place in sorted({new, *(p for p in new.rglob("*") if p.is_dir())}):
            sync_folder(place)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.is_file() and not LEFT_BEHIND & set(inside):
            yield path


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(CHUNK):
            seen.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    shutil.copystat(source, target)
    with target.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != seen.hexdigest():
            raise MoveFailedError
