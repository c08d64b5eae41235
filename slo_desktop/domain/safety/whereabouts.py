"""On what kind of place a data folder lies."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path


class Ground(StrEnum):
    """What can reach into a folder besides this computer."""

    LOCAL = "local"
    SYNCED = "synced"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a folder lies.

    Attributes:
        service: what copies it, such as OneDrive, or the kind of network drive.
    """

    folder: Path
    ground: Ground
    service: str = ""


class UnsafePlaceError(SloError):
    """Something else may copy or lock the data file while it is open.

    Nothing was opened yet, and nobody has said yet that it may stay there.
    """

    def __init__(self, place: Whereabouts) -> None:
        super().__init__(place.ground, place.service)
        self.place = place
