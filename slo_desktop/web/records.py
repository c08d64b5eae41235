"""Where a record of any kind has its page, and what its kind is called."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext as _

from slo_desktop.i18n.catalogues import N_

PAGES: Final = {
    "evidence": "evidence.show",
    "priority": "plan.priority",
    "action": "plan.action",
    "learning": "learning.show",
    "person": "people.show",
}
SETTINGS: Final = frozenset({"school", "term", "meeting"})
KINDS: Final = {
    "evidence": N_("Evidence"),
    "attachment": N_("File"),
    "priority": N_("Priority"),
    "action": N_("Action"),
    "success_criterion": N_("Success criterion"),
    "term_update": N_("Termly update"),
    "learning": N_("Professional learning"),
    "learning_impact": N_("Impact"),
    "person": N_("Person"),
    "self_review": N_("Judgement of an element"),
    "survey_score": N_("Survey result"),
    "school": N_("School"),
    "term": N_("Term"),
    "meeting": N_("Meeting"),
}


def page_of(kind: str, number: int) -> str | None:
    """Address of a record's page; None for what has none of its own."""
    if kind in SETTINGS:
        return url_for("school.settings")
    return url_for(PAGES[kind], number=number) if kind in PAGES else None


def kind_name(kind: str) -> str:
    """What a kind of record is called, in the person's language."""
    return _(KINDS.get(kind, kind))
