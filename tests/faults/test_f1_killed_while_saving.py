from __future__ import annotations

import os
import random
import signal
import time

import pytest

from slo_desktop.domain.checking import Fault
from slo_desktop.services.checking import check
from tests.faults.conftest import Saver
from tests.faults.proof import Proof

ROUNDS = int(os.environ.get("SLO_KILL_ROUNDS", "200"))
PATIENCE = 20
LONGEST_LIFE = 0.1
LUCK = random.Random(20261122)  # noqa: S311  only when to kill


def kill_one(saver: Saver, number: int) -> None:
    """Start a saver, let it save at least once, and kill it at a random moment."""
    before = saver.log.stat().st_size
    child = saver.begin(f"kill {number}")
    deadline = time.monotonic() + PATIENCE
    while saver.log.stat().st_size == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(LUCK.uniform(0, LONGEST_LIFE))
    os.kill(child, signal.SIGKILL)
    assert int(saver.heard()) == -signal.SIGKILL


@pytest.mark.slow
def test_f1_nothing_acknowledged_is_lost_when_the_program_is_killed(
    saver: Saver, proof: Proof
) -> None:
    for number in range(ROUNDS):
        kill_one(saver, number)
        proof.count("kills")
        found = saver.restarted()
        assert saver.acknowledged <= found
        assert len(found - saver.acknowledged) <= number + 1, (
            "one save at most per kill"
        )
    answer = check(saver.folder, saver.folder / "school.sqlite")
    assert {finding.fault for finding in answer.findings} <= {Fault.FILE_ORPHAN}
    assert answer.is_whole
    assert len(saver.acknowledged) >= ROUNDS
