"""What is known about a file that proves something."""

from __future__ import annotations

from enum import StrEnum


class Consent(StrEnum):
    """What is known about the people a photo shows."""

    UNKNOWN = "unknown"
    NOBODY_SHOWN = "nobody-shown"
    GIVEN = "given"
    REFUSED = "refused"
