"""Where a record of any kind has its page, and what its kind is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for

from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.field_words import kind_label
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slo_desktop.domain.history import Named

PAGES: Final = {
    "evidence": "evidence.show",
    "priority": "plan.priority",
    "action": "plan.action",
    "learning": "learning.show",
    "person": "people.show",
}
NONE: Final = frozenset({TextState.EMPTY, TextState.MISSING, TextState.NOT_NEEDED})
"""States of a side that says nothing."""
SETTINGS: Final = frozenset({"school", "term", "meeting"})


def page_of(kind: str, number: int) -> str | None:
    """Address of a record's page; None for what has none of its own."""
    if kind in SETTINGS:
        return url_for("school.settings")
    return url_for(PAGES[kind], number=number) if kind in PAGES else None


def place_of(page: Named) -> str | None:
    """Address of the page that shows a record; an element's has its judgements."""
    if page.kind == "self_review":
        return url_for("elements.show", code=page.ref)
    return page_of(page.kind, page.number)


def only_side(states: Mapping[str, str]) -> Language | None:
    """The language that every text of a record is in, where it is one.

    Args:
        states: state of each side by its field, such as `title_cy` (`web/forms.py`).
    """
    said = {Language(name[-2:]) for name, state in states.items() if state not in NONE}
    return said.pop() if len(said) == 1 else None


def kind_name(kind: str) -> str:
    """What a kind of record is called, in the person's language."""
    return kind_label(kind, current_language())
