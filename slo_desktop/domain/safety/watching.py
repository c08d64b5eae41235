"""What the checks beside the open program have found."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from slo_desktop.domain.checking import Finding

AGAIN_AFTER = dt.timedelta(hours=20)
"""A school day apart, so that every day begins with a look."""
FILE_AGAIN_AFTER = dt.timedelta(days=7)
"""A kept file that was whole is read again after this long."""
FINDINGS_KEPT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One look at the whole folder.

    Attributes:
        at: when it ended, in UTC.
        findings: the worst first, as many as are kept.
        damaged: how many things are not as they were kept, those not listed included.
    """

    at: dt.datetime
    records: int
    changes: int
    files: int
    findings: tuple[Finding, ...] = ()
    damaged: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything was as it was kept."""
        return not self.damaged
