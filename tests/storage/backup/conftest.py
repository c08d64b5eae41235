"""A school's folder that is backed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schools import SchoolFolder, pdf, school_folder


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    """A school with two files attached to a piece of evidence."""
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("llun"), pdf("nodyn"))
    return made
