from __future__ import annotations

import threading
from pathlib import Path

from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.services.safety.disk import Disk


def test_the_system_is_asked_once_and_only_when_somebody_wants_to_know() -> None:
    asked: list[Path] = []

    def ask(folder: Path) -> DiskLock:
        asked.append(folder)
        return DiskLock.ON

    disk = Disk(Path("/school"), ask)
    assert asked == []
    assert [disk.lock(5), disk.lock(5)] == [DiskLock.ON] * 2
    assert asked == [Path("/school")]


def test_a_slow_answer_is_not_waited_for_and_known_later() -> None:
    answered = threading.Event()

    def ask(_folder: Path) -> DiskLock:
        answered.wait(30)
        return DiskLock.OFF

    disk = Disk(Path("/school"), ask)
    assert disk.lock(0.01) is DiskLock.UNKNOWN
    answered.set()
    assert disk.lock(30) is DiskLock.OFF
