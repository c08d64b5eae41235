"""Backup files as somebody could make them up, ended as ours are."""

from __future__ import annotations

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import DATABASE, MANIFEST, README, Part
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.frame import HASH_BYTES, MARK

OBJECT = b"attached"
SHA = hashlib.sha256(OBJECT).hexdigest()
PLACE = f"objects/{SHA[:2]}/{SHA[2:]}"
UNEXPECTED, MISSING = BackupFault.UNEXPECTED_ENTRY, BackupFault.MISSING_PART
DAMAGED, TOO_LARGE = BackupFault.DAMAGED, BackupFault.TOO_LARGE
SCHOOL = b"SQLite format 3\0" + bytes(4080)


def part(path: str, content: bytes) -> dict[str, Any]:
    return Part(path, len(content), hashlib.sha256(content).hexdigest()).to_json()


def manifest(*parts: Mapping[str, Any], **over: Any) -> bytes:
    told = {
        "format": 1,
        "program": "0.2",
        "schema": 1,
        "made_at": "2026-11-22T18:00:00+00:00",
        "reason": "asked",
        "number": 1,
        "installation": "",
        "school": {},
        "seq": 0,
        "chain": "0" * 64,
        "newest_change_at": None,
        "counts": {},
        "objects": "inside",
        "missing": [],
        "parts": list(parts) or [part(DATABASE, SCHOOL)],
    }
    return json.dumps(told | over).encode()


Entry = tuple[str | zipfile.ZipInfo, bytes]


def plain(*more: Entry, told: bytes | None = None) -> list[Entry]:
    """The entries of a small backup that is right, and some more."""
    return [
        (MANIFEST, manifest() if told is None else told),
        (README, b"Darllenwch fi"),
        (DATABASE, SCHOOL),
        *more,
    ]


def forged(
    place: Path,
    entries: Iterable[Entry],
    *,
    packed: bool = False,
    mark: bytes = MARK,
) -> Path:
    """Write a file that ends as ours do, whatever is in it."""
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        archive.comment = mark + b"0" * HASH_BYTES
    place.write_bytes(ended(buffer.getvalue()))
    return place


def ended(content: bytes) -> bytes:
    """Put the right hash at the end."""
    body = content[:-HASH_BYTES]
    return body + hashlib.sha256(body).hexdigest().encode()


SECONDS = 5
"""More than any refusal may take."""


def refusal(path: Path) -> BackupRefusedError:
    """Why a file is refused; quickly, and with nothing written anywhere."""
    before = sorted(path.parent.rglob("*"))
    begun = time.monotonic()
    with pytest.raises(BackupRefusedError) as caught, opened(path) as container:
        container.verify()
    assert time.monotonic() - begun < SECONDS
    assert sorted(path.parent.rglob("*")) == before
    return caught.value
