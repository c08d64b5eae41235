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
