"""Backups that leave the computer: encrypted with age, to two keys.

A sealed `.slobackup` is a ZIP of a README, `key.age` (the school's private key behind
the passphrase) and `backup.zip.age` (the plain backup, encrypted to the school's key
and to the recovery key), so that any age tool opens it by hand.
"""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyrage
from pyrage import x25519

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import SEALED
from slo_desktop.storage.backup.frame import check_hash, open_frame
from slo_desktop.storage.backup.keyring import OpeningKey
from slo_desktop.storage.backup.streams import Hashing, Noting, Sink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from slo_desktop.storage.backup.streams import Reads, Writes

CHUNK = 1 << 20
NO_KEY_FITS = "No matching keys found"


def seal(source: Reads, target: Writes, recipients: Sequence[str]) -> None:
    """Encrypt a stream to public keys, each of which has a key that opens it.

    Raises:
        OSError: the disk refused.
    """
    reads, sink = Noting(source), Sink(target)
    readers = [x25519.Recipient.from_str(name) for name in recipients]
    with _true_errors(reads, sink):
        pyrage.encrypt_io(reads, sink, readers)


def unseal(source: Reads, target: Writes, key: str) -> None:
    """Decrypt a stream with an age secret key.

    What is written may be believed only once this has returned.

    Raises:
        BackupRefusedError: the key does not fit, or a byte of it has changed.
        KeyDamagedError: that is no key.
        OSError: the disk refused.
    """
    reads, sink = Noting(source), Sink(target)
    try:
        with _true_errors(reads, sink):
            pyrage.decrypt_io(reads, sink, [OpeningKey.of(key).identity])
    except (pyrage.DecryptError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BackupRefusedError(_why(reads, error), part=SEALED) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise BackupRefusedError(BackupFault.DAMAGED, part=SEALED) from error


def opened_hash(
    path: Path, key: OpeningKey, progress: Callable[[int], None] | None = None
) -> str:
    """SHA-256 of the plain backup inside a sealed file, which is read to its end.

    Raises:
        BackupRefusedError: the key does not fit, or the file is damaged.
    """
    seen = Hashing(progress)
    with path.open("rb") as file, open_frame(file) as bundle:
        check_hash(file)
        with bundle.open(SEALED) as entry:
            unseal(entry, seen, key.secret)
    return seen.sha256


def _why(source: Noting, error: Exception) -> BackupFault:
    """A changed header looks like another's key; the ZIP's own sum tells them apart."""
    if NO_KEY_FITS not in str(error):
        return BackupFault.DAMAGED
    try:
        while source.read(CHUNK):
            pass
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return BackupFault.DAMAGED
    return BackupFault.WRONG_KEY


@contextmanager
def _true_errors(source: Noting, sink: Sink) -> Iterator[None]:
    """What a file refused, and not how the library below retold it."""
    try:
        yield
    except Exception:
        if told := source.error or sink.error:
            raise told from None
        raise
