"""The process that looks at the whole folder beside the open program.

A process of its own, and a patient one: what it needs of the processor and of memory
is nobody else's, it can be ended at any moment, and it reads in small portions so that
no save waits for it. It only reads; what it found is one line of JSON.

python -m slo_desktop.services.safety.watcher DATA_DIR
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.watching import FINDINGS_KEPT, Watched
from slo_desktop.services.checking import check
from slo_desktop.services.checking.tally import Tally
from slo_desktop.settings import system_clock
from slo_desktop.storage.checked import CheckedStore, watched_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

PAUSE_SECONDS = 0.02
NICEST = 10


def run(arguments: Sequence[str]) -> int:
    """Look at a folder once, and say what was found."""
    (folder,) = arguments
    _end_with_parent()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICEST)
    data_dir = Path(folder)
    proven = CheckedStore(data_dir).proven(system_clock())
    tally = Tally(rest=_rest, proven=proven)
    checked = check(data_dir, data_dir / "school.sqlite", tally=tally)
    damaged = sum(1 for finding in checked.findings if finding.fault.is_damage)
    watched = Watched(
        at=system_clock(),
        records=checked.records,
        changes=checked.changes,
        files=checked.files,
        findings=checked.findings[:FINDINGS_KEPT],
        damaged=damaged,
    )
    told = {"last": watched_to_json(watched), "proven": sorted(tally.proven)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    return 0


def _rest() -> None:
    """Let a save past that waits for its turn."""
    time.sleep(PAUSE_SECONDS)


def _end_with_parent() -> None:
    threading.Thread(target=_listen, daemon=True).start()


def _listen() -> None:
    """The parent holds our input open; when it is gone, nobody wants the answer."""
    with suppress(OSError, ValueError):
        sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
