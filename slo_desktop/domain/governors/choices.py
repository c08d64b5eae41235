"""What can be chosen for the report, and how an action stands in it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.plan import ActionStatus


class Layout(StrEnum):
    """How the two languages share the paper."""

    CY = "cy"
    EN = "en"
    SIDE_BY_SIDE = "side-by-side"
    BACK_TO_BACK = "back-to-back"


class Naming(StrEnum):
    """How the report speaks of people."""

    ROLES = "roles"
    INITIALS = "initials"
    NAMES = "names"


class Standing(StrEnum):
    """A status as it is printed: `late` stands in place of any open status."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"
    DONE = "done"
    STOPPED = "stopped"

    @classmethod
    def of(cls, status: ActionStatus, *, late: bool = False) -> Standing:
        """The standing of an action with this status."""
        return cls.LATE if late else cls(status.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChoice:
    """Evidence that can be ticked for the report, below its priority's number."""

    id: int
    ref: str
    day: dt.date
    title: Bilingual
    priority: int
    has_pupil_data: bool
    chosen: bool
