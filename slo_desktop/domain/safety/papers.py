"""The recovery key as it stands on paper: rows of letters that can be typed.

The key is an ordinary age identity without its prefix (`AGE-SECRET-KEY-1`), so that any
age tool takes it. Each row ends with a letter that proves the row, so that a slip of
the pen is found in the row where it was made; the key as a whole has its own checksum.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import reduce
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.languages import Language

PREFIX = "AGE-SECRET-KEY-1"
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""The letters of an age key: no B, I, O or 1, which a reader would mistake."""
LOOK_ALIKES = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})
KEY_LETTERS = 58
ROW_LETTERS = 12
GROUP_LETTERS = 4
ROWS = -(-KEY_LETTERS // ROW_LETTERS)
TYPED_LETTERS = KEY_LETTERS + ROWS

_FIELD = 0b100101
"""x^5 + x^2 + 1: the field of 32 that the letters' numbers live in."""
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
"""Bech32's own (BIP 173), which age keys use."""


class PaperFault(StrEnum):
    """Why what was typed is not a key."""

    EMPTY = "empty"
    LENGTH = "length"
    LETTER = "letter"
    ROW = "row"
    WHOLE = "whole"
    OTHER = "other"


class PaperKeyError(SloError):
    """What was typed from the recovery sheet is not a key.

    Attributes:
        fault: why.
        row: the row that is wrong, from 1; 0 where that is not known.
        found: how many letters were typed, where their number is wrong.
    """

    def __init__(self, fault: PaperFault, *, row: int = 0, found: int = 0) -> None:
        super().__init__(fault, row, found)
        self.fault = fault
        self.row = row
        self.found = found


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the sheet: groups of letters, and the letter that proves them."""

    groups: tuple[str, ...]
    check: str

    def __repr__(self) -> str:
        """Nothing of the key."""
        return "PaperRow(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What is printed once, and then nowhere but on paper.

    Attributes:
        school: its name.
        key_name: tells this key from an older one.
        made_on: the day it was made.
        rows: the key.
        first: the language on the left.
    """

    school: Bilingual
    key_name: str
    made_on: dt.date
    rows: tuple[PaperRow, ...]
    first: Language


def rows_of(secret: str) -> tuple[PaperRow, ...]:
    """An age identity as the rows of a sheet."""
    letters = secret.upper().removeprefix(PREFIX)
    return tuple(
        PaperRow(tuple(_every(row, GROUP_LETTERS)), check_letter(row))
        for row in _every(letters, ROW_LETTERS)
    )


def secret_of(typed: str) -> str:
    """The age identity that somebody typed from the sheet.

    Spaces, hyphens and line breaks mean nothing, small letters are as good as large
    ones, and the letters at the ends of the rows may be left out.

    Raises:
        PaperKeyError: it is not a key, with the row where that is known.
    """
    letters = re.sub(r"[\s\-–·.:|]+", "", typed.upper()).removeprefix(
        PREFIX.replace("-", "")
    )
    letters = letters.translate(LOOK_ALIKES)
    if not letters:
        raise PaperKeyError(PaperFault.EMPTY)
    if len(letters) == TYPED_LETTERS:
        letters = "".join(_checked_rows(letters))
    if len(letters) != KEY_LETTERS:
        raise PaperKeyError(PaperFault.LENGTH, found=len(letters))
    if strange := [n for n, letter in enumerate(letters) if letter not in LETTERS]:
        raise PaperKeyError(PaperFault.LETTER, row=strange[0] // ROW_LETTERS + 1)
    secret = PREFIX + letters
    if not has_its_checksum(secret):
        raise PaperKeyError(PaperFault.WHOLE)
    return secret


def check_letter(row: str) -> str:
    """The letter that proves a row.

    Any one wrong letter and any two neighbours changed about give another one: each
    place counts by a power of its own.
    """
    total, weight = 0, 2
    for letter in row:
        total ^= _times(LETTERS.index(letter), weight)
        weight = _times(weight, 2)
    return LETTERS[total]


def has_its_checksum(secret: str) -> bool:
    """Whether an age identity is as it was written (bech32)."""
    human, _, data = secret.lower().rpartition("1")
    known = LETTERS.lower()
    values = [ord(sign) >> 5 for sign in human] + [0]
    values += [ord(sign) & 31 for sign in human]
    values += [known.index(letter) for letter in data]
    return reduce(_bech32_step, values, 1) == 1


def _checked_rows(letters: str) -> list[str]:
    rows = []
    for number, row in enumerate(_every(letters, ROW_LETTERS + 1), start=1):
        if not set(row) <= set(LETTERS):
            raise PaperKeyError(PaperFault.LETTER, row=number)
        if check_letter(row[:-1]) != row[-1]:
            raise PaperKeyError(PaperFault.ROW, row=number)
        rows.append(row[:-1])
    return rows


def _every(letters: str, size: int) -> list[str]:
    return [letters[at : at + size] for at in range(0, len(letters), size)]


def _times(one: int, other: int) -> int:
    """Multiply in the field of 32."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one <<= 1
        one ^= _FIELD if one & 32 else 0
        other >>= 1
    return product


def _bech32_step(checksum: int, value: int) -> int:
    top = checksum >> 25
    checksum = (checksum & 0x1FFFFFF) << 5 ^ value
    for place, generator in enumerate(_GENERATORS):
        checksum ^= generator if top >> place & 1 else 0
    return checksum
