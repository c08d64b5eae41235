"""A change to a record, as it is kept for ever, and the chain that proves it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

CHAIN_START = "0" * 64
SCHEMA: Final = 4
"""The schema whose fields a change names that is recorded now: the last one that gave
a recorded field another meaning."""
AMOUNTS_MAY_BE_MISSING: Final = 4


_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
    return unicodedata.normalize("NFC", _sorted.encode(value))


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_money(field: str) -> bool:
    """Whether a field holds an amount, in pence."""
    return field.endswith("_pence")


def as_today(schema: int | None, snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """What recorded fields say, in the fields of today.

    Up to schema 3 an empty box was written down as 0, so such a 0 says that nothing
    was entered; since then it says that something costs nothing.

    Args:
        schema: the one it was recorded under; None before changes said so.
        snapshot: fields of one record, as recorded.
    """
    if (schema or 0) >= AMOUNTS_MAY_BE_MISSING:
        return dict(snapshot)
    return {
        field: (value or None) if is_money(field) else value
        for field, value in snapshot.items()
    }


def chained(body: Mapping[str, Any], previous: str) -> str:
    """The hash of a change that follows the change with the hash `previous`."""
    return digest(canonical(body) + previous)
