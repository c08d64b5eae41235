"""A backup as the rest of the program knows it: why, of what, and how far proven."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.foreign_json import counted, listed, parsed_object, text
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import (
    DATABASE,
    MOST_PARTS,
    PARTS_BYTES,
    Part,
    check_parts,
)
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["FORMAT", "Failure", "Kept", "Manifest", "Part", "Place", "Reason", "Seal"]

YEARS = range(1970, 9999)
"""Before and after, a time of day in Wales cannot be told."""
FORMAT = 1
"""The newest form of a backup file that this version knows."""


class Reason(StrEnum):
    """Why a backup was made."""

    CLOSING = "closing"
    CHANGES = "changes"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    BULK = "bulk"
    ERASURE = "erasure"
    ASKED = "asked"


class Place(StrEnum):
    """Where a copy lies, seen from the school."""

    HERE = "here"
    DEVICE = "device"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself; its first part.

    Attributes:
        format: form of the file.
        program: version that made it.
        schema: number of the newest migration of its data file.
        made_at: in UTC.
        reason: why it was made.
        number: running number in the folder it was made from; orders backups even
            when the computer's clock was wrong.
        installation: the folder it was made from.
        school: name of the school.
        seq: number of the newest change it holds.
        chain: hash of that change.
        newest_change_at: when that was.
        counts: rows of every table of records.
        database: the data file.
        objects: attached files.
        extra: other files of the school, such as issued reports.
        missing: hashes of attached files that were gone or damaged already.
        inside: whether the objects are in the file itself, or lie beside it.
    """

    format: int = FORMAT
    program: str
    schema: int
    made_at: dt.datetime
    reason: Reason
    number: int = 0
    installation: str = ""
    school: Bilingual = field(default_factory=Bilingual)
    seq: int = 0
    chain: str = CHAIN_START
    newest_change_at: dt.datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    database: Part
    objects: tuple[Part, ...] = ()
    extra: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    inside: bool = True

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every file that comes back in a restore."""
        return (self.database, *self.objects, *self.extra)

    @property
    def enclosed(self) -> tuple[Part, ...]:
        """The parts that lie in the file itself."""
        return self.parts if self.inside else (self.database, *self.extra)

    @property
    def size(self) -> int:
        """Bytes of all parts together."""
        return sum(part.size for part in self.parts)

    def to_json(self) -> str:
        """The text of the first part."""
        told = {
            "format": self.format,
            "program": self.program,
            "schema": self.schema,
            "made_at": self.made_at.astimezone(dt.UTC).isoformat(),
            "reason": self.reason.value,
            "number": self.number,
            "installation": self.installation,
            "school": self.school.to_json(),
            "seq": self.seq,
            "chain": self.chain,
            "newest_change_at": _instant_out(self.newest_change_at),
            "counts": dict(self.counts),
            "objects": "inside" if self.inside else "beside",
            "missing": list(self.missing),
            "parts": [part.to_json() for part in self.parts],
        }
        return json.dumps(told, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read what a file says of itself, trusting none of it.

        Raises:
            BackupRefusedError: it is of a newer form, or makes no sense.
        """
        try:
            told = parsed_object(text)
            found = counted(told["format"])
        except _SENSELESS as error:
            raise _refused() from error
        if found > FORMAT:
            raise BackupRefusedError(
                BackupFault.NEWER_FORMAT, found=found, known=FORMAT
            )
        try:
            return _read(told)
        except _SENSELESS as error:
            raise _refused() from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup file that is there.

    Attributes:
        path: where.
        manifest: what it says of itself.
        proven_at: when it was last restored for trial, whole and right.
        sealed: whether it needs a key to be read.
        bytes: size of the file.
    """

    path: Path
    manifest: Manifest
    proven_at: dt.datetime | None = None
    sealed: bool = False
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What it takes to encrypt a backup; none of it opens one.

    Attributes:
        recipients: age public keys, each of which has a key that opens it.
        key_file: the school's private key, under its passphrase.
    """

    recipients: tuple[str, ...]
    key_file: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The last automatic backup that could not be made.

    Attributes:
        at: when it was tried.
        fault: a stable word: the name of the error.
    """

    at: dt.datetime
    fault: str


_SENSELESS = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
)


def _refused() -> BackupRefusedError:
    return BackupRefusedError(BackupFault.DAMAGED, part="manifest.json")


def _read(told: Mapping[str, Any]) -> Manifest:
    parts = tuple(map(Part.from_json, listed(told["parts"])))
    if len(parts) > MOST_PARTS:
        raise BackupRefusedError(BackupFault.TOO_LARGE, limit=MOST_PARTS)
    if sum(part.size for part in parts) > PARTS_BYTES:
        raise BackupRefusedError(BackupFault.TOO_LARGE, limit=PARTS_BYTES)
    check_parts(parts)
    return Manifest(
        format=counted(told["format"]),
        program=text(told["program"]),
        schema=counted(told["schema"]),
        made_at=_instant(told["made_at"]),
        reason=Reason(told["reason"]),
        number=counted(told["number"]),
        installation=text(told["installation"]),
        school=_school(told["school"]),
        seq=counted(told["seq"]),
        chain=text(told["chain"]),
        newest_change_at=_instant_in(told["newest_change_at"]),
        counts={text(k): counted(v) for k, v in told["counts"].items()},
        database=next(part for part in parts if part.path == DATABASE),
        objects=tuple(part for part in parts if part.is_object),
        extra=tuple(p for p in parts if p.path != DATABASE and not p.is_object),
        missing=tuple(map(text, listed(told["missing"]))),
        inside={"inside": True, "beside": False}[told["objects"]],
    )


def _school(value: Any) -> Bilingual:  # noqa: ANN401  whatever stands in the file
    for told in value.values():
        text(told["text"])
    return Bilingual.from_json(value)


def _instant(value: object) -> dt.datetime:
    found = dt.datetime.fromisoformat(text(value))
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError(value)
    return found.astimezone(dt.UTC)


def _instant_in(value: object) -> dt.datetime | None:
    return None if value is None else _instant(value)


def _instant_out(value: dt.datetime | None) -> str | None:
    return value.astimezone(dt.UTC).isoformat() if value else None
