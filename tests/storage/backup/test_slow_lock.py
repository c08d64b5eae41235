from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from slo_desktop.domain.safety.keys import LockFailedError, WrongPassphraseError
from slo_desktop.storage.backup import slow_lock
from tests.keys import PASSPHRASE, keys


def test_nobody_is_held_up_while_a_passphrase_is_tried() -> None:
    gaps: list[float] = []
    over = threading.Event()

    def tick() -> None:
        before = time.monotonic()
        while not over.wait(0.01):
            gaps.append(time.monotonic() - before)
            before = time.monotonic()

    thread = threading.Thread(target=tick)
    thread.start()
    with pytest.raises(WrongPassphraseError):
        slow_lock.decrypt(keys().key_file, "anghywir")
    over.set()
    thread.join()
    assert len(gaps) > 10
    assert sum(gaps) / len(gaps) < 0.2


def test_the_passphrase_is_in_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def start(command: list[str], **rest: object) -> object:
        asked.append(command)
        assert PASSPHRASE not in " ".join(command)
        assert "env" not in rest
        raise OSError

    monkeypatch.setattr(subprocess, "run", start)
    with pytest.raises(LockFailedError):
        slow_lock.encrypt(b"x", PASSPHRASE)
    assert len(asked) == 1


@pytest.mark.parametrize("said", ["", "nonsense"])
def test_a_worker_that_dies_is_not_a_wrong_passphrase(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    done = subprocess.CompletedProcess([], 134, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(LockFailedError):
        slow_lock.decrypt(b"x", "y")


def test_an_order_is_one_line_each_way() -> None:
    answers = io.StringIO()
    order = {"act": "open", "content": "eHl6", "passphrase": "tŷ"}
    assert slow_lock.run(io.StringIO(json.dumps(order)), answers) == 0
    assert json.loads(answers.getvalue()) == {"content": None}


def test_the_frozen_program_is_its_own_worker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "SLO Desktop.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert slow_lock.command() == [str(program), "lock-worker"]
    console = tmp_path / "slo-desktop.exe"
    console.touch()
    assert slow_lock.command() == [str(console), "lock-worker"]
