"""D6, D7: a file that is no good backup is refused before anything is touched."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from slo_desktop.domain.safety.errors import BackupFault
from slo_desktop.domain.safety.parts import (
    DATABASE,
    KEY,
    MANIFEST,
    README,
    SEALED,
)
from slo_desktop.storage.backup.container import (
    check_file,
    is_sealed,
    opened,
    read_manifest,
)
from tests.faults.forging import (
    DAMAGED,
    MISSING,
    OBJECT,
    PLACE,
    TOO_LARGE,
    UNEXPECTED,
    Entry,
    ended,
    forged,
    manifest,
    part,
    plain,
    refusal,
)
from tests.faults.forging import SCHOOL as DATA
from tests.faults.proof import Proof
from tests.schools import school_folder


def test_a_small_backup_that_is_right_is_read(tmp_path: Path) -> None:
    path = forged(tmp_path / "a.slobackup", plain())
    with opened(path) as container:
        container.verify()
        container.extract(container.manifest.database, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == DATA


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", BackupFault.NOT_A_BACKUP),
        (b"PK", BackupFault.NOT_A_BACKUP),
        (b"A letter to the governors", BackupFault.NOT_A_BACKUP),
        (b"SQLite format 3\0" * 100, BackupFault.NOT_A_BACKUP),
        (bytes(100_000), BackupFault.NOT_A_BACKUP),
        (b"PK\x03\x04", BackupFault.TRUNCATED),
        (b"PK\x03\x04" + bytes(100_000), BackupFault.TRUNCATED),
    ],
)
def test_d6_another_file_is_not_a_backup(
    tmp_path: Path, content: bytes, fault: BackupFault
) -> None:
    path = tmp_path / "a.slobackup"
    path.write_bytes(content)
    assert refusal(path).fault is fault


def test_d6_a_zip_of_another_program_is_not_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.slobackup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    assert refusal(path).fault is BackupFault.NOT_A_BACKUP


def test_d6_a_backup_cut_off_anywhere_is_refused(
    tmp_path: Path, migrated: Path, proof: Proof
) -> None:
    school = school_folder(tmp_path / "ysgol", migrated)
    kept = school.portable(tmp_path / "usb" / "a.slobackup")
    content = kept.path.read_bytes()
    lengths = sorted({*range(0, len(content), len(content) // 100), len(content) - 1})
    for length in lengths:
        kept.path.write_bytes(content[:length])
        assert refusal(kept.path).fault in {
            BackupFault.NOT_A_BACKUP,
            BackupFault.TRUNCATED,
            BackupFault.DAMAGED,
        }
    proof.count("files", len(lengths))


def test_d6_anything_behind_the_end_is_refused(tmp_path: Path) -> None:
    path = forged(tmp_path / "a.slobackup", plain())
    for more in (b"\0", b"more", path.read_bytes()):
        whole = tmp_path / "b.slobackup"
        whole.write_bytes(path.read_bytes() + more)
        assert refusal(whole).fault in {BackupFault.TRUNCATED, BackupFault.DAMAGED}


def test_d6_anything_before_the_beginning_is_refused(tmp_path: Path) -> None:
    path = forged(tmp_path / "a.slobackup", plain())
    for before in (b"MZ", b"PK\x03\x04" + bytes(60)):
        path.write_bytes(ended(before + path.read_bytes()))
        assert refusal(path).fault in {BackupFault.NOT_A_BACKUP, BackupFault.DAMAGED}


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("objects/ab/" + "c" * 62)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def device() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("editions/a")
    entry.external_attr = (stat.S_IFCHR | 0o666) << 16
    return entry


WITH_OBJECT = manifest(part(DATABASE, DATA), part(PLACE, OBJECT))
MADE_UP: dict[str, tuple[list[Entry], BackupFault, str | None]] = {
    "an extra file": (plain(("notes.txt", b"")), UNEXPECTED, "notes.txt"),
    "zip slip": (plain(("../../up", b"")), UNEXPECTED, "../../up"),
    "absolute": (plain(("/etc/cron.d/x", b"")), UNEXPECTED, "/etc/cron.d/x"),
    "drive": (plain(("C:/x", b"")), UNEXPECTED, "C:/x"),
    "share": (plain(("//server/x", b"")), UNEXPECTED, "//server/x"),
    "stream": (plain(("a:b", b"")), UNEXPECTED, "a:b"),
    "device name": (plain(("editions/CON", b"")), UNEXPECTED, "editions/CON"),
    "folder": (plain(("editions/", b"")), UNEXPECTED, "editions/"),
    "link": (plain((link(), b"/etc/passwd")), UNEXPECTED, None),
    "device": (plain((device(), b"")), UNEXPECTED, "editions/a"),
    "twice": (plain((DATABASE, DATA)), UNEXPECTED, DATABASE),
    "twice, in capitals": (plain((DATABASE.upper(), DATA)), UNEXPECTED, None),
    "a backup in a backup": (plain(("a.slobackup", b"PK")), UNEXPECTED, "a.slobackup"),
    "not listed": (plain((PLACE, OBJECT)), UNEXPECTED, PLACE),
    "listed only": (plain(told=WITH_OBJECT), MISSING, PLACE),
    "no manifest": (plain()[1:], MISSING, MANIFEST),
    "manifest not first": (plain()[::-1], MISSING, MANIFEST),
    "no README": ([plain()[0], plain()[2]], MISSING, README),
    "no data file": (plain()[:2], MISSING, DATABASE),
    "empty manifest": (plain(told=b""), DAMAGED, MANIFEST),
    "another size": (
        plain(told=manifest(part(DATABASE, DATA[:-1]))),
        DAMAGED,
        DATABASE,
    ),
    "another hash": (
        plain(told=manifest(part(DATABASE, b"x" + DATA[1:]))),
        DAMAGED,
        DATABASE,
    ),
    "nothing at all but a README": ([(README, b"")], MISSING, MANIFEST),
    "half sealed": ([(README, b""), (SEALED, b"age")], MISSING, KEY),
    "sealed and plain": (
        [*plain(), (KEY, b""), (SEALED, b"age")],
        UNEXPECTED,
        None,
    ),
    "a great README": (
        [plain()[0], (README, bytes(1 << 20)), plain()[2]],
        TOO_LARGE,
        README,
    ),
    "a great key": (
        [(README, b""), (KEY, bytes(1 << 20)), (SEALED, b"age")],
        TOO_LARGE,
        KEY,
    ),
}


@pytest.mark.parametrize("name", MADE_UP)
def test_d6_s12_a_made_up_backup_is_refused_and_the_part_is_named(
    tmp_path: Path, name: str, proof: Proof
) -> None:
    entries, fault, part_named = MADE_UP[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_a, **_k: None)  # of doubles
        path = forged(tmp_path / "a.slobackup", entries)
    error = refusal(path)
    assert error.fault is fault
    assert part_named is None or error.part == part_named
    proof.count("files")


def test_d7_a_newer_form_is_refused_with_both_versions(
    tmp_path: Path, proof: Proof
) -> None:
    inner = forged(tmp_path / "a.slobackup", plain(told=manifest(format=2)))
    outer = forged(tmp_path / "b.slobackup", plain(), mark=b"slobackup/2 sha256:")
    for path in (inner, outer):
        error = refusal(path)
        assert error.fault is BackupFault.NEWER_FORMAT
        assert (error.facts["found"], error.facts["known"]) == (2, 1)
    proof.count("files", 2)


def test_d7_a_newer_data_file_is_told_before_it_is_unpacked(tmp_path: Path) -> None:
    path = forged(tmp_path / "a.slobackup", plain(told=manifest(schema=99)))
    assert read_manifest(path).schema == 99


def test_a_sealed_backup_is_locked_without_its_key(tmp_path: Path) -> None:
    entries = [(README, b""), (KEY, b"locked"), (SEALED, b"age-encryption.org/v1")]
    path = forged(tmp_path / "a.slobackup", entries)
    assert is_sealed(path)
    check_file(path)
    assert refusal(path).fault is BackupFault.LOCKED
