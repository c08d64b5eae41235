"""One pair of keys for the whole run: a passphrase must be slow, a test need not be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from slo_desktop.domain.safety.keys import PublicKeys, WrongPassphraseError
from slo_desktop.storage.backup.keyring import Keyring, OpeningKey, lock

PASSPHRASE = "tŷ gŵyl mawr ar y bryn"
MADE = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class Keys:
    """What a school has once its key is set up."""

    school: OpeningKey
    recovery: OpeningKey
    key_file: bytes

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(school=self.school.public, recovery=self.recovery.public)

    def give_to(self, folder: Path) -> Keyring:
        ring = Keyring(folder)
        ring.keep(self.public, self.key_file)
        return ring


@cache
def keys() -> Keys:
    school, recovery = OpeningKey.new(), OpeningKey.new()
    locked = lock(school, PASSPHRASE, recovery=recovery.public, made=MADE)
    return Keys(school, recovery, locked)


class QuickLock:
    """Stands in for the slow passphrase, where only its place in the work matters."""

    @staticmethod
    def encrypt(plain: bytes, passphrase: str) -> bytes:
        return passphrase.encode() + b"\0" + plain

    @staticmethod
    def decrypt(locked: bytes, passphrase: str) -> bytes:
        found, _, plain = locked.partition(b"\0")
        if found != passphrase.encode():
            raise WrongPassphraseError
        return plain
