"""Installers that are started in place of real ones."""

from __future__ import annotations

import hashlib
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.desktop import installing
from slo_desktop.desktop.installing import Setups
from slo_desktop.domain.languages import Language
from slo_desktop.domain.updates import UpdateEnding

PATIENCE_SECONDS = 20
PACKAGE = b"!<arch>\n"
SHA256 = hashlib.sha256(PACKAGE).hexdigest()


class Started:
    """What was started in place of a setup."""

    def __init__(self, code: int | None = None) -> None:
        self.code = code

    def wait(self, timeout: float) -> int:
        if self.code is None:
            raise subprocess.TimeoutExpired("setup", timeout)
        return self.code


@pytest.fixture
def installer(tmp_path: Path) -> Path:
    place = tmp_path / "updates" / "slo-desktop_0.2.0_amd64.deb"
    place.parent.mkdir()
    place.write_bytes(PACKAGE)
    return place


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    begun: list[Any] = []

    def begin(command: Sequence[str]) -> Started:
        begun.append(tuple(command))
        return Started()

    monkeypatch.setattr(installing, "_begin", begin)
    monkeypatch.setattr(installing, "CLOSE_SECONDS", 0.0)
    return begun


def setups(tmp_path: Path, left: list[bool]) -> Setups:
    return Setups(tmp_path / "ysgol", lambda: left.append(True))


def wait_for(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def hand_over(setups: Setups, installer: Path) -> UpdateEnding:
    return setups(installer, sha256=SHA256, language=Language.CY)
