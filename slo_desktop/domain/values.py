"""Frozen dataclasses that the standard library writes when they are first needed.

The program has hundreds of them, and uses a few dozen before its first page stands.
To read the fields of one and write its methods takes half a millisecond; to leave
that for later takes a twentieth of it. They are dataclasses in every other way:
`fields`, `replace`, `asdict`, defaults, slots and the checks of types are those of the
standard library.
"""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool, slots: bool, kw_only: bool = False
    ) -> Callable[[type], type]:
        """As `dataclasses.dataclass`, for what is frozen and has slots."""
        assert frozen  # noqa: S101  what may change is hashed and copied otherwise
        assert slots  # noqa: S101  they are given here
        return lambda kind: _later(kind, kw_only=kw_only)


_plans: dict[type, tuple[type, bool]] = {}
"""The class as it stands in the source, by the one that everybody sees."""

_writing = threading.RLock()
"""Two threads may need the same class at once, and a class needs those it extends."""


def _later(kind: type, *, kw_only: bool) -> type:
    """A class with slots for the fields, whose other parts are written when needed."""
    own = dict(vars(kind))
    hints: dict[str, str] = own.get("__annotations__", {})
    fields = [name for name, hint in hints.items() if not hint.startswith("ClassVar")]
    for name in (*fields, "__dict__", "__weakref__"):
        own.pop(name, None)
    slots = {"__slots__": tuple(fields), "__qualname__": kind.__qualname__}
    later = type(kind)(kind.__name__, kind.__bases__, LATE | own | SHARED | slots)
    _plans[later] = kind, kw_only
    return later


class _Late:
    """A part that is written, with the class's others, when it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, value: object, kind: type) -> Any:  # noqa: ANN401  methods and more
        with _writing:
            for base in kind.__mro__:
                if vars(base).get(self._name) is self:
                    _write(base)
        return getattr(kind if value is None else value, self._name)


def _write(later: type) -> None:
    kind, kw_only = _plans.pop(later)
    written = vars(dataclasses.dataclass(frozen=True, kw_only=kw_only)(kind))
    for name, late in LATE.items():
        if vars(later)[name] is late:
            setattr(later, name, written[name])


LATE = {
    name: _Late(name)
    for name in (
        "__init__",
        "__repr__",
        "__eq__",
        "__hash__",
        "__match_args__",
        "__dataclass_fields__",
        "__dataclass_params__",
    )
}
"""What the standard library writes."""


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
