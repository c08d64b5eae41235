"""Values behave as the standard library's frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any, ClassVar

import pytest

from slo_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Somewhere."""

    x: int
    y: int = 2
    names: tuple[str, ...] = ()
    tags: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Point):
    """Somewhere with a name."""

    kind: ClassVar[str] = "place"

    name: str


@dataclass(frozen=True, slots=True)
class Secret:
    """Says nothing of itself."""

    word: str

    def __repr__(self) -> str:
        return "Secret"


def test_a_value_is_made_with_its_defaults() -> None:
    assert Point(1) == Point(1, 2, (), ["not compared"])
    assert Point(1).tags is not Point(1).tags
    assert Place(1, name="here").y == 2


def test_values_are_equal_and_hash_by_their_fields() -> None:
    assert {Secret("a"), Secret("a"), Secret("b")} == {Secret("b"), Secret("a")}
    assert Place(1, name="here") != Point(1)


def test_a_value_tells_what_is_in_it_unless_its_class_does() -> None:
    assert repr(Place(1, name="here")) == (
        "Place(x=1, y=2, names=(), tags=[], name='here')"
    )
    assert repr(Secret("word")) == "Secret"


def test_a_value_refuses_every_change() -> None:
    value: Any = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.x = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.x
    assert value.x == 1
    assert not hasattr(value, "__dict__")


def test_a_wrong_argument_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        Point(1, colour="red")  # type: ignore[call-arg]  # the mistake


def test_what_reads_dataclasses_reads_values() -> None:
    assert [part.name for part in dataclasses.fields(Place)][-1] == "name"
    assert Place.kind == "place"
    assert Point.__match_args__ == ("x", "y", "names", "tags")
    assert dataclasses.replace(Point(1), y=3) == Point(1, 3)
    assert dataclasses.asdict(Secret("a")) == {"word": "a"}


def test_a_copied_or_pickled_value_is_the_same() -> None:
    value = Place(1, name="here")
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301  our own bytes


def test_a_value_can_be_compared_before_any_was_made_by_hand() -> None:
    @dataclass(frozen=True, slots=True)
    class Cold:
        """Never made by its own first method."""

        x: int

    first, second = (Cold.__new__(Cold) for _ in range(2))
    for value in (first, second):
        object.__setattr__(value, "x", 1)
    assert first == second
