"""The keys that this program knows: an update signed with one of them is ours.

There are two, so that a lost one can be replaced: the other signs the release that
brings a new pair.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.domain.foreign_json import parsed_object
from slo_desktop.domain.updates import (
    KEY_ID_LETTERS,
    PublicKey,
    UpdateFault,
    UpdateRefusedError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEY_BYTES, SIGNATURE_BYTES = 32, 64
SIGNED_BYTES = KEY_ID_LETTERS + 1 + 88 + 1
"""Length of a signature as it is written: the key's name, a space, base64, an end."""


def place() -> Path:
    """The file that lists the keys; its list is empty in a source without releases."""
    return paths.assets() / "updates" / "keys.json"


def built_in_keys() -> tuple[PublicKey, ...]:
    """The keys that came with the program.

    None where their file is gone or not as its makers left it: then no update is
    accepted, which is the safe side.
    """
    try:
        listed = parsed_object(place().read_text("utf-8"))["keys"]
        contents = [base64.b64decode(text, validate=True) for text in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    if any(len(content) != KEY_BYTES for content in contents):
        return ()
    return tuple(
        PublicKey(number=number, content=content)
        for number, content in enumerate(contents, start=1)
    )


def written(key_id: str, signature: bytes) -> bytes:
    """A signature as an update carries it."""
    return f"{key_id} {base64.b64encode(signature).decode()}\n".encode()


def signer_of(content: bytes, signed: bytes, keys: Sequence[PublicKey]) -> PublicKey:
    """The key that signed something.

    Args:
        content: what was signed, to the last byte.
        signed: the signature as it is written.
        keys: those that are believed.

    Raises:
        UpdateRefusedError: none of them did.
    """
    if not keys:
        raise UpdateRefusedError(UpdateFault.NO_KEYS)
    name, signature = _parted(signed)
    key = next((key for key in keys if key.id == name), None)
    if key is None:
        raise UpdateRefusedError(UpdateFault.UNKNOWN_KEY)
    # Loaded only for an update: the window must be there at once.
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        VerifyKey(key.content).verify(content, signature)
    except BadSignatureError as error:
        raise UpdateRefusedError(UpdateFault.CHANGED) from error
    return key


def _parted(signed: bytes) -> tuple[str, bytes]:
    """The name of the key and the signature itself, written in the one way there is."""
    if not signed.strip():
        raise UpdateRefusedError(UpdateFault.NOT_SIGNED)
    name, _, text = signed.partition(b" ")
    try:
        signature = base64.b64decode(text.removesuffix(b"\n"), validate=True)
        told = name.decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise UpdateRefusedError(UpdateFault.DAMAGED) from error
    if len(signature) != SIGNATURE_BYTES or written(told, signature) != signed:
        raise UpdateRefusedError(UpdateFault.DAMAGED)
    return told, signature
