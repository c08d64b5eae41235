"""Where a school's words may lie besides its data file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfData:
    """One data folder, and the cache that belongs to it."""

    data_dir: Path
    database: Path
    cache_dir: Path

    @classmethod
    def of(cls, settings: Settings) -> PlaceOfData:
        """The places of one launch."""
        return cls(
            data_dir=settings.data_dir,
            database=settings.database,
            cache_dir=settings.cache_dir,
        )
