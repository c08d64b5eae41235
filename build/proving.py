"""The tests, and the proof that nothing is lost: two stages, no test in both."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from places import OUT, start, venv_python

LEDGER = OUT / "proof.json"
MEMORY = Path("/dev/shm")  # noqa: S108  a disk that nobody waits for
ROOM = 12 << 30
"""Bytes that must be free there: one test writes files of more than four gigabytes."""
PATIENCE_SECONDS = 7200
"""How long one test may take where every point of a sweep is tried."""


def _pytest(*options: str, spread: str = "loadfile", **told: str) -> int:
    """Run some tests on every core; what is told goes to them by their environment."""
    os.environ.update(told)
    # Most of them wait for a browser or a disk, and every save waits for the disk.
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
    # The many programs that the tests start need not compile the source again each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # As the folders stand: the browser's long ones early, a short one at the very end.
    order = ("--dist", spread, "--no-loadscope-reorder")
    at_once = ("-n", str((os.cpu_count() or 1) + 1), *order)
    return start(*venv_python("-m", "pytest", "-q", *at_once, *options))


def begin(ledger: Path = LEDGER) -> dict[str, str]:
    """Forget what earlier runs have shown; gives the variables that tests look for."""
    ledger.unlink(missing_ok=True)
    return {"SLO_PROOF": str(ledger)}


def _in_two_stages(
    told: dict[str, str], *options: str, quick: tuple[str, ...] = ()
) -> int:
    """The quick tests file by file, then the long ones and the table of cases."""
    told |= begin()
    failed = _pytest("-m", "not slow", *quick, *options, **told)
    # One by one, because each of them may take a minute.
    told |= {"SLO_PROOF_TABLE": "whole"}
    return _pytest("-m", "slow", *options, spread="worksteal", **told) or failed


def test(arguments: list[str]) -> int:
    """Every test with its coverage, then what they have shown."""
    if arguments:
        return _pytest("--cov", *arguments)
    return _in_two_stages({}, quick=("--cov",))


def faults(arguments: list[str]) -> int:
    """The tests that carry the id of a case, and what they have shown."""
    parser = argparse.ArgumentParser(prog="python3 build/dev.py faults")
    parser.add_argument(
        "--long", action="store_true", help="every point of every sweep"
    )
    parser.add_argument("--rounds", metavar="N", help="kills while saving")
    asked, rest = parser.parse_known_args(arguments)
    told = {"SLO_ONLY_CASES": "1"}
    if asked.long:
        told["SLO_LONG"] = "1"
        rest += ["-o", f"faulthandler_timeout={PATIENCE_SECONDS}"]
    if asked.rounds:
        told["SLO_KILL_ROUNDS"] = asked.rounds
    return _in_two_stages(told, *rest)
