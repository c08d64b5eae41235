"""What an erasure still has to do on the disk, so that a crash cannot leave it half.

The note is written before the data file forgets, and removed when nothing is left to
do. It holds hashes and uids, never a word, and only for that moment.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, field
from typing import TYPE_CHECKING

from slo_desktop.domain.foreign_json import check_types, parsed_object
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.files import sync_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "erasing.json"
HASH = re.compile(r"[0-9a-f]{64}")
DRAFT = re.compile(r"[\w-][\w.-]*\.json[\w.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One erasure that is not finished.

    Attributes:
        disposals: uids of the lines of the log that say so; where the data file has
            none of them, it was never begun.
        files: hashes of the kept files that go.
        drafts: names of the drafts that go.
    """

    disposals: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


def note(data_dir: Path, pending: Pending) -> None:
    """Say what is going to be done."""
    write_atomically(
        data_dir / NOTE, json.dumps(asdict(pending)).encode(), private=True
    )


def noted(data_dir: Path) -> Pending | None:
    """What was going to be done, if anything."""
    try:
        told = parsed_object((data_dir / NOTE).read_text(encoding="utf-8"))
        return _checked(Pending(**told))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return Pending()


def _checked(pending: Pending) -> Pending:
    """Nothing is removed by a name that leads out of its folder.

    Raises:
        TypeError, ValueError: it is not what an erasure notes.
    """
    check_types(pending)
    if not all(map(HASH.fullmatch, pending.files)):
        raise ValueError(pending.files)
    if not all(map(DRAFT.fullmatch, pending.drafts)):
        raise ValueError(pending.drafts)
    return pending


def done(data_dir: Path) -> None:
    """Nothing is left to do."""
    (data_dir / NOTE).unlink(missing_ok=True)
    sync_folder(data_dir)
