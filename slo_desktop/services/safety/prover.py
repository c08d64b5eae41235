"""The process that restores a backup for trial, beside the open program.

A process of its own, and a patient one, as the one that looks at the whole folder is:
it can be ended at any moment, and holds nothing that a save or another backup waits
for. What it found is one line of JSON.

python -m slo_desktop.services.safety.prover BACKUP SCRATCH
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.services.safety.proving import prove
from slo_desktop.settings import system_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

NICER = 10


def run(arguments: Sequence[str]) -> int:
    """Restore one backup into an empty folder, and say how that went."""
    backup, scratch = map(Path, arguments)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICER)
    proof = prove(backup, scratch=scratch, now=system_clock())
    told = asdict(proof) | {"at": proof.at.isoformat()}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    return 0


def _end_with_parent() -> None:
    """The parent holds our input open; when it is gone, nobody wants the answer."""
    with suppress(OSError, ValueError):
        sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
