"""S12: an archive made to do harm is refused, quickly, and nothing is written."""

from __future__ import annotations

import random
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slo_desktop.domain.safety.errors import BackupFault, BackupRefusedError
from slo_desktop.domain.safety.parts import (
    DATABASE,
    MANIFEST,
    MOST_PARTS,
    README,
)
from slo_desktop.storage.backup.container import (
    opened,
)
from slo_desktop.storage.backup.frame import HASH_BYTES, MARK, START
from tests.faults.forging import (
    DAMAGED,
    MISSING,
    OBJECT,
    PLACE,
    TOO_LARGE,
    UNEXPECTED,
    ended,
    forged,
    manifest,
    part,
    plain,
    refusal,
)
from tests.faults.forging import SCHOOL as DATA
from tests.faults.proof import Proof


def test_s12_a_small_file_that_grows_without_end_is_refused(
    tmp_path: Path, proof: Proof
) -> None:
    bomb = bytes(50 << 20)
    told = manifest(part(DATABASE, bomb))
    entries = [(MANIFEST, told), (README, b""), (DATABASE, bomb)]
    path = forged(tmp_path / "a.slobackup", entries, packed=True)
    assert path.stat().st_size < 60_000
    error = refusal(path)
    assert (error.fault, error.part) == (TOO_LARGE, DATABASE)
    proof.count("files")


def test_s12_a_manifest_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    entries = plain(told=b" " * (64 << 20))
    path = forged(tmp_path / "a.slobackup", entries, packed=True)
    tracemalloc.start()
    assert refusal(path).fault is TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 80 << 20
    tracemalloc.stop()


def test_s12_more_entries_than_any_school_has_are_refused_unread(
    tmp_path: Path, proof: Proof
) -> None:
    path = tmp_path / "a.slobackup"
    entries = [(f"{n}", b"") for n in range(100_000)]
    forged(path, [*plain(), *entries])
    tracemalloc.start()
    error = refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert error.fault is TOO_LARGE
    assert error.facts["limit"] >= MOST_PARTS
    proof.count("files")


def rewritten(path: Path, change: Callable[[bytearray], None]) -> Path:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(ended(bytes(content)))
    return path


def test_s12_lying_sizes_are_found_out(tmp_path: Path, proof: Proof) -> None:
    """The list at the end says one thing, the entry itself another."""

    def lie(content: bytearray) -> None:
        central = content.rindex(b"PK\x01\x02")
        struct.pack_into("<II", content, central + 20, 1 << 20, 1 << 20)

    path = rewritten(forged(tmp_path / "a.slobackup", plain()), lie)
    assert refusal(path).fault in {UNEXPECTED, DAMAGED}

    def lie_about_entries(content: bytearray) -> None:
        end = content.rindex(START)
        struct.pack_into("<HH", content, end + 8, 60_000, 60_000)

    path = rewritten(forged(tmp_path / "b.slobackup", plain()), lie_about_entries)
    refused = refusal(path) if not _opens(path) else None
    assert refused is None or refused.fault in {UNEXPECTED, DAMAGED, TOO_LARGE}
    proof.count("files", 2)


def _opens(path: Path) -> bool:
    """Whether what is read is right all the same: the number is only a hint."""
    try:
        with opened(path) as container:
            container.verify()
            return container.manifest.database.size == len(DATA)
    except BackupRefusedError:
        return False


def test_s12_entries_that_share_bytes_are_refused(tmp_path: Path) -> None:
    """A bomb whose parts are the same bytes again and again."""

    def overlap(content: bytearray) -> None:
        first = content.index(b"PK\x01\x02")
        second = content.index(b"PK\x01\x02", first + 4)
        (offset,) = struct.unpack_from("<I", content, second + 42)
        third = content.index(b"PK\x01\x02", second + 4)
        struct.pack_into("<I", content, third + 42, offset)

    path = rewritten(forged(tmp_path / "a.slobackup", plain()), overlap)
    assert refusal(path).fault in {UNEXPECTED, DAMAGED}


def test_s12_an_encrypted_zip_is_not_ours(tmp_path: Path) -> None:
    def encrypt(content: bytearray) -> None:
        central = content.rindex(b"PK\x01\x02")
        content[central + 8] |= 1

    path = rewritten(forged(tmp_path / "a.slobackup", plain()), encrypt)
    assert refusal(path).fault is UNEXPECTED


def test_s12_nothing_is_ever_written_over_or_through_a_link(tmp_path: Path) -> None:
    path = forged(tmp_path / "a.slobackup", plain())
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (tmp_path / "link").symlink_to(precious)
    with opened(path) as container:
        for target in (precious, tmp_path / "link"):
            with pytest.raises(FileExistsError):
                container.extract(container.manifest.database, target)
    assert precious.read_bytes() == b"mine"


def test_s12_a_part_that_is_wrong_leaves_nothing(tmp_path: Path) -> None:
    told = manifest(part(DATABASE, b"x" + DATA[1:]))
    path = forged(tmp_path / "a.slobackup", plain(told=told))
    with opened(path) as container, pytest.raises(BackupRefusedError):
        container.extract(container.manifest.database, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_s12_objects_beside_are_never_read_through_a_link(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(OBJECT)
    told = manifest(part(DATABASE, DATA), part(PLACE, OBJECT), objects="beside")
    path = forged(tmp_path / "a.slobackup", plain(told=told))
    (tmp_path / PLACE).parent.mkdir(parents=True)
    (tmp_path / PLACE).symlink_to(secret)
    error = refusal(path)
    assert (error.fault, error.part) == (MISSING, PLACE)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 1 << 32),
    count=st.integers(1, 40),
    is_ended=st.booleans(),
)
def test_s12_whatever_is_changed_a_file_is_refused_or_read_right(
    tmp_path: Path, *, seed: int, count: int, is_ended: bool
) -> None:
    """Also where somebody puts the right hash at the end again."""
    path = forged(tmp_path / "a.slobackup", plain(), packed=True)
    content, draw = bytearray(path.read_bytes()), random.Random(seed)  # noqa: S311  to be repeated
    for _ in range(count):
        content[draw.randrange(len(content))] = draw.randrange(256)
    path.write_bytes(ended(bytes(content)) if is_ended else bytes(content))
    try:
        with opened(path) as container:
            container.verify()
            assert b"".join(container.chunks(container.manifest.database)) == DATA
    except BackupRefusedError as error:
        assert error.fault in BackupFault  # noqa: PT017  either way is right


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=2000))
def test_s12_any_bytes_between_our_ends_are_refused(
    tmp_path: Path, *, content: bytes
) -> None:
    path = tmp_path / "a.slobackup"
    length = len(MARK) + HASH_BYTES
    end = struct.pack("<4sHHHHIIH", START, 0, 0, 1, 1, len(content), 4, length)
    path.write_bytes(ended(b"PK\x03\x04" + content + end + MARK + b"0" * HASH_BYTES))
    assert refusal(path).fault in BackupFault
