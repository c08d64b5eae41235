"""What fields and kinds of records are called, and their values in words."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.changes import is_money
from slo_desktop.domain.elements import Stage
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.history import Named
from slo_desktop.domain.importing import Level
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.lists import join_and
from slo_desktop.i18n.numbers import hours, money
from slo_desktop.i18n.years import year_name

if TYPE_CHECKING:
    from slo_desktop.domain.history import Value

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
    "retention_period": N_("How long something is kept"),
    "retention_hold": N_("Decision to keep something longer"),
    "disposal": N_("Line of the disposal log"),
    "carried_disposal": N_("Line of the disposal log"),
}

FIELDS: Final = {
    "ref": N_("Reference"),
    "title": N_("Title"),
    "note": N_("What was seen, and what it shows"),
    "text": N_("Text"),
    "name": N_("Name"),
    "initials": N_("Initials"),
    "role": N_("Role"),
    "groups": N_("Groups"),
    "role_groups": N_("Whole groups"),
    "caption": N_("What it shows"),
    "consent": N_("People in the picture"),
    "may_leave": N_("May leave the school"),
    "happened_on": N_("When it happened"),
    "happened_until": N_("Until, if it lasted longer"),
    "kind": N_("Kind"),
    "worked": N_("Did it work?"),
    "has_pupil_data": N_("Contains pupil data"),
    "state": N_("State"),
    "people": N_("People"),
    "priorities": N_("Priorities"),
    "priority": N_("Priority"),
    "actions": N_("Actions"),
    "action": N_("Action"),
    "attachments": N_("Files"),
    "element_links": N_("Elements"),
    "element": N_("Element"),
    "school_year": N_("School year"),
    "rationale": N_("Why this, and why now"),
    "outcome": N_("Intended outcome"),
    "end_of_year": N_("Note at the end of the year"),
    "lead": N_("Lead"),
    "owners": N_("Who does it"),
    "starts": N_("Starts"),
    "due": N_("Due"),
    "status": N_("Status"),
    "success_state": N_("How far it succeeded"),
    "stage": N_("Where we stand"),
    "reason": N_("Reason"),
    "cost_pence": N_("Cost"),
    "spent_pence": N_("Spent so far"),
    "funding_source": N_("Paid from"),
    "financial_year": N_("Financial year"),
    "resources": N_("Resources and time"),
    "monitoring": N_("How it is monitored"),
    "monitored_by": N_("Who monitors it"),
    "monitored_on": N_("When it is monitored"),
    "carried_from": N_("Carried from"),
    "term": N_("Term"),
    "starts_on": N_("When it began"),
    "ends_on": N_("Until, if it lasted longer"),
    "minutes": N_("Hours for each person"),
    "provider": N_("Who provided it"),
    "intended": N_("What it is meant to change"),
    "applied": N_("What was put to use"),
    "review_on": N_("Look at the impact on"),
    "standards": N_("Professional standards"),
    "hallmarks": N_("Hallmarks"),
    "evidence": N_("Evidence"),
    "level": N_("Level of impact"),
    "judged_on": N_("Looked at on"),
    "national_priorities": N_("National priorities"),
    "inspection_areas": N_("Inspection areas"),
    "plan_contents": N_("Place in the contents of the plan"),
    "active_from": N_("Started"),
    "active_to": N_("Left"),
    "local_authority": N_("Local authority"),
    "vision": N_("Vision"),
    "school_number": N_("School number"),
    "language_category": N_("Language category"),
    "working_language": N_("Working language"),
    "first_column": N_("Language on the left"),
    "ends": N_("Ends"),
    "half_term_starts": N_("Half term begins"),
    "half_term_ends": N_("Half term ends"),
    "reviewed_on": N_("Looked at on"),
    "written_on": N_("Written on"),
    "held_on": N_("Meeting"),
    "papers_due": N_("Papers go out"),
    "translation_due": N_("Text goes to the translator"),
    "reflection": N_("Private reflection"),
    "size": N_("Size"),
    "logged_at": N_("Written down"),
}
CHOICES: Final = {
    "level": (Level,),
    "worked": (Worked,),
    "state": (EvidenceState, CriterionState),
    "status": (ActionStatus,),
    "success_state": (CriterionState,),
    "stage": (Stage,),
    "consent": (Consent,),
    "term": (TermKey,),
    "language_category": (LanguageCategory,),
    "working_language": (Language,),
    "first_column": (Language,),
}
"""Closed lists that a field's value may come from."""
UID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A record that has no name any more: it was erased for good."""

YES, NO, ERASED = N_("Yes"), N_("No"), N_("Erased")


def kind_label(kind: str, language: Language) -> str:
    """What a kind of record is called."""
    return say(KINDS.get(kind, kind), language)


def field_label(field: str, language: Language) -> str:
    """What a field is called."""
    return say(FIELDS.get(field, field), language)


def value_words(field: str, value: Value, language: Language) -> str:
    """A recorded value as a person reads it."""
    match value:
        case None | "":
            return ""
        case bool():
            return say(YES if value else NO, language)
        case tuple():
            return join_and([_one(item, language) for item in value], language)
        case int() if is_money(field):
            return money(value, language)
        case int() if field == "minutes":
            return hours(value, language)
        case int() if field.endswith("_year"):
            return year_name(value)
        case str():
            return _stored(field, value, language)
    return str(value)


def _one(item: str | Named, language: Language) -> str:
    if isinstance(item, Named):
        return item.title.shown(language).text or item.ref
    return say(ERASED, language) if UID.fullmatch(item) else _code(item, language)


def _stored(field: str, text: str, language: Language) -> str:
    """A date, a code, the word of a closed list, or the text itself."""
    with suppress(ValueError):
        return medium_date(dt.date.fromisoformat(text), language)
    for kind in CHOICES.get(field, ()):
        with suppress(ValueError):
            return label(kind(text), language)
    return _code(text, language)


def _code(text: str, language: Language) -> str:
    entry = frameworks().entry(text)
    if entry is None:
        return text
    name = entry.label(language)
    return f"{entry.short} {name}" if "." in entry.short else name
