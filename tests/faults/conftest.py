"""A saver that can be killed, and the program as an attacker meets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import DataDamagedError
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.opening import open_folder
from slo_desktop.web.recovery.app import create_recovery_app
from tests.faults.attacking import Inside, Serving

WHOLE_PROGRAM = Path(__file__).parents[2]


def _open(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@dataclass
class Saver:
    """The program `saver.py`, ready to make children that save."""

    process: subprocess.Popen[str]
    folder: Path
    log: Path

    def heard(self) -> str:
        return _open(self.process.stdout).readline().strip()

    def begin(self, line: str) -> int:
        """Have a child made; its process id."""
        _open(self.process.stdin).write(f"{line}\n")
        _open(self.process.stdin).flush()
        return int(self.heard())

    @property
    def acknowledged(self) -> set[str]:
        """References whose save was acknowledged."""
        return set(self.log.read_text(encoding="ascii").split())

    def restarted(self) -> set[str]:
        """Open the folder as the program does; the references that are there."""
        open_folder(self.folder, self.folder / "school.sqlite")
        engine = open_engine(self.folder / "school.sqlite")
        with Session(engine) as session:
            journal = Journal(self.folder)
            journal.catch_up(session)
            assert journal.head() == head_of_table(session)
            found = set(session.scalars(sa.select(Evidence.ref)))
        engine.dispose()
        return found


@pytest.fixture
def saver(tmp_path: Path, migrated: Path) -> Iterator[Saver]:
    if sys.platform == "win32":
        pytest.skip("needs fork and SIGKILL: Windows is not yet shown")
    folder, log = tmp_path / "school", tmp_path / "acknowledged"
    folder.mkdir()
    shutil.copyfile(migrated, folder / "school.sqlite")
    log.touch()
    command = [sys.executable, "-m", "tests.faults.saver", str(folder), str(log)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=WHOLE_PROGRAM,
    ) as process:
        saver = Saver(process, folder, log)
        assert saver.heard() == "ready"
        yield saver
        _open(process.stdin).close()


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose every folder is a temporary one."""
    home = tmp_path_factory.mktemp("home")
    names = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    return dict(os.environ) | {name: str(home) for name in names}


@pytest.fixture(scope="session")
def sample(
    tmp_path_factory: pytest.TempPathFactory, surroundings: dict[str, str]
) -> Path:
    """The invented school, to be copied."""
    place = tmp_path_factory.mktemp("sample") / "school"
    command = [sys.executable, "-m", "slo_desktop", "--data", str(place), "sample"]
    subprocess.run(command, env=surroundings, cwd=WHOLE_PROGRAM, check=True, timeout=60)
    return place


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory,
    sample: Path,
    surroundings: dict[str, str],
) -> Iterator[Serving]:
    """The program, really running on the invented school."""
    data = tmp_path_factory.mktemp("served") / "school"
    shutil.copytree(sample, data)
    serving = Serving(data, surroundings)
    yield serving
    if serving.process.poll() is None:
        assert serving.stop() == 0


@pytest.fixture(scope="session")
def recovering(
    tmp_path_factory: pytest.TempPathFactory,
    sample: Path,
    surroundings: dict[str, str],
) -> Iterator[Serving]:
    """The recovery pages, really running before a data file that was cut short."""
    data = tmp_path_factory.mktemp("recovering") / "school"
    shutil.copytree(sample, data)
    database = data / "school.sqlite"
    database.write_bytes(database.read_bytes()[:-100])
    serving = Serving(data, surroundings)
    serving.inside.page_with_form = "/recovery"
    yield serving
    if serving.process.poll() is None:
        assert serving.stop() == 0


@pytest.fixture
def recovery_app(settings: Settings) -> Flask:
    """The recovery pages, to be asked which routes they have."""
    return create_recovery_app(settings, DataDamagedError(settings.database, "short"))


@pytest.fixture
def inside(served: Serving) -> Inside:
    """A window that was let in."""
    return served.inside
