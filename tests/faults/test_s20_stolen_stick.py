"""A stick with a sealed backup is stolen, or comes back damaged (SAFETY.md, S20)."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.keys import WrongPassphraseError
from slo_desktop.domain.safety.papers import rows_of
from slo_desktop.domain.safety.parts import DATABASE, KEY, README, SEALED
from slo_desktop.services.safety.unlocking import unlocked
from slo_desktop.storage.backup.container import check_file, opened, read_manifest
from slo_desktop.storage.backup.keyring import OpeningKey
from slo_desktop.storage.backup.making import make
from tests.faults.proof import Proof
from tests.keys import PASSPHRASE, keys
from tests.schools import NOW, SchoolFolder, pdf, school_folder

CANARIES = (b"Gwenllian Heulwen Canary", b"Ysgol y Bryn", b"Hill School")
FLIPS = 200
CUTS = 60
SEED = 20


@pytest.fixture(scope="session")
def stolen(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """The file on the stick, of a school with a name nobody may read."""
    folder = tmp_path_factory.mktemp("s20")
    school = school_folder(folder / "ysgol", migrated)
    school.write(pdf(CANARIES[0].decode()), note=CANARIES[0].decode())
    keys().give_to(school.folder)
    return make(
        school.folder,
        school.database,
        reason=Reason.CLOSING,
        now=NOW,
        target=folder / "usb" / "copy.slobackup",
        inside=True,
        sealed=True,
    ).path


def database_in(path: Path, key: str, scratch: Path) -> bytes:
    """The data file of a backup, as it comes back."""
    target = scratch / "back.sqlite"
    with opened(path, key=key, scratch=scratch) as container:
        container.extract(container.manifest.database, target)
        for part in container.manifest.objects:
            assert b"".join(container.chunks(part))
    content = target.read_bytes()
    target.unlink()
    return content


def test_s20_nothing_of_the_school_can_be_read_off_the_stick(stolen: Path) -> None:
    content = stolen.read_bytes()
    with zipfile.ZipFile(stolen) as bundle:
        assert set(bundle.namelist()) == {README, KEY, SEALED}
        readme = bundle.read(README)
    for name in CANARIES:
        assert name not in content
        assert name.lower() not in readme.lower()
    assert b"SQLite format 3" not in content
    with pytest.raises(BackupRefusedError) as caught:
        read_manifest(stolen)
    assert caught.value.fault is BackupFault.LOCKED


def test_s20_the_passphrase_opens_it_on_any_keyboard(
    stolen: Path, tmp_path: Path
) -> None:
    typed = unicodedata.normalize("NFD", f"  {PASSPHRASE} ")
    content = database_in(stolen, unlocked(stolen, typed).key, tmp_path)
    assert CANARIES[0] in content


def test_s20_the_recovery_sheet_opens_it(stolen: Path, tmp_path: Path) -> None:
    rows = rows_of(keys().recovery.secret)
    typed = "\n".join(f"{' '.join(r.groups)} {r.check}".lower() for r in rows)
    content = database_in(stolen, unlocked(stolen, typed).key, tmp_path)
    assert CANARIES[0] in content


def test_s20_neither_another_passphrase_nor_another_sheet_opens_it(
    stolen: Path, tmp_path: Path
) -> None:
    with pytest.raises(WrongPassphraseError):
        unlocked(stolen, PASSPHRASE.upper())
    other = unlocked(stolen, OpeningKey.new().secret).key
    with pytest.raises(BackupRefusedError) as caught:
        database_in(stolen, other, tmp_path)
    assert caught.value.fault is BackupFault.WRONG_KEY


def spoiled(content: bytes) -> Iterator[bytes]:
    """The file with one bit turned, at places spread over all of it."""
    chance = random.Random(SEED)  # noqa: S311  the same places every time
    step = len(content) / FLIPS
    for number in range(FLIPS):
        place = min(int(step * (number + chance.random())), len(content) - 1)
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def test_s20_d5_a_bit_that_turned_on_the_stick_is_noticed(
    stolen: Path, tmp_path: Path, proof: Proof
) -> None:
    place = tmp_path / "back.slobackup"
    for content in spoiled(stolen.read_bytes()):
        place.write_bytes(content)
        with pytest.raises(BackupRefusedError):
            check_file(place)
        with pytest.raises(BackupRefusedError):
            refuse_or_open(place, tmp_path)
    proof.count("files", FLIPS)


def refuse_or_open(place: Path, scratch: Path) -> None:
    """Open a file with the right key and read it all, as a restore does."""
    check_file(place)
    database_in(place, keys().recovery.secret, scratch)


def test_s20_d6_a_file_that_was_cut_off_is_refused(
    stolen: Path, tmp_path: Path, proof: Proof
) -> None:
    content, place = stolen.read_bytes(), tmp_path / "back.slobackup"
    for number in range(CUTS):
        place.write_bytes(content[: len(content) * number // CUTS])
        with pytest.raises(BackupRefusedError):
            database_in(place, keys().recovery.secret, tmp_path)
    proof.count("files", CUTS)


def test_s20_a_key_file_of_another_school_does_not_help_a_thief(
    stolen: Path, tmp_path: Path
) -> None:
    own = OpeningKey.new()
    forged = tmp_path / "forged.slobackup"
    with zipfile.ZipFile(stolen) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    with zipfile.ZipFile(forged, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, b"not a key" if name == KEY else content)
    with pytest.raises(BackupRefusedError):
        database_in(forged, own.secret, tmp_path)


@pytest.mark.skipif(not shutil.which("age"), reason="needs the tool age")
def test_s20_any_age_tool_opens_it_by_hand(stolen: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(stolen) as bundle:
        bundle.extract(SEALED, tmp_path)
    (tmp_path / "key.txt").write_text(f"{keys().recovery.secret}\n")
    done = subprocess.run(
        ["age", "-d", "-i", "key.txt", SEALED],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as plain:
        assert plain.read(DATABASE).startswith(b"SQLite format 3")


def test_s20_the_stick_never_holds_a_plain_copy_even_for_a_moment(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = SchoolFolder(school_folder(tmp_path / "ysgol", migrated).folder)
    school.write(note=CANARIES[0].decode())
    keys().give_to(school.folder)
    stick = tmp_path / "usb"
    stick.mkdir()
    seen: set[str] = set()

    def look(_done: int, _total: int) -> None:
        for path in stick.iterdir():
            seen.add(path.name)
            assert CANARIES[0] not in path.read_bytes()

    make(
        school.folder,
        school.database,
        reason=Reason.ASKED,
        now=NOW,
        target=stick / "copy.slobackup",
        inside=True,
        sealed=True,
        progress=look,
    )
    assert {path.name for path in stick.iterdir()} == {"copy.slobackup"}
    assert list((school.folder / "backups").rglob("school.sqlite")) == []
