"""Which language this person reads."""

from __future__ import annotations

from slo_desktop.domain.languages import Language
from slo_desktop.web.folder import folder


def current_language() -> Language:
    """The language last chosen; Welsh before anybody chose."""
    return Language(folder().preferences.load().language or Language.CY)
