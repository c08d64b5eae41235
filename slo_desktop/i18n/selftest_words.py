"""What a step of the self-test found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.selftest import NotWholeError
from slo_desktop.i18n.catalogues import N_, say

if TYPE_CHECKING:
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.selftest import Tried

NOT_WHOLE = N_("missing, or not as it was made")


def found_line(tried: Tried, language: Language) -> str:
    """A number as people write it, a version, or what is wrong.

    The kind of an error that nobody expected stays as it is, for whoever helps.
    """
    if tried.found == NotWholeError.__name__:
        return say(NOT_WHOLE, language)
    return f"{int(tried.found):,}" if tried.found.isdecimal() else tried.found
