"""What the page of the bin is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.history import BinnedThing


@dataclass(frozen=True, slots=True, kw_only=True)
class BinRow:
    """One thing in the bin, and what its kind is called.

    Attributes:
        erase_url: where it can be erased for good, if it may be.
    """

    thing: BinnedThing
    kind: str
    erase_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinPage:
    """bin/bin.html."""

    title: str
    rows: Sequence[BinRow]
