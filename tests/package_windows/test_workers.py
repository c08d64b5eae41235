"""The processes that the program starts of itself, in the program for Windows."""

from __future__ import annotations

from pathlib import Path

from tests import own_processes
from tests.installed import Run


def test_the_printer_prints(frozen: Run, tmp_path: Path) -> None:
    own_processes.check_printer(frozen, tmp_path)


def test_the_watch_looks_at_the_whole_folder(frozen: Run, school: Path) -> None:
    own_processes.check_watch(frozen, school)


def test_a_backup_is_proven(frozen: Run, school: Path, tmp_path: Path) -> None:
    own_processes.check_prover(frozen, school, tmp_path)


def test_a_passphrase_locks_and_opens(frozen: Run) -> None:
    own_processes.check_lock(frozen)
