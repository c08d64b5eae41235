"""Have the newest backup restored for trial in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
import logging
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slo_desktop import paths
from slo_desktop.domain.safety.backups import Failure, Reason
from slo_desktop.domain.safety.proofs import PROVE_AFTER, Proof
from slo_desktop.domain.safety.thinning import TOLERANCE
from slo_desktop.services.safety.backing_up import scratch_folder
from slo_desktop.storage.backup.gathering import mend_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from slo_desktop.domain.safety.backups import Kept
    from slo_desktop.services.safety.saver import Saver

log = logging.getLogger("slo_desktop")

VERB = "prove-worker"
CRASHED = "crashed"


def command(backup: Path, scratch: Path) -> list[str]:
    """How to start the worker, also when frozen."""
    if not getattr(sys, "frozen", False):
        module = "slo_desktop.services.safety.prover"
        return [sys.executable, "-m", module, str(backup), str(scratch)]
    return [str(paths.console()), VERB, str(backup), str(scratch)]


def is_due(saver: Saver, now: dt.datetime) -> bool:
    """Whether there is a backup, and none was proven within the last month."""
    proven = saver.kept.newest_proven()
    if proven is None or proven.proven_at is None:
        return saver.kept.newest() is not None
    return not now - PROVE_AFTER < proven.proven_at <= now + TOLERANCE


class Trial:
    """Proves the newest backup of an open folder; it can be given up at any moment."""

    def __init__(
        self, saver: Saver, cache_dir: Path, clock: Callable[[], dt.datetime]
    ) -> None:
        self._saver, self._cache, self._clock = saver, cache_dir, clock
        self._worker: subprocess.Popen[str] | None = None
        self._is_over = False
        self._lock = threading.Lock()

    def stop(self) -> None:
        """Give up at once, and begin no other."""
        with self._lock:
            self._is_over = True
            if self._worker is not None:
                with suppress(OSError):
                    self._worker.kill()

    def run(self) -> Proof | None:
        """Prove the newest backup, and keep what came of it.

        None where there is no backup, or it was given up.
        """
        kept = self._saver.kept.newest()
        if kept is None:
            return None
        for left in self._cache.glob("proving-*"):
            shutil.rmtree(left, ignore_errors=True)
        with scratch_folder(self._cache) as scratch:
            proof = self._ask_worker(kept, Path(scratch))
        if proof is not None:
            self._keep(kept, proof)
        return proof

    def _keep(self, kept: Kept, proof: Proof) -> None:
        if proof.is_good:
            self._saver.kept.mark_proven(kept, proof.at)
            return
        fault = next(iter((*proof.faults, *proof.found, *proof.damaged)))
        log.warning("backup: not proven: %s", fault)
        self._saver.kept.note_unproven(Failure(at=proof.at, fault=fault))
        for sha256 in proof.damaged:
            mend_beside(self._saver.data_dir, sha256)
        if proof.faults:  # another one is made in its place; this one stays
            self._saver.before(Reason.CHANGES)

    def _ask_worker(self, kept: Kept, scratch: Path) -> Proof | None:
        worker = self._start(kept, scratch)
        if worker is None:
            return None
        try:
            said = worker.stdout.read() if worker.stdout else ""
            worker.wait()
        finally:
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._worker = None
        if self._is_over:
            return None
        try:
            return _proof(json.loads(said))
        except (ValueError, KeyError, TypeError):
            return Proof(at=self._clock(), faults=(CRASHED,))

    def _start(self, kept: Kept, scratch: Path) -> subprocess.Popen[str] | None:
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(
            subprocess, "CREATE_NO_WINDOW", 0
        )
        with self._lock:
            if self._is_over:
                return None
            self._worker = subprocess.Popen(  # noqa: S603  our own program
                command(kept.path, scratch),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                creationflags=flags,
            )
            return self._worker


def _proof(told: dict[str, Any]) -> Proof:
    lists = {name: tuple(told[name]) for name in ("faults", "found", "damaged")}
    return Proof(
        at=dt.datetime.fromisoformat(told["at"]),
        records=int(told["records"]),
        changes=int(told["changes"]),
        files=int(told["files"]),
        **lists,
    )
