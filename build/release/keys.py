"""The private keys of a release: two locked files that never lie in the repository.

Runs inside the virtual environment, for `making.py`.
"""

from __future__ import annotations

import base64
import getpass
import os
from typing import TYPE_CHECKING

import pyrage
from nacl.signing import SigningKey

from places import ROOT
from slo_desktop.domain.safety.passphrases import normalised, weakness

if TYPE_CHECKING:
    from pathlib import Path

KEYS = 2
PRIVATE = 0o600


class ReleaseError(Exception):
    """Something is not as a release needs it; nothing was made."""


def make_keys(out: Path, passphrase: str) -> list[str]:
    """Make two pairs of keys; the private halves go into two locked files.

    Args:
        out: a folder outside the repository.
        passphrase: opens both files.

    Returns:
        The public halves, as `assets/updates/keys.json` lists them.

    Raises:
        ReleaseError: the folder or the passphrase will not do.
    """
    if out.resolve().is_relative_to(ROOT):
        message = "Private keys must not lie in the repository: choose a USB stick."
        raise ReleaseError(message)
    if weakness(passphrase):
        message = "This passphrase is too weak: five words that have nothing in common."
        raise ReleaseError(message)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    places = [out / f"slo-desktop-update-key-{n}.age" for n in range(1, KEYS + 1)]
    if there := [place.name for place in places if place.exists()]:
        message = f"A key is there already: {', '.join(there)}"
        raise ReleaseError(message)
    return [_make_key(place, passphrase) for place in places]


def _make_key(place: Path, passphrase: str) -> str:
    """Write a private key, read it back, and give its public half."""
    key = SigningKey.generate()
    locked = pyrage.passphrase.encrypt(key.encode(), normalised(passphrase))
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(locked)
        file.flush()
        os.fsync(file.fileno())
    if open_key(place, passphrase).encode() != key.encode():
        message = f"The disk did not keep this key as it was written: {place.name}"
        raise ReleaseError(message)
    return base64.b64encode(key.verify_key.encode()).decode()


def open_key(place: Path, passphrase: str) -> SigningKey:
    """A private key out of its file.

    Raises:
        ReleaseError: the passphrase does not open it.
    """
    try:
        content = pyrage.passphrase.decrypt(place.read_bytes(), normalised(passphrase))
        return SigningKey(content)
    except (pyrage.DecryptError, ValueError) as error:
        message = f"The passphrase does not open this key: {place.name}"
        raise ReleaseError(message) from error


def ask_passphrase(given: Path | None, *, twice: bool = False) -> str:
    """What locks the private keys, out of a file or from whoever sits here."""
    if given is not None:
        return given.read_text("utf-8").strip()
    typed = getpass.getpass("Passphrase of the keys: ")
    if twice and getpass.getpass("Once more: ") != typed:
        message = "These are two different passphrases."
        raise ReleaseError(message)
    return typed
