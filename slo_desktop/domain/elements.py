"""The school's own view of one element in one year."""

from __future__ import annotations

from enum import StrEnum

ENOUGH_KINDS = 3
"""Families of source that make an element's evidence enough (evidence-kinds.json)."""


class Stage(StrEnum):
    """Self-evaluation stage of an element (statuses.json, element-stages)."""

    NOT_YET_A_FOCUS = "not-yet-a-focus"
    STARTING = "starting"
    DEVELOPING = "developing"
    EMBEDDED = "embedded"
    NOT_A_FOCUS_THIS_YEAR = "not-a-focus-this-year"


def element_order(code: str) -> tuple[int, ...]:
    """Puts element codes in the order of the framework: 4.2 before 4.10."""
    numbers = code.rpartition("/")[2].split(".")
    return tuple(int(number) if number.isdecimal() else 0 for number in numbers)
