"""Which records a page of this feature is about."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort

from slo_desktop.web.asking import number

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 500
"""Records in one form; more are asked for page by page."""


def records(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Kind and number of each record that an address or a form names."""
    try:
        found = dict.fromkeys(_record(value) for value in values)
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)
    if not found or len(found) > MOST:
        abort(HTTPStatus.BAD_REQUEST)
    return tuple(found)


def _record(value: str) -> tuple[str, int]:
    kind, _, digits = value.partition(":")
    return kind, number(digits)
