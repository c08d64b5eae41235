from __future__ import annotations

import errno
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.keys import KeyDamagedError
from slo_desktop.storage.backup.keyring import OpeningKey
from slo_desktop.storage.backup.sealing import seal, unseal
from tests.keys import keys

PIECE = 64 * 1024
"""age encrypts in pieces of this size, each with a proof of its own."""


def sealed(plain: bytes) -> bytes:
    target = io.BytesIO()
    public = keys().public
    seal(io.BytesIO(plain), target, (public.school, public.recovery))
    return target.getvalue()


def opened(content: bytes, key: OpeningKey) -> bytes:
    target = io.BytesIO()
    unseal(io.BytesIO(content), target, key.secret)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7])
def test_either_key_opens_and_no_other(size: int) -> None:
    plain = os.urandom(size)
    content = sealed(plain)
    assert opened(content, keys().school) == plain
    assert opened(content, keys().recovery) == plain
    with pytest.raises(BackupRefusedError) as caught:
        opened(content, OpeningKey.new())
    assert caught.value.fault is BackupFault.WRONG_KEY


def test_nothing_of_the_plain_text_shows() -> None:
    plain = b"Mair Eira, blwyddyn 4" * 5000
    content = sealed(plain)
    assert b"Eira" not in content
    assert sealed(plain) != content


CONTENT = b"".join(bytes([n % 251]) * 997 for n in range(150))


@settings(deadline=None, max_examples=60)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_refused(place: float, bit: int) -> None:
    content = bytearray(sealed(CONTENT))
    content[int(place * len(content))] ^= 1 << bit
    with pytest.raises(BackupRefusedError) as caught:
        opened(bytes(content), keys().school)
    assert caught.value.fault in {BackupFault.DAMAGED, BackupFault.WRONG_KEY}


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 1, exclude_max=True))
def test_an_end_that_is_missing_is_refused(length: float) -> None:
    content = sealed(CONTENT)
    with pytest.raises(BackupRefusedError):
        opened(content[: int(length * len(content))], keys().school)


def test_something_added_at_the_end_is_refused() -> None:
    with pytest.raises(BackupRefusedError):
        opened(sealed(b"x" * PIECE) + b"\0", keys().school)


def test_what_is_no_key_is_not_tried() -> None:
    with pytest.raises(KeyDamagedError):
        unseal(io.BytesIO(sealed(b"x")), io.BytesIO(), "not a key")


class Full(io.BytesIO):
    """A disk that is full."""

    def write(self, data: object) -> int:  # noqa: ARG002  it takes nothing
        raise OSError(errno.ENOSPC, "full")


class Gone(io.BytesIO):
    """A stick that was pulled out."""

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002  it gives nothing
        raise OSError(errno.EIO, "gone")


def test_what_the_disk_said_is_not_retold_as_another_fault() -> None:
    public = keys().public
    with pytest.raises(OSError, match="full") as full:
        seal(io.BytesIO(b"x" * PIECE), Full(), (public.school,))
    assert full.value.errno == errno.ENOSPC
    with pytest.raises(OSError, match="gone") as gone:
        seal(Gone(), io.BytesIO(), (public.school,))
    assert gone.value.errno == errno.EIO
    with pytest.raises(OSError, match="full"):
        unseal(io.BytesIO(sealed(b"x" * PIECE)), Full(), keys().school.secret)
    with pytest.raises(OSError, match="gone"):
        unseal(Gone(), io.BytesIO(), keys().school.secret)
