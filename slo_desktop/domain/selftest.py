"""What the self-test tells whoever started it: one line of JSON at a time."""

from __future__ import annotations

import json
from dataclasses import asdict

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass


class NotWholeError(SloError):
    """Something that is shipped with the program is missing or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The first line.

    Attributes:
        steps: what is going to be tried, as marked messages.
    """

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one step showed.

    Attributes:
        what: the step, as a marked message.
        good: whether it went as it should.
        found: how many things were looked at or which version was found; the kind of
            error where it is not good.
    """

    what: str
    good: bool
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The last line; without it the self-test broke off.

    Attributes:
        whole: whether every step was good.
    """

    whole: bool


Told = Planned | Tried | Ended


def line_of(told: Told) -> str:
    """One line, without its end."""
    return json.dumps({type(told).__name__: asdict(told)})


def told_in(line: str) -> Told | None:
    """What a line tells; None where it is not one of ours."""
    try:
        match json.loads(line):
            case {"Planned": {"steps": list(steps)}}:
                return Planned(steps=tuple(map(str, steps)))
            case {
                "Tried": {"what": str(what), "good": bool(good), "found": str(found)}
            }:
                return Tried(what=what, good=good, found=found)
            case {"Ended": {"whole": bool(whole)}}:
                return Ended(whole=whole)
    except ValueError:
        pass
    return None
