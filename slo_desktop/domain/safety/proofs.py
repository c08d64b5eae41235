"""What a trial restore of a backup showed."""

from __future__ import annotations

import datetime as dt

from slo_desktop.domain.values import dataclass

PROVE_AFTER = dt.timedelta(days=30)
"""How old a proof may be before the newest backup is restored for trial again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A backup restored into a scratch folder, and compared with what it says.

    Attributes:
        at: when.
        records: how many records were compared.
        changes: how many changes of the chain were followed.
        files: how many attached files were read back.
        faults: what is wrong with the backup, as stable words; nothing else counts.
        found: what was wrong in the folder already when the backup was made of it.
        damaged: hashes of attached files that did not come back as they were.
    """

    at: dt.datetime
    records: int = 0
    changes: int = 0
    files: int = 0
    faults: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether everything came back, and everything is as it was kept."""
        return not (self.faults or self.found or self.damaged)
