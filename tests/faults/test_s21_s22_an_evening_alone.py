from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.attacking import ROOT
from tests.faults.journey import CANARY

KEPT = {"imports", "drafts"}
"""What somebody is still looking at, and words that could be kept nowhere else."""

ALONE = ("unshare", "--user", "--map-root-user", "--net")


def can_be_alone() -> bool:
    """Whether this system lends out a network with nobody in it."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*ALONE, "true"], check=False, capture_output=True)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def evening(
    tmp_path_factory: pytest.TempPathFactory,
    sample: Path,
    surroundings: dict[str, str],
) -> Path:
    """The folder of a school after an evening without any network."""
    if not can_be_alone():
        pytest.skip("needs unshare and user namespaces")
    data = tmp_path_factory.mktemp("evening") / "school"
    shutil.copytree(sample, data)
    command = [*ALONE, sys.executable, "-m", "tests.faults.journey", str(data)]
    done = subprocess.run(
        command,
        check=False,
        env=surroundings,
        cwd=ROOT,
        timeout=150,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return data


def test_s22_everything_works_with_no_network_at_all(evening: Path) -> None:
    assert CANARY.encode() in (evening / "school.sqlite").read_bytes()


def test_s21_logs_hold_no_word_that_anybody_wrote(evening: Path) -> None:
    logs = [path for path in (evening / "logs").iterdir() if path.is_file()]
    told = [evening.parent / "stdout", evening.parent / "stderr"]
    assert logs, "there were faults to tell of"
    for path in logs + told:
        text = path.read_text("utf-8")
        assert CANARY not in text, path
        assert "Ysgol" not in text, path


def test_s21_nothing_that_was_written_is_left_in_the_cache(
    evening: Path, surroundings: dict[str, str]
) -> None:
    cache = Path(surroundings["XDG_CACHE_HOME"])
    for path in cache.rglob("*"):
        if path.is_file() and not KEPT & set(path.parts):
            assert CANARY.encode() not in path.read_bytes(), path
