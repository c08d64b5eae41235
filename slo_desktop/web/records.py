"""Where a record of any kind has its page, and what its kind is called."""

from __future__ import annotations

from typing import Final

from flask import url_for

from slo_desktop.i18n.field_words import kind_label
from slo_desktop.web.language import current_language

PAGES: Final = {
    "evidence": "evidence.show",
    "priority": "plan.priority",
    "action": "plan.action",
    "learning": "learning.show",
    "person": "people.show",
}
SETTINGS: Final = frozenset({"school", "term", "meeting"})


def page_of(kind: str, number: int) -> str | None:
    """Address of a record's page; None for what has none of its own."""
    if kind in SETTINGS:
        return url_for("school.settings")
    return url_for(PAGES[kind], number=number) if kind in PAGES else None


def kind_name(kind: str) -> str:
    """What a kind of record is called, in the person's language."""
    return kind_label(kind, current_language())
