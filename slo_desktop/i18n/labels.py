"""What every choice is called, in both languages.

Statuses come from the framework file `statuses.json`, where a Welsh speaker corrects
them; the few other choices are tables of marked messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Mark, Origin, TextState
from slo_desktop.domain.changes import Op
from slo_desktop.domain.elements import Stage
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.importing import Level
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.frameworks import frameworks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from slo_desktop.domain.frameworks import Entry

SCALES: Mapping[type[StrEnum], str] = {
    ActionStatus: "statuses/action-states",
    CriterionState: "statuses/success-criterion-states",
    Stage: "statuses/element-stages",
    Worked: "statuses/worked-states",
    TermKey: "school-calendar",
}
"""Choices whose words are framework entries."""

TABLES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Consent: {
        Consent.UNKNOWN: N_("Consent not known"),
        Consent.NOBODY_SHOWN: N_("Nobody is shown"),
        Consent.GIVEN: N_("Consent given"),
        Consent.REFUSED: N_("Consent refused"),
    },
    EvidenceState: {
        EvidenceState.INBOX: N_("In the inbox"),
        EvidenceState.FILED: N_("Filed"),
    },
    LanguageCategory: {
        LanguageCategory.PRIMARILY_WELSH: N_("Primarily Welsh Language"),
        LanguageCategory.DUAL_LANGUAGE: N_("Dual Language"),
        LanguageCategory.PRIMARILY_ENGLISH: N_(
            "Primarily English Language, partly Welsh"
        ),
    },
    Level: {
        Level.PRIORITY: N_("Priority"),
        Level.ACTION: N_("Action"),
    },
    TextState: {
        TextState.EMPTY: N_("Empty"),
        TextState.ORIGINAL: N_("Original"),
        TextState.TRANSLATED: N_("Translated"),
        TextState.CHECKED: N_("Checked"),
        TextState.SAME: N_("The same on purpose"),
        TextState.NOT_NEEDED: N_("Not needed"),
        TextState.MISSING: N_("Missing"),
        TextState.STALE: N_("Out of date"),
    },
    Mark: {
        Mark.CHECKED: N_("Checked"),
        Mark.SAME: N_("The same on purpose"),
        Mark.NOT_NEEDED: N_("Not needed"),
    },
    Origin: {
        Origin.WRITTEN: N_("Written here"),
        Origin.TRANSLATED: N_("Translated"),
        Origin.IMPORTED: N_("Imported"),
        Origin.MACHINE: N_("Machine translation, not checked"),
    },
    Op: {
        Op.ADD: N_("Added"),
        Op.EDIT: N_("Changed"),
        Op.BIN: N_("Put in the bin"),
        Op.RESTORE: N_("Restored"),
    },
    Language: {
        Language.CY: N_("Welsh"),
        Language.EN: N_("English"),
    },
}
"""Words of every other choice."""

OWN_NAMES: Mapping[Language, str] = {Language.CY: "Cymraeg", Language.EN: "English"}
"""What each language calls itself, for the switch between them."""


def _entry(choice: StrEnum) -> Entry:
    code = f"{SCALES[type(choice)]}/{choice.value}"
    return frameworks().entries[code]


def label(choice: StrEnum, language: Language) -> str:
    """What a choice is called."""
    if type(choice) in SCALES:
        return _entry(choice).label(language)
    return say(TABLES[type(choice)][choice], language)


def meaning(choice: StrEnum, language: Language) -> str:
    """What a status or stage means, in a sentence."""
    return _entry(choice).hint.shown(language).text


def shape(choice: StrEnum) -> str:
    """Name of the shape that stands beside a status, so that grey print reads well."""
    return str(_entry(choice).extra["shape"])


def shape_name(choice: StrEnum, language: Language) -> str:
    """What the shape looks like, in words."""
    return str(_entry(choice).extra["shape_name"].shown(language).text)


def status_label(status: ActionStatus, language: Language) -> str:
    """Status of an action or a priority."""
    return label(status, language)


def status_shape(status: ActionStatus) -> str:
    """Shape of a status of an action or a priority."""
    return shape(status)


def criterion_label(state: CriterionState, language: Language) -> str:
    """State of a success criterion."""
    return label(state, language)


def stage_label(stage: Stage, language: Language) -> str:
    """Stage of an element."""
    return label(stage, language)


def worked_label(worked: Worked, language: Language) -> str:
    """Whether it worked."""
    return label(worked, language)


def term_label(term: TermKey, language: Language) -> str:
    """Name of a term."""
    return label(term, language)


def consent_label(consent: Consent, language: Language) -> str:
    """What is known about consent."""
    return label(consent, language)


def category_label(category: LanguageCategory, language: Language) -> str:
    """The language category of a school, as the law names it."""
    return label(category, language)


def text_state_label(state: TextState, language: Language) -> str:
    """State of one language of a text."""
    return label(state, language)


def language_label(named: Language, language: Language) -> str:
    """What one language calls the other, or itself."""
    return label(named, language)
