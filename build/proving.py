"""The tests, and the proof that nothing is lost: in stages, and no test in two."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from places import OUT, start, venv_python

MEASURED = (
    "reports",
    "cli",
    "services",
    "web",
    "desktop",
    "storage",
    "i18n",
    "domain",
)
"""Tests of the rooms, the longest first. They alone are watched for the lines they
reach: to be watched makes a test three times as long, and nine lines in ten."""
WHOLE = ("browser", "faults", "architecture")
"""Tests of everything together, which come by the same lines again."""
LONG = ("faults",)
"""Where the tests are that may take a minute each."""
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
    # In the order of their folders: long ones early, a short one at the very end.
    order = ("--dist", spread, "--no-loadscope-reorder")
    at_once = ("-n", str((os.cpu_count() or 1) + 1), *order)
    return start(*venv_python("-m", "pytest", "-q", *at_once, *options))


def _folders(*names: str) -> list[str]:
    return [f"tests/{name}" for name in names]


def begin(ledger: Path = LEDGER) -> dict[str, str]:
    """Forget what earlier runs have shown; gives the variables that tests look for."""
    ledger.unlink(missing_ok=True)
    return {"SLO_PROOF": str(ledger)}


def _quick(told: dict[str, str], *options: str) -> int:
    """The quick tests, file by file."""
    return _pytest("-m", "not slow", *options, **told)


def _long(told: dict[str, str], *options: str) -> int:
    """The long tests one by one, and at the end the table of cases."""
    told |= {"SLO_PROOF_TABLE": "whole"}
    return _pytest("-m", "slow", *options, *_folders(*LONG), spread="worksteal", **told)


def test(arguments: list[str]) -> int:
    """Every test, those of the rooms with their coverage; then what they have shown."""
    if arguments:
        return _pytest(*arguments)
    told = begin()
    failed = _quick(told, "--cov=slo_desktop", *_folders(*MEASURED))
    failed = _quick(told, *_folders(*WHOLE)) or failed
    return _long(told) or failed


def faults(arguments: list[str]) -> int:
    """The tests that carry the id of a case, and what they have shown."""
    parser = argparse.ArgumentParser(prog="python3 build/dev.py faults")
    parser.add_argument(
        "--long", action="store_true", help="every point of every sweep"
    )
    parser.add_argument("--rounds", metavar="N", help="kills while saving")
    asked, rest = parser.parse_known_args(arguments)
    told = begin() | {"SLO_ONLY_CASES": "1"}
    if asked.long:
        told["SLO_LONG"] = "1"
        rest += ["-o", f"faulthandler_timeout={PATIENCE_SECONDS}"]
    if asked.rounds:
        told["SLO_KILL_ROUNDS"] = asked.rounds
    failed = _quick(told, *rest)
    return _long(told, *rest) or failed
