"""The key of a sealed backup, from what a person knows or has on paper."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.papers import PaperFault, PaperKeyError, secret_of
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.backup.container import key_file

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.safety.keys import PublicKeys

SLIPS = frozenset({PaperFault.ROW, PaperFault.WHOLE})
"""As long as a recovery key, of its letters alone, and none: that is no passphrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """What opens a sealed backup; none of it is ever shown.

    Attributes:
        key: an age secret key.
        keys: whom the school seals for; None where the sheet opened it.
        key_file: the school's key behind its passphrase, as the backup carries it.
    """

    key: str = field(repr=False)
    keys: PublicKeys | None = None
    key_file: bytes = field(default=b"", repr=False)


def unlocked(path: Path, typed: str) -> Unlocked:
    """Open a sealed backup with its passphrase or with the recovery sheet.

    A recovery key proves itself, so that nobody has to say which of the two it is.

    Args:
        path: the sealed backup.
        typed: as it was typed, or as it stands in a file.

    Raises:
        BackupRefusedError: it is not a sealed backup of ours.
        WrongPassphraseError: the passphrase does not open it.
        PaperKeyError: it was typed from the sheet, with a slip.
        KeyDamagedError: it was opened and holds no key.
    """
    try:
        return Unlocked(key=secret_of(typed))
    except PaperKeyError as slip:
        if slip.fault in SLIPS:
            raise
    return _by_passphrase(path, typed)


def _by_passphrase(path: Path, passphrase: str) -> Unlocked:
    from slo_desktop.storage.backup.keyring import keys_in  # noqa: PLC0415  loads the encryption

    carried = key_file(path)
    key, keys = keys_in(carried, passphrase)
    return Unlocked(key=key.secret, keys=keys, key_file=carried)


def adopt(data_dir: Path, opened: Unlocked | None) -> None:
    """Go on sealing for the same keys, where a school comes to a new computer."""
    if opened is None or opened.keys is None:
        return
    from slo_desktop.storage.backup.keyring import Keyring  # noqa: PLC0415  loads the encryption

    keyring = Keyring(data_dir)
    if keyring.public() is None:
        keyring.keep(opened.keys, opened.key_file)
