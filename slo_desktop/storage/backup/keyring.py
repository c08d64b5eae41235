"""The school's keys: a private one behind the passphrase, and the public ones.

`key.age` is an age identity file, encrypted with the passphrase alone: a passphrase
must be the only recipient of what it opens. `recipients.txt` names who can open a
sealed backup, in the form that `age -R` takes. The private recovery key is nowhere but
on the printed sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyrage
from pyrage import x25519

from slo_desktop.domain.safety.backups import Seal
from slo_desktop.domain.safety.keys import (
    KeyDamagedError,
    NoKeyError,
    PublicKeys,
)
from slo_desktop.domain.safety.passphrases import normalised
from slo_desktop.storage.backup import slow_lock as by_passphrase
from slo_desktop.storage.files import write_atomically

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

KEY_FILE = "key.age"
RECIPIENTS = "recipients.txt"
KEY_BYTES = 1 << 16
RECOVERY = "# recovery: "
COMMENT = "#"


class OpeningKey:
    """A private key, which never shows itself by accident."""

    __slots__ = ("identity",)

    def __init__(self, identity: x25519.Identity) -> None:
        self.identity = identity

    def __repr__(self) -> str:
        """Nothing of the key."""
        return "OpeningKey(…)"

    @classmethod
    def new(cls) -> OpeningKey:
        """A key that nobody has yet."""
        return cls(x25519.Identity.generate())

    @classmethod
    def of(cls, secret: str) -> OpeningKey:
        """The key of an age identity.

        Raises:
            KeyDamagedError: the text is none.
        """
        try:
            return cls(x25519.Identity.from_str(secret))
        except pyrage.IdentityError as error:
            raise KeyDamagedError from error

    @property
    def public(self) -> str:
        """Whoever has this can seal for the key, and open nothing."""
        return str(self.identity.to_public())

    @property
    def secret(self) -> str:
        """The age identity itself: for the printed sheet and the locked file only."""
        return str(self.identity)


def lock(key: OpeningKey, passphrase: str, *, recovery: str, made: dt.date) -> bytes:
    """A key file that only the passphrase opens.

    Args:
        key: the school's private key.
        passphrase: as it was typed.
        recovery: the public recovery key, so that a new computer knows it again.
        made: the day the key was made.

    Raises:
        LockFailedError: the computer could not do it now.
    """
    text = (
        f"# SLO Desktop, {made.isoformat()}\n"
        f"# public key: {key.public}\n"
        f"{RECOVERY}{recovery}\n"
        f"{key.secret}\n"
    )
    return by_passphrase.encrypt(text.encode(), normalised(passphrase))


def unlock(key_file: bytes, passphrase: str) -> OpeningKey:
    """The private key of a key file.

    Raises:
        WrongPassphraseError: the passphrase does not open it.
        KeyDamagedError: it was opened and holds no key.
        LockFailedError: the computer could not do it now.
    """
    return OpeningKey.of(_opened(key_file, passphrase)[0])


def keys_in(key_file: bytes, passphrase: str) -> tuple[OpeningKey, PublicKeys]:
    """The private key of a key file, and whom its school seals for.

    Raises:
        WrongPassphraseError: the passphrase does not open it.
        KeyDamagedError: it was opened and makes no sense.
    """
    secret, comments = _opened(key_file, passphrase)
    recovery = [c for c in comments if c.startswith(RECOVERY)]
    if len(recovery) != 1:
        raise KeyDamagedError
    key = OpeningKey.of(secret)
    keys = PublicKeys(school=key.public, recovery=recovery[0].removeprefix(RECOVERY))
    if not _is_public(keys.recovery):
        raise KeyDamagedError
    return key, keys


def _opened(key_file: bytes, passphrase: str) -> tuple[str, list[str]]:
    """The identity of a key file, and the comments above it."""
    try:
        text = by_passphrase.decrypt(key_file, normalised(passphrase)).decode()
    except UnicodeDecodeError as error:
        raise KeyDamagedError from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    secrets = [line for line in lines if not line.startswith(COMMENT)]
    if len(secrets) != 1:
        raise KeyDamagedError
    return secrets[0], [line for line in lines if line.startswith(COMMENT)]


class Keyring:
    """The keys of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.key_path = data_dir / KEY_FILE
        self.recipients_path = data_dir / RECIPIENTS

    def public(self) -> PublicKeys | None:
        """Whom backups are sealed for; None before the key was set up.

        Raises:
            KeyDamagedError: the files are there and make no sense.
        """
        try:
            text = self.recipients_path.read_text(encoding="ascii")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise KeyDamagedError from error
        lines = [line.strip() for line in text.splitlines()]
        found = [line for line in lines if line and not line.startswith(COMMENT)]
        if len(found) != 2 or not all(map(_is_public, found)):  # noqa: PLR2004  a pair
            raise KeyDamagedError
        return PublicKeys(school=found[0], recovery=found[1])

    def key_file(self) -> bytes:
        """The locked private key, as it goes into every sealed backup.

        Raises:
            NoKeyError: there is none.
        """
        try:
            return self.key_path.read_bytes()
        except FileNotFoundError as error:
            raise NoKeyError from error

    def seal(self) -> Seal | None:
        """What it takes to encrypt a backup; None before the key was set up.

        Raises:
            KeyDamagedError: a part of the key is missing or makes no sense.
        """
        keys = self.public()
        if keys is None:
            return None
        try:
            key_file = self.key_file()
        except NoKeyError as error:
            raise KeyDamagedError from error
        return Seal(recipients=(keys.school, keys.recovery), key_file=key_file)

    def keep(self, keys: PublicKeys, key_file: bytes) -> None:
        """Use these keys from now on.

        A locked key that was here before is kept beside: old backups hold it as well.
        """
        if self.key_path.exists():
            self.key_path.replace(_free(self.key_path))
        write_atomically(self.key_path, key_file, private=True)
        text = f"# school\n{keys.school}\n# recovery\n{keys.recovery}\n"
        write_atomically(self.recipients_path, text.encode(), private=True)

    def adopt(self, key_file: bytes, passphrase: str) -> PublicKeys:
        """Take over the keys of a sealed backup, on a new computer.

        Raises:
            WrongPassphraseError: the passphrase does not open them.
            KeyDamagedError: they make no sense.
        """
        keys = keys_in(key_file, passphrase)[1]
        self.keep(keys, key_file)
        return keys

    def change_passphrase(self, old: str, new: str, *, today: dt.date) -> None:
        """Lock the same private key with another passphrase.

        Backups made before keep the key as it was locked then: they open with the
        passphrase of their day, or with the sheet.

        Raises:
            WrongPassphraseError: the old passphrase does not open it.
            NoKeyError: there is no key yet.
        """
        keys = self.public()
        if keys is None:
            raise NoKeyError
        key = unlock(self.key_file(), old)
        locked = lock(key, new, recovery=keys.recovery, made=today)
        write_atomically(self.key_path, locked, private=True)


def _is_public(text: str) -> bool:
    try:
        x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def _free(path: Path) -> Path:
    """A name beside that nothing has yet."""
    number = 1
    while (place := path.with_name(f"key-{number}.age")).exists():
        number += 1
    return place
