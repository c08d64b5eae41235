"""An update on a full disk, killed, or made to do harm: everything is as it was."""

from __future__ import annotations

import errno
import os
import random
import signal
import struct
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slo_desktop.domain.safety.errors import NoRoomError
from slo_desktop.domain.updates import UpdateFault, UpdateRefusedError
from slo_desktop.services.updating import preparing
from slo_desktop.services.updating.preparing import prepare
from slo_desktop.settings import Settings
from slo_desktop.web.updates.arrived import Arrived
from tests.faults.proof import Proof
from tests.updates import HERE, KEYS, PACKAGE, Made

SECONDS = 5
LARGE = bytes(range(256)) * 12_000
DISK = 4 << 20


@pytest.fixture
def large(tmp_path: Path) -> Made:
    """An update whose installer takes three megabytes."""
    made = Made(tmp_path)
    made.contents["debian-amd64"] = ("slo-desktop_0.2.0_amd64.deb", LARGE)
    return made


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "cache"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs a disk of its own: tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_f9_an_update_is_refused_where_the_disk_is_too_full(
    large: Made, small_disk: Path, proof: Proof
) -> None:
    with pytest.raises(NoRoomError) as caught:
        prepare(large.write(), here=HERE, keys=KEYS, folder=small_disk / "a" / "b")
    assert caught.value.free < caught.value.needed
    assert list(small_disk.iterdir()) == []
    proof.count("faults")


@pytest.mark.parametrize("percent", [5, 50, 95])
def test_f9_an_update_that_fills_the_disk_on_the_way_leaves_nothing(
    large: Made,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    proof: Proof,
) -> None:
    monkeypatch.setattr(preparing, "need_room", lambda *_asked: None)
    usage = os.statvfs(small_disk)
    free = usage.f_bavail * usage.f_frsize
    (small_disk / "other").write_bytes(bytes(free - len(LARGE) * percent // 100))
    with pytest.raises(OSError, match="space") as caught:
        prepare(large.write(), here=HERE, keys=KEYS, folder=small_disk / "a" / "b")
    assert caught.value.errno == errno.ENOSPC
    assert sorted(path.name for path in small_disk.rglob("*")) == ["a", "other"]
    proof.count("faults")


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_a_kill_while_an_update_is_checked_leaves_only_what_the_next_start_removes(
    large: Made, settings: Settings, chunk: int, proof: Proof
) -> None:
    path, folder = large.write(), settings.cache_dir / "updates" / "one"
    before = path.read_bytes()
    child = os.fork()
    if child == 0:  # pragma: no cover  the process that is killed
        seen: list[int] = []

        def kill(done: int, _total: int) -> None:
            seen.append(done)
            if len(seen) == chunk:
                os.kill(os.getpid(), signal.SIGKILL)

        prepare(path, here=HERE, keys=KEYS, folder=folder, progress=kill)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert folder.exists()
    Arrived(settings).clear()
    assert not folder.exists()
    assert path.read_bytes() == before
    again = prepare(path, here=HERE, keys=KEYS, folder=folder)
    assert again.path.read_bytes() == LARGE
    proof.count("kills")


def refused(path: Path, folder: Path) -> UpdateFault:
    """Why a file is refused: quickly, with little memory, and nothing written."""
    begun = time.monotonic()
    tracemalloc.start()
    with pytest.raises(UpdateRefusedError) as caught:
        prepare(path, here=HERE, keys=KEYS, folder=folder)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()
    assert time.monotonic() - begun < SECONDS
    assert not folder.parent.exists()
    return caught.value.fault


def size_at(place: int, size: int) -> Callable[[bytearray], None]:
    """Lie about the size of the part whose head lies at a place."""

    def lie(content: bytearray) -> None:
        struct.pack_into("<II", content, place + 18, size, size)

    return lie


def second(content: bytearray) -> int:
    return content.index(b"PK\x03\x04", 4)


HOSTILE: dict[str, Callable[[bytearray], None]] = {
    "a description of four gigabytes": size_at(0, 0xFFFFFFFF),
    "a signature of four gigabytes": lambda c: size_at(second(c), 0xFFFFFFFF)(c),
    "a packed description": lambda c: struct.pack_into("<H", c, 8, 8),
    "an encrypted description": lambda c: struct.pack_into("<H", c, 6, 1),
    "a name of 65,535 letters": lambda c: struct.pack_into("<H", c, 26, 0xFFFF),
    "an extra field": lambda c: struct.pack_into("<H", c, 28, 4),
    "another name": lambda c: c.__setitem__(slice(30, 43), b"../ifest.json"),
    "one entry more": lambda c: struct.pack_into("<H", c, len(c) - 12, 9),
    "a comment": lambda c: struct.pack_into("<H", c, len(c) - 2, 4),
    "the same part twice": lambda c: c.extend(bytes(c)),
    "a link": lambda c: struct.pack_into(
        "<I", c, c.index(b"PK\x01\x02") + 38, 0o120777 << 16
    ),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_s12_a_frame_that_lies_is_refused_unread(
    tmp_path: Path, change: Callable[[bytearray], None], proof: Proof
) -> None:
    path = Made(tmp_path).write()
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    fault = refused(path, tmp_path / "cache" / "updates")
    assert fault in {UpdateFault.DAMAGED, UpdateFault.NOT_AN_UPDATE}
    proof.count("files")


def test_s12_rubbish_of_any_kind_is_no_update(tmp_path: Path, proof: Proof) -> None:
    chance = random.Random(12)  # noqa: S311  rubbish
    path = tmp_path / "x.sloupdate"
    good = Made(tmp_path).write(name="good.sloupdate").read_bytes()
    for number in range(300):
        start = good[: chance.randrange(200)] if number % 2 else b""
        path.write_bytes(start + chance.randbytes(chance.randrange(2000)))
        refused(path, tmp_path / "cache" / "updates")
    proof.count("files", 300)


def test_s12_a_large_installer_is_never_held_in_memory(
    large: Made, tmp_path: Path
) -> None:
    path = large.write()
    tracemalloc.start()
    ready = prepare(path, here=HERE, keys=KEYS, folder=tmp_path / "cache" / "one")
    assert tracemalloc.get_traced_memory()[1] < len(LARGE)
    tracemalloc.stop()
    assert ready.path.stat().st_size == len(LARGE) > len(PACKAGE)
