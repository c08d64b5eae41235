"""What a piece of evidence is."""

from __future__ import annotations

from enum import StrEnum


class Worked(StrEnum):
    """Whether the thing described did what was hoped (statuses.json, worked-states)."""

    YES = "yes"
    MIXED = "mixed"
    NO = "no"


class EvidenceState(StrEnum):
    """A quick note waits in the inbox until somebody files it."""

    INBOX = "inbox"
    FILED = "filed"
