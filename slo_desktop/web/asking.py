"""Read what an address or a form asks for, as if a stranger had written it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import abort, request
from werkzeug.routing import IntegerConverter

from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from werkzeug.routing import Map

LARGEST: Final = 2**63 - 1
"""The largest number the data file can hold, or be asked for."""
YEARS: Final = range(1900, 2200)
UNSEEN: Final = ("\t", "\r", "\n", "\\")
"""Browsers drop or turn these, so that `/<tab>/x` names another computer."""


class NumberConverter(IntegerConverter):
    """`int` in a path; a larger one than the data file can hold matches no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST)


def number(text: str) -> int:
    """Read a number that the data file can be asked for.

    Raises:
        ValueError: it is none.
    """
    found = int(text)
    if abs(found) > LARGEST:
        raise ValueError(text)
    return found


def school_year(text: str) -> int:
    """Read a year in which there can be a school.

    Raises:
        ValueError: there is no such year.
    """
    found = int(text)
    if found not in YEARS:
        raise ValueError(text)
    return found


def language_sent() -> Language:
    """The language that a form asks for."""
    word = request.form.get("language", "")
    if word not in set(Language):
        abort(HTTPStatus.BAD_REQUEST)
    return Language(word)


def page_to_return_to() -> str | None:
    """The page that a form names as `next`, if it is one of ours."""
    place = request.form.get("next", "")
    return place if is_our_page(place) else None


def is_our_page(place: str) -> bool:
    """Whether a place can only mean a page of this program."""
    is_path = place.startswith("/") and not place.startswith("//")
    return is_path and not any(sign in place for sign in UNSEEN)


def is_read_by_a_person() -> bool:
    """Whether the answer will be a page in front of somebody, and not for a script."""
    wanted = request.headers.get("Sec-Fetch-Dest", "document")
    is_script = request.accept_mimetypes.best == "application/json"
    return request.method == "GET" and wanted == "document" and not is_script
