"""A change to a record, as it is kept for ever, and the chain that proves it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

CHAIN_START = "0" * 64


class Op(StrEnum):
    """What happened to a record."""

    ADD = "add"
    EDIT = "edit"
    BIN = "bin"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who is writing, when, and as part of which step that can be undone."""

    at: dt.datetime
    step: str
    actor: str | None = None


def canonical(value: Mapping[str, Any]) -> str:
    """JSON that is the same on every machine: sorted keys, no spaces, NFC."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def chained(body: Mapping[str, Any], previous: str) -> str:
    """The hash of a change that follows the change with the hash `previous`."""
    return digest(canonical(body) + previous)
