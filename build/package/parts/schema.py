"""Whether a document keeps the rules of a JSON schema, written as CycloneDX's is."""

from __future__ import annotations

import re
from functools import reduce
from itertools import repeat
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rules = dict[str, Any]
    Check = Callable[[Any, Any, "Look"], Iterator[str]]

KINDS: dict[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "number": (int, float),
    "object": dict,
    "string": str,
}
WITHOUT_RULES = frozenset(
    [
        "$comment",
        "$id",
        "$schema",
        "additionalItems",  # stands only beside maxItems, which says the same
        "default",
        "definitions",
        "deprecated",
        "description",
        "examples",
        "format",
        "meta:enum",
        "title",
    ]
)
"""Words of a schema that ask nothing, or only how a text is to be read."""
ELSEWHERE = ("spdx.", "jsf-", "cryptography-defs.")
"""Other schemas it speaks of; what our lists say under these was checked when made."""


class Look:
    """One look at one place of a document.

    Attributes:
        whole: the schema, in which `$ref` finds its definitions.
        place: where in the document, for people.
    """

    def __init__(self, whole: Rules, place: str) -> None:
        self.whole = whole
        self.place = place

    def at(self, name: object) -> Look:
        """The same one step further in."""
        return Look(self.whole, f"{self.place}/{name}")

    def faults(
        self,
        value: Any,  # noqa: ANN401  any JSON
        rules: Rules | Literal[False],
    ) -> Iterator[str]:
        """What about a value breaks these rules; where they are False, none may be."""
        if rules is False:
            yield f"{self.place}: nothing may stand here"
            return
        for word, asked in rules.items():
            if word in CHECKS:
                yield from CHECKS[word](value, asked, self)
            elif word not in WITHOUT_RULES and word not in BESIDE:
                yield f"{self.place}: the rule {word} is not understood"
        if isinstance(value, dict):
            yield from self._members(value, rules)

    def _members(self, value: dict[str, Any], rules: Rules) -> Iterator[str]:
        known, more = rules.get("properties", {}), rules.get("additionalProperties")
        patterns = rules.get("patternProperties", {})
        for name, member in value.items():
            shaped = [each for key, each in patterns.items() if re.search(key, name)]
            wanted = [known[name]] if name in known else shaped or [_rest(more)]
            for each in wanted:
                yield from self.at(name).faults(member, each)

    def keeps(self, value: Any, rules: Rules) -> bool:  # noqa: ANN401  any JSON
        """Whether nothing about a value breaks these rules."""
        return next(self.faults(value, rules), None) is None


BESIDE = frozenset(["properties", "additionalProperties", "patternProperties"])


def _rest(more: object) -> Rules | Literal[False]:
    """The rules of members that are not named: none where nothing or True is said."""
    if more is False:
        return False
    return more if isinstance(more, dict) else {}


def faults(document: object, rules: Rules) -> Iterator[str]:
    """Every place of a document that breaks the rules, and how."""
    yield from Look(rules, "").faults(document, rules)


def _kind(value: object, asked: str | list[str], look: Look) -> Iterator[str]:
    kinds = [asked] if isinstance(asked, str) else asked
    is_truth = isinstance(value, bool)
    fits = [
        isinstance(value, KINDS[kind]) and is_truth <= (kind == "boolean")
        for kind in kinds
    ]
    if not any(fits):
        yield f"{look.place}: not {' or '.join(kinds)}"


def _reference(value: object, asked: str, look: Look) -> Iterator[str]:
    if asked.startswith(ELSEWHERE):
        return
    steps = asked.removeprefix("#").strip("/").split("/")
    found: Rules = reduce(
        lambda rules, step: rules[step], filter(None, steps), look.whole
    )
    yield from look.faults(value, found)


def _required(value: object, asked: list[str], look: Look) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (
            f"{look.place}: {name} is missing" for name in asked if name not in value
        )


def _items(value: object, asked: Rules | list[Rules], look: Look) -> Iterator[str]:
    if isinstance(value, list):
        each = asked if isinstance(asked, list) else repeat(asked)
        for number, (item, rules) in enumerate(zip(value, each, strict=False)):
            yield from look.at(number).faults(item, rules)


def _unique(value: object, asked: object, look: Look) -> Iterator[str]:
    if asked and isinstance(value, list):
        seen = [repr(item) for item in value]
        if len(set(seen)) < len(seen):
            yield f"{look.place}: something stands there twice"


def _enumerated(value: object, asked: list[object], look: Look) -> Iterator[str]:
    if value not in asked:
        yield f"{look.place}: {value!r} is none of what may stand here"


def _pattern(value: object, asked: str, look: Look) -> Iterator[str]:
    if isinstance(value, str) and not re.search(asked, value):
        yield f"{look.place}: {value!r} has not the right form"


def _least(value: object, asked: int, look: Look) -> Iterator[str]:
    if isinstance(value, str | list) and len(value) < asked:
        yield f"{look.place}: too short"


def _most(value: object, asked: int, look: Look) -> Iterator[str]:
    if isinstance(value, str | list) and len(value) > asked:
        yield f"{look.place}: too long"


def _minimum(value: object, asked: float, look: Look) -> Iterator[str]:
    if isinstance(value, int | float) and value < asked:
        yield f"{look.place}: {value} is too little"


def _maximum(value: object, asked: float, look: Look) -> Iterator[str]:
    if isinstance(value, int | float) and value > asked:
        yield f"{look.place}: {value} is too much"


def _all(value: object, asked: list[Rules], look: Look) -> Iterator[str]:
    for rules in asked:
        yield from look.faults(value, rules)


def _any(value: object, asked: list[Rules], look: Look) -> Iterator[str]:
    if not any(look.keeps(value, rules) for rules in asked):
        yield f"{look.place}: fits none of several forms"


def _one(value: object, asked: list[Rules], look: Look) -> Iterator[str]:
    count = sum(look.keeps(value, rules) for rules in asked)
    if count != 1:
        yield f"{look.place}: fits {count} forms and not one"


def _not(value: object, asked: Rules, look: Look) -> Iterator[str]:
    if look.keeps(value, asked):
        yield f"{look.place}: has a form that is ruled out"


CHECKS: dict[str, Check] = {
    "$ref": _reference,
    "allOf": _all,
    "anyOf": _any,
    "const": lambda value, asked, look: _enumerated(value, [asked], look),
    "enum": _enumerated,
    "items": _items,
    "maxItems": _most,
    "maxLength": _most,
    "maximum": _maximum,
    "minItems": _least,
    "minLength": _least,
    "minimum": _minimum,
    "not": _not,
    "oneOf": _one,
    "pattern": _pattern,
    "required": _required,
    "type": _kind,
    "uniqueItems": _unique,
}
