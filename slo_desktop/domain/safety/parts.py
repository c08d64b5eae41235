"""The files inside a backup, and which names and sizes are taken at all.

A name out of a file decides nothing until it has passed here: whoever unpacks by
names that somebody else chose writes wherever that somebody likes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.limits import FILE_BYTES
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST = "manifest.json"
README = "README-DARLLENWCHFI.txt"
DATABASE = "school.sqlite"
KEY = "key.age"
SEALED = "backup.zip.age"
OBJECTS = "objects/"
EDITIONS = "editions/"

MOST_PARTS = 99_990
PARTS_BYTES = 1 << 40
DATABASE_BYTES = 8 << 30
MANIFEST_BYTES = 32 << 20
NAME_BYTES = 240

HASH = re.compile(r"[0-9a-f]{64}")
OBJECT = re.compile(r"objects/([0-9a-f]{2})/([0-9a-f]{62})")
REFUSED_LETTERS = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"]
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside a backup.

    Attributes:
        path: its name there, with forward slashes.
        size: in bytes.
        sha256: of its bytes.
    """

    path: str
    size: int
    sha256: str

    @property
    def is_object(self) -> bool:
        """Whether it is an attached file."""
        return self.path.startswith(OBJECTS)

    @classmethod
    def of_object(cls, sha256: str, size: int) -> Part:
        """An attached file."""
        return cls(object_path(sha256), size, sha256)

    def to_json(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {"path": self.path, "size": self.size, "sha256": self.sha256}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Part:
        """Read from a manifest.

        Raises:
            TypeError, ValueError: it makes no sense.
        """
        path, size, sha256 = told["path"], told["size"], told["sha256"]
        if not isinstance(path, str) or type(size) is not int or size < 0:
            raise TypeError(path)
        if not isinstance(sha256, str) or not HASH.fullmatch(sha256):
            raise ValueError(sha256)
        return cls(path, size, sha256)


def object_path(sha256: str) -> str:
    """Where an attached file lies in a backup."""
    return f"{OBJECTS}{sha256[:2]}/{sha256[2:]}"


def is_safe(path: str) -> bool:
    """Whether a name means a file below a folder on every system, and only one."""
    if unicodedata.normalize("NFC", path) != path or len(path.encode()) > NAME_BYTES:
        return False
    return not REFUSED_LETTERS.search(path) and all(map(_is_plain, path.split("/")))


def _is_plain(name: str) -> bool:
    return (
        bool(name)
        and not name.endswith((".", " "))
        and not name.startswith(" ")
        and name.split(".", maxsplit=1)[0].rstrip().casefold() not in DEVICES
    )


def check_parts(parts: Iterable[Part]) -> None:
    """Refuse parts that no backup of ours has.

    Raises:
        BackupRefusedError: a name, a size or a repetition that is not ours.
    """
    seen: set[str] = set()
    for part in parts:
        _check_part(part)
        folded = part.path.casefold()
        if folded in seen:
            raise BackupRefusedError(BackupFault.UNEXPECTED_ENTRY, part=part.path)
        seen.add(folded)
    if DATABASE not in seen:
        raise BackupRefusedError(BackupFault.MISSING_PART, part=DATABASE)


def _check_part(part: Part) -> None:
    limit = DATABASE_BYTES if part.path == DATABASE else FILE_BYTES
    if part.size > limit:
        raise BackupRefusedError(BackupFault.TOO_LARGE, part=part.path, limit=limit)
    if not _is_ours(part):
        raise BackupRefusedError(BackupFault.UNEXPECTED_ENTRY, part=part.path)


def _is_ours(part: Part) -> bool:
    if part.path == DATABASE:
        return True
    if part.is_object:
        found = OBJECT.fullmatch(part.path)
        return found is not None and found[1] + found[2] == part.sha256
    return part.path.startswith(EDITIONS) and is_safe(part.path)
