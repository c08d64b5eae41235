"""A copy that keeps its data beside itself, on a stick for example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.errors import SloError

if TYPE_CHECKING:
    from pathlib import Path


class ReadOnlyMediumError(SloError):
    """Nothing can be written beside a portable copy, and no school is there to read."""


def check_medium(database: Path) -> None:
    """See that a portable copy can be worked with.

    Args:
        database: the school's data file, which may not be there yet.

    Raises:
        ReadOnlyMediumError: it cannot.
    """
    home = paths.portable_home()
    is_inside = home is not None and database.is_relative_to(home)
    if home and is_inside and not database.exists() and not paths.takes_files(home):
        raise ReadOnlyMediumError
