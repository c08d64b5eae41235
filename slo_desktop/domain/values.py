"""Frozen dataclasses whose methods are written when they are first needed.

The program has hundreds of them, and uses a few dozen before its first page stands.
Writing the methods of one takes half a millisecond; leaving them for later takes a
tenth of that. They are dataclasses in every other way: `fields`, `replace`, `asdict`,
defaults, slots and the checks of types are those of the standard library.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

WRITTEN = ("__init__", "__repr__", "__eq__", "__hash__")

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool, slots: bool, kw_only: bool = False
    ) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, for what is frozen and has slots."""
        begin = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
        )
        return lambda kind: _later(begin(kind), frozen=frozen)


def _later(kind: type, *, frozen: bool) -> type:
    """Give a class its methods: the shared ones now, its own when asked for."""
    assert frozen  # noqa: S101  what may change is hashed and copied otherwise
    for name, shared in SHARED.items():
        setattr(kind, name, shared)
    for name in WRITTEN:
        if name not in vars(kind):
            setattr(kind, name, _Late(kind, name))
    return kind


class _Late:
    """A method that is written, with its class's others, when it is asked for."""

    def __init__(self, kind: type, name: str) -> None:
        self._kind, self._name = kind, name

    def __get__(self, value: object, _kind: type | None = None) -> Any:  # noqa: ANN401  a method
        _write(self._kind)
        return getattr(self._kind if value is None else value, self._name)


def _write(kind: type) -> None:
    """Have the standard library write the methods, for a class with the same fields."""
    parts = [(part.name, part.type, part) for part in dataclasses.fields(kind)]
    model = dataclasses.make_dataclass(kind.__name__, parts, frozen=True)
    for name in WRITTEN:
        if isinstance(vars(kind)[name], _Late):
            setattr(kind, name, vars(model)[name])


def _refuse(value: object, name: str, _new: object = None) -> None:
    raise dataclasses.FrozenInstanceError(type(value).__name__, name)


def _state(value: Any) -> list[Any]:  # noqa: ANN401  a value of any class
    return [getattr(value, part.name) for part in dataclasses.fields(value)]


def _restore(value: Any, state: list[Any]) -> None:  # noqa: ANN401  a value of any class
    for part, content in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, part.name, content)


SHARED = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""Copies and pickles are made past the refusal to change anything."""
