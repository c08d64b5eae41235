"""One command on its way: what it asks for, and how it answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import say

if TYPE_CHECKING:
    import argparse

    from slo_desktop.domain.languages import Language
    from slo_desktop.settings import Settings

DONE, FAULT, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A command line that was understood.

    Attributes:
        options: what it says.
        settings: the folder it is about.
        language: of the answers.
    """

    options: argparse.Namespace
    settings: Settings
    language: Language

    def words(self, message: str, **blanks: object) -> str:
        """A marked message in the language of the answers."""
        told = say(message, self.language)
        return told % blanks if blanks else told

    def tell(self, line: str) -> None:
        """Answer."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def refuse(self, line: str) -> int:
        """Say why something was not done; gives the exit code."""
        sys.stderr.write(f"{line}\n")
        return REFUSED
