"""Fields and values of the history, in words."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.elements import Stage
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.history import Named
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.lists import join_and
from slo_desktop.i18n.numbers import hours, money
from slo_desktop.i18n.years import year_name
from slo_desktop.web.history.pages import EntryRow, FieldRow
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from slo_desktop.domain.history import FieldChange, HistoryEntry, Value

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
}
SECRET: Final = frozenset({"reflection"})
"""Private texts whose words are not repeated here."""
CHOICES: Final = {
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
SKIPPED: Final = frozenset({"position", "logged_at", "sha256", "media_type", "size"})


def entry_row(entry: HistoryEntry) -> EntryRow:
    """One step in words."""
    return EntryRow(
        step=entry.step,
        at=entry.at,
        who=entry.who,
        op=entry.op,
        takes_back=entry.undoes is not None,
        is_undone=entry.is_undone,
        fields=tuple(_row(f) for f in entry.fields if f.field not in SKIPPED),
    )


def _row(change: FieldChange) -> FieldRow:
    if change.field in SECRET:
        hidden = _("Private")
        name = _("Private reflection")
        return FieldRow(label=name, language=None, before=hidden, after=hidden)
    return FieldRow(
        label=_(FIELDS.get(change.field, change.field)),
        language=change.language,
        before=_words(change.field, change.before),
        after=_words(change.field, change.after),
    )


def _words(field: str, value: Value) -> str:
    language = current_language()
    match value:
        case None | "":
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case tuple():
            return join_and([_one(item) for item in value], language)
        case int() if field.endswith("_pence"):
            return money(value, language)
        case int() if field == "minutes":
            return hours(value, language)
        case int() if field.endswith("_year"):
            return year_name(value)
        case str():
            return _stored(field, value)
    return str(value)


def _one(item: str | Named) -> str:
    if isinstance(item, Named):
        return item.title.shown(current_language()).text or item.ref
    return _code(item)


def _stored(field: str, text: str) -> str:
    """A date, a code, the word of a closed list, or the text itself."""
    language = current_language()
    with suppress(ValueError):
        return medium_date(dt.date.fromisoformat(text), language)
    for kind in CHOICES.get(field, ()):
        with suppress(ValueError):
            return label(kind(text), language)
    return _code(text)


def _code(text: str) -> str:
    entry = frameworks().entry(text)
    if entry is None:
        return text
    name = entry.label(current_language())
    return f"{entry.short} {name}" if "." in entry.short else name
