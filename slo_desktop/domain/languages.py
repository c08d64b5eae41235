"""The two languages, which are equals."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that people read, write and print in."""

    CY = "cy"
    EN = "en"

    @property
    def other(self) -> Language:
        """The language that is not this one."""
        return Language.EN if self is Language.CY else Language.CY
