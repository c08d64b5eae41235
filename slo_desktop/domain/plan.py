"""The School Development Plan: statuses and the rules that derive from dates."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class ActionStatus(StrEnum):
    """How an action or a priority is going (statuses.json, action-states)."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in {ActionStatus.DONE, ActionStatus.STOPPED}


class CriterionState(StrEnum):
    """How far a success criterion is met (statuses.json)."""

    NOT_YET = "not-yet"
    PARTLY_MET = "partly-met"
    MET = "met"
    NOT_MET = "not-met"


def is_late(status: ActionStatus, due: dt.date | None, today: dt.date) -> bool:
    """An open action is late from the day after it was due."""
    return due is not None and due < today and not status.is_closed
