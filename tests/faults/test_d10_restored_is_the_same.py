"""What comes back is what was backed up: every row, every hash, every file."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slo_desktop.services.checking import check
from slo_desktop.storage.backup.keeping import Backups
from tests.faults.proof import Proof
from tests.restored import files, look, packed, restore, rows
from tests.schools import NOW, SchoolFolder, pdf, school_folder

LATER = NOW + dt.timedelta(minutes=90)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60
)
FILES = st.lists(WORDS.map(pdf), max_size=2, unique=True)
WORK = st.lists(st.tuples(WORDS, FILES), max_size=3)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=WORK, after=WORK)
def test_d10_restore_of_a_backup_is_the_identity(
    migrated: Path,
    before: list[tuple[str, list[bytes]]],
    after: list[tuple[str, list[bytes]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        school = school_folder(Path(name) / "school", migrated)
        _write(school, before)
        wanted = rows(school.database), files(school.folder)
        backup = packed(school, Path(name) / "x.slobackup")
        _write(school, after)
        newer = rows(school.database), files(school.folder)
        note = restore(school, backup)
        assert rows(school.database) == wanted[0]
        assert wanted[1].items() <= files(school.folder).items()
        assert check(school.folder, school.database).is_whole
        _takes_back(school, note.safety, newer)


def _write(school: SchoolFolder, work: list[tuple[str, list[bytes]]]) -> None:
    for note, contents in work:
        school.write(*contents, at=LATER, note=note)


def _takes_back(
    school: SchoolFolder, safety: str | None, newer: tuple[object, object]
) -> None:
    """The backup made first brings the newer work back, to the last row."""
    assert safety is not None
    restore(school, school.backups / safety)
    assert (rows(school.database), files(school.folder)) == newer


def test_d10_newer_work_is_counted_with_its_dates_and_backed_up_first(
    tmp_path: Path, migrated: Path, proof: Proof
) -> None:
    school = school_folder(tmp_path / "school", migrated)
    backup = packed(school, tmp_path / "x.slobackup")
    school.write(at=LATER)
    school.write(at=LATER + dt.timedelta(days=2))
    lost = look(school, backup).lost
    assert (lost.changes, lost.first, lost.last) == (
        2,
        LATER,
        LATER + dt.timedelta(days=2),
    )
    restore(school, backup)
    safety = Backups(school.folder).all()[0]
    assert safety.manifest.counts["evidence"] == 2
    proof.count("lost", 0)
