"""JSON out of a file that a disk, another program or a stranger may have changed."""

from __future__ import annotations

import json
import types
from dataclasses import fields
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

HALF_LETTER = "\\ud"
"""How half of a letter is written, which no page and no file can hold."""
EITHER = frozenset({types.UnionType, Union})
MOST_NUMBER = 1 << 63
"""From here on a number fits neither SQLite nor a screen."""


def parsed(text: str | bytes) -> Any:  # noqa: ANN401  whatever stands there
    """What a text says.

    Raises:
        ValueError: it is no JSON, is nested too deep, or holds half letters.
    """
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError(len(text)) from error
    plain = text if isinstance(text, str) else text.decode("utf-8", "replace")
    if HALF_LETTER in plain.casefold():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def parsed_object(text: str | bytes) -> dict[str, Any]:
    """What a text says that has to be an object.

    Raises:
        ValueError: it is none.
    """
    value = parsed(text)
    if not isinstance(value, dict):
        raise ValueError(type(value).__name__)  # noqa: TRY004  callers know one error
    return value


def text(value: object) -> str:
    """A value that has to be a text.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def listed(value: object) -> list[Any]:
    """A value that has to be a list.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def counted(value: object, *, most: int = MOST_NUMBER - 1) -> int:
    """A value that has to be a whole number from 0 to `most`.

    Raises:
        ValueError: it is none.
    """
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(value)
    return value


def check_types(made: Any) -> None:  # noqa: ANN401  any dataclass
    """Compare every field of a dataclass with its annotation.

    Raises:
        TypeError: a value out of a file is of another type.
    """
    kind: type = made.__class__
    hints = _hints(kind)
    for each in fields(made):
        if not fits(getattr(made, each.name), hints[each.name]):
            raise TypeError(each.name)


def fits(value: object, kind: Any) -> bool:  # noqa: ANN401  an annotation
    """Whether a value out of JSON is what an annotation says."""
    inside = get_args(kind)
    origin = get_origin(kind)
    if origin in EITHER:
        return any(fits(value, one) for one in inside)
    if kind is int:
        return type(value) is int and abs(value) < MOST_NUMBER
    if not isinstance(value, origin or kind):
        return False
    if isinstance(value, dict):
        pairs = value.items()
        return all(fits(key, inside[0]) and fits(one, inside[1]) for key, one in pairs)
    if isinstance(value, list | tuple):
        return all(fits(one, inside[0]) for one in value)
    return True


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
