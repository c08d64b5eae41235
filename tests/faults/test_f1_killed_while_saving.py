from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Fault
from slo_desktop.services.checking import check
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.opening import open_folder

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="needs fork and SIGKILL; Windows is not yet shown"
)
ROUNDS = int(os.environ.get("SLO_KILL_ROUNDS", "20"))
PATIENCE = 20
LONGEST_LIFE = 0.1
LUCK = random.Random(20261122)  # noqa: S311  only when to kill
PROGRAM = "tests.faults.saving_for_ever"
WHOLE_PROGRAM = Path(__file__).parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> Path:
    folder = tmp_path / "school"
    folder.mkdir()
    shutil.copyfile(migrated, folder / "school.sqlite")
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "acknowledged"
    path.touch()
    return path


@pytest.fixture
def saver(folder: Path, log: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", PROGRAM, str(folder), str(log)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=WHOLE_PROGRAM,
    ) as process:
        assert said(process) == "ready"
        yield process
        stream(process.stdin).close()


def stream(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def said(process: subprocess.Popen[str]) -> str:
    return stream(process.stdout).readline().strip()


def kill_one_saver(process: subprocess.Popen[str], number: int, log: Path) -> None:
    """Start a saver, let it save at least once, and kill it at a random moment."""
    before = log.stat().st_size
    stream(process.stdin).write(f"{number}\n")
    stream(process.stdin).flush()
    child = int(said(process))
    deadline = time.monotonic() + PATIENCE
    while log.stat().st_size == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(LUCK.uniform(0, LONGEST_LIFE))
    os.kill(child, signal.SIGKILL)
    assert said(process) == "gone"


def restarted(folder: Path) -> set[str]:
    """Open the folder as the program does; the references that are there."""
    open_folder(folder, folder / "school.sqlite")
    engine = open_engine(folder / "school.sqlite")
    with Session(engine) as session:
        journal = Journal(folder)
        journal.catch_up(session)
        assert journal.head() == head_of_table(session)
        found = set(session.scalars(sa.select(Evidence.ref)))
    engine.dispose()
    return found


def test_f1_nothing_acknowledged_is_lost_when_the_program_is_killed(
    folder: Path, log: Path, saver: subprocess.Popen[str]
) -> None:
    for number in range(ROUNDS):
        kill_one_saver(saver, number, log)
        acknowledged = set(log.read_text(encoding="ascii").split())
        found = restarted(folder)
        assert acknowledged <= found
        assert len(found - acknowledged) <= number + 1, "one save at most per kill"
    answer = check(folder, folder / "school.sqlite")
    assert {finding.fault for finding in answer.findings} <= {Fault.FILE_ORPHAN}
    assert answer.is_whole
    assert len(log.read_text(encoding="ascii").split()) >= ROUNDS
