"""What the recovery pages are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.safety.recovery import Outlook, Recovered
    from slo_desktop.domain.safety.whereabouts import Whereabouts

TITLE = "Adfer – Recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    """recovery/look.html.

    Attributes:
        heading: what it is called, marked.
        reason: what is wrong, marked.
        sources: what a way begins with, marked, by source.
        kinds: names of kinds of records, marked.
        problem: what went wrong with the last try, marked.
        can_show: whether there is a window that can show a folder.
        opened: name of a backup that the person opened the program with.
    """

    title: str
    heading: str
    reason: str
    outlook: Outlook
    opened: str | None
    sources: dict[str, str]
    kinds: dict[str, str]
    folder: Path
    problem: str | None
    can_show: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """recovery/work.html.

    Attributes:
        step: what is being done, marked.
        stop_url: where it is stopped; None where it cannot be.
    """

    title: str
    step: str
    done: int
    total: int
    stop_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage:
    """recovery/done.html."""

    title: str
    recovered: Recovered
    folder: Path
    can_show: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """recovery/place.html."""

    title: str
    heading: str
    reason: str
    place: Whereabouts
    new_folder: Path
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplePage:
    """recovery/opening.html and recovery/fault.html."""

    title: str
