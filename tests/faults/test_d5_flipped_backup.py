"""D5: one changed byte in a backup is found, and named, wherever it is."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Kept
from slo_desktop.domain.safety.errors import BackupRefusedError
from slo_desktop.domain.safety.keys import PublicKeys
from slo_desktop.domain.safety.parts import DATABASE, MANIFEST
from slo_desktop.storage.backup.container import check_file, opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey
from tests.faults.proof import Proof
from tests.schools import SchoolFolder, pdf, school_folder

PLACES = 500


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("llun" * 5000), pdf("nodyn"))
    return made


@pytest.fixture
def backup(school: SchoolFolder, tmp_path: Path) -> Kept:
    return school.portable(tmp_path / "a.slobackup")


def found(path: Path) -> str | None:
    """The part that a reader names; None where it finds nothing."""
    try:
        with opened(path) as container:
            container.verify()
    except BackupRefusedError as error:
        return error.part
    return None


def where(path: Path) -> Callable[[int], str]:
    """Which entry the bytes at a place belong to; none for those between."""
    with zipfile.ZipFile(path) as archive:
        spans = [
            (start, start + entry.compress_size, entry.filename)
            for entry in archive.infolist()
            for start in [_begin(path, entry)]
        ]
    return lambda at: next((name for a, b, name in spans if a <= at < b), "")


def _begin(path: Path, entry: zipfile.ZipInfo) -> int:
    with path.open("rb") as file:
        file.seek(entry.header_offset + 26)
        lengths = file.read(4)
    name, extra = lengths[0] + lengths[1] * 256, lengths[2] + lengths[3] * 256
    return entry.header_offset + 30 + name + extra


def test_d5_one_changed_byte_is_found_at_500_places_and_named(
    backup: Kept, proof: Proof
) -> None:
    content, name_at = backup.path.read_bytes(), where(backup.path)
    draw = random.Random(5)  # noqa: S311  the same places in every run
    frame = [at for at in range(len(content)) if not name_at(at)]
    places = draw.sample(range(len(content)), PLACES - 150) + draw.sample(frame, 150)
    named = 0
    for at in places:
        spoilt = bytearray(content)
        spoilt[at] ^= 1 << draw.randrange(8)
        backup.path.write_bytes(spoilt)
        part = found(backup.path)
        assert part is not None, at
        if expected := name_at(at):
            named += 1
            # Of the README, and of bits that unpacking does not need, the hash of the
            # whole file alone tells.
            assert part in {expected, ""}, at
            if expected.startswith("objects/"):
                assert part == expected
    assert named > 100
    proof.count("files", len(places))
    backup.path.write_bytes(content)
    assert found(backup.path) is None


def test_d5_a_damaged_data_file_is_named(backup: Kept) -> None:
    content, name_at = bytearray(backup.path.read_bytes()), where(backup.path)
    at = next(at for at in range(len(content)) if name_at(at) == DATABASE)
    content[at + 2000] ^= 255
    backup.path.write_bytes(content)
    assert found(backup.path) == DATABASE


def test_d5_a_damaged_manifest_is_named(backup: Kept) -> None:
    content, name_at = bytearray(backup.path.read_bytes()), where(backup.path)
    at = next(at for at in range(len(content)) if name_at(at) == MANIFEST)
    content[at + 100] ^= 255
    backup.path.write_bytes(content)
    assert found(backup.path) == MANIFEST


def test_d5_a_file_as_a_whole_can_be_checked_without_opening_it(backup: Kept) -> None:
    check_file(backup.path)
    content = bytearray(backup.path.read_bytes())
    content[-100] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(BackupRefusedError):
        check_file(backup.path)


def test_d5_one_changed_byte_of_a_sealed_backup_is_found_with_and_without_its_key(
    school: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    key, paper = OpeningKey.new(), OpeningKey.new()
    keys = PublicKeys(school=key.public, recovery=paper.public)
    Keyring(school.folder).keep(keys, b"the key, locked")
    kept = school.portable(tmp_path / "sealed.slobackup", sealed=True)
    content, draw = kept.path.read_bytes(), random.Random(6)  # noqa: S311  the same places in every run
    for at in draw.sample(range(len(content)), 100):
        spoilt = bytearray(content)
        spoilt[at] ^= 1 << draw.randrange(8)
        kept.path.write_bytes(spoilt)
        with pytest.raises(BackupRefusedError):
            check_file(kept.path)
        assert _found_inside(kept.path, key, tmp_path) is not None, at
    for length in draw.sample(range(len(content)), 50):
        kept.path.write_bytes(content[:length])
        with pytest.raises(BackupRefusedError):
            check_file(kept.path)
    proof.count("files", 150)
    kept.path.write_bytes(content)
    check_file(kept.path)
    assert _found_inside(kept.path, paper, tmp_path) is None


def _found_inside(path: Path, key: OpeningKey, scratch: Path) -> str | None:
    try:
        with opened(path, key=key.secret, scratch=scratch) as container:
            container.verify()
    except BackupRefusedError as error:
        return error.part
    return None


def test_d5_a_damaged_automatic_backup_is_passed_over_for_an_older_one(
    school: SchoolFolder,
) -> None:
    older = school.backed_up()
    school.write(pdf("arall"))
    newer = school.backed_up()
    content = bytearray(newer.path.read_bytes())
    content[60] ^= 255
    newer.path.write_bytes(content)
    backups = Backups(school.folder)
    assert [one.path for one in backups.all()] == [older.path]
    assert [one.path for one in backups.broken()] == [newer.path]


def test_d5_a_damaged_copy_of_a_file_is_named_and_an_older_copy_is_found(
    school: SchoolFolder, backup: Kept
) -> None:
    kept = school.backed_up()
    part = kept.manifest.objects[0]
    copy = kept.path.parent / part.path
    content = bytearray(copy.read_bytes())
    content[3] ^= 1
    copy.write_bytes(content)
    assert found(kept.path) == part.path
    backups = Backups(school.folder)
    assert backups.open_object(part.sha256) is None
    (school.backups / "brought.slobackup").write_bytes(backup.path.read_bytes())
    file = backups.open_object(part.sha256)
    assert file is not None
    with file:
        assert file.read() == school.object(part.sha256).read_bytes()
