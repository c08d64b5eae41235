from __future__ import annotations

import stat
import sys
import unicodedata
from pathlib import Path

import pytest

from slo_desktop.domain.safety.keys import (
    KeyDamagedError,
    NoKeyError,
    WrongPassphraseError,
)
from slo_desktop.storage.backup import keyring
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, lock, unlock
from tests.keys import MADE, PASSPHRASE, QuickLock, keys


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "by_passphrase", QuickLock)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_passphrase_opens_however_its_circumflexes_are_typed(form: str) -> None:
    typed = unicodedata.normalize(form, f" {PASSPHRASE.replace(' ', '  ')} ")  # type: ignore[arg-type]
    assert unlock(keys().key_file, typed).public == keys().school.public


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(keys().key_file, "ty gwyl mawr ar y bryn")


def test_the_locked_key_is_for_the_passphrase_alone() -> None:
    head = keys().key_file.split(b"\n---")[0].decode("ascii")
    stanzas = [line for line in head.splitlines() if line.startswith("-> ")]
    assert [line.split()[1] for line in stanzas] == ["scrypt"]


def test_a_folder_has_no_key_before_the_set_up(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    assert ring.public() is None
    assert ring.seal() is None
    with pytest.raises(NoKeyError):
        ring.key_file()
    with pytest.raises(NoKeyError):
        ring.change_passphrase("a", "b", today=MADE)


def test_kept_keys_seal_and_hold_no_secret(tmp_path: Path) -> None:
    ring = keys().give_to(tmp_path)
    seal = ring.seal()
    assert seal is not None
    assert ring.public() == keys().public
    assert seal.recipients == (keys().public.school, keys().public.recovery)
    assert seal.key_file == keys().key_file
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (keys().school.secret, keys().recovery.secret):
        assert secret.encode() not in on_disk
        assert secret.lower().encode() not in on_disk


@pytest.mark.skipif(sys.platform == "win32", reason="file modes")
def test_nobody_else_on_the_computer_reads_the_key(tmp_path: Path) -> None:
    keys().give_to(tmp_path)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", [b"", b"\xff", b"age1x\nage1y\n", b"# nothing\n"])
def test_recipients_that_make_no_sense_are_not_taken_for_none(
    tmp_path: Path, text: bytes
) -> None:
    ring = keys().give_to(tmp_path)
    ring.recipients_path.write_bytes(text)
    with pytest.raises(KeyDamagedError):
        ring.public()


def test_a_key_without_its_locked_half_is_damage(tmp_path: Path) -> None:
    ring = keys().give_to(tmp_path)
    ring.key_path.unlink()
    with pytest.raises(KeyDamagedError):
        ring.seal()


@pytest.mark.usefixtures("quick")
def test_another_passphrase_locks_the_same_key(tmp_path: Path) -> None:
    locked = lock(
        keys().school, "hen eiriau", recovery=keys().recovery.public, made=MADE
    )
    ring = Keyring(tmp_path)
    ring.keep(keys().public, locked)
    with pytest.raises(WrongPassphraseError):
        ring.change_passphrase("anghywir", "geiriau newydd", today=MADE)
    assert ring.key_file() == locked
    ring.change_passphrase("hen eiriau", "geiriau newydd", today=MADE)
    assert unlock(ring.key_file(), "geiriau newydd").secret == keys().school.secret
    assert unlock(locked, "hen eiriau").secret == keys().school.secret
    assert ring.public() == keys().public


@pytest.mark.usefixtures("quick")
def test_a_new_computer_takes_the_keys_of_a_backup_over(tmp_path: Path) -> None:
    locked = lock(keys().school, "geiriau", recovery=keys().recovery.public, made=MADE)
    ring = Keyring(tmp_path)
    assert ring.adopt(locked, " geiriau ") == keys().public
    assert ring.public() == keys().public
    assert ring.key_file() == locked


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"# recovery: age1x\n",
        b"AGE-SECRET-KEY-1QQ\n",
        b"\xff",
        b"{secret}\n",
        b"{secret}\n{secret}\n",
        b"# recovery: nobody\n{secret}\n",
    ],
)
def test_a_locked_file_that_holds_no_key_is_refused(
    tmp_path: Path, inside: bytes
) -> None:
    secret = keys().school.secret.encode()
    locked = QuickLock.encrypt(inside.replace(b"{secret}", secret), "geiriau")
    with pytest.raises(KeyDamagedError):
        Keyring(tmp_path).adopt(locked, "geiriau")
    assert list(tmp_path.iterdir()) == []


def test_a_new_key_keeps_the_old_locked_one_beside(tmp_path: Path) -> None:
    ring = keys().give_to(tmp_path)
    for _again in range(2):
        ring.keep(keys().public, b"new")
    assert ring.key_file() == b"new"
    assert (tmp_path / "key-1.age").read_bytes() == keys().key_file
    assert (tmp_path / "key-2.age").read_bytes() == b"new"


def test_a_key_never_shows_itself() -> None:
    assert "AGE-SECRET" not in f"{keys().school!r} {keys().school}"
    with pytest.raises(KeyDamagedError):
        OpeningKey.of("AGE-SECRET-KEY-1QQQQ")
