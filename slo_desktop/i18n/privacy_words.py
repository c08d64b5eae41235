"""Retention, erasing and the disposal log in words, for pages, tables and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason
from slo_desktop.domain.privacy.exporting import Why
from slo_desktop.domain.privacy.mentions import NameMatch
from slo_desktop.domain.privacy.retention import Category
from slo_desktop.domain.safety.backups import Place
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.safety_words import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from slo_desktop.domain.languages import Language

CATEGORIES: Mapping[Category, str] = {
    Category.PLAN: N_("Development plan: priorities with their actions"),
    Category.EVIDENCE: N_("Evidence without pupil data"),
    Category.PUPIL_EVIDENCE: N_("Evidence with pupil data"),
    Category.LEARNING: N_("Professional learning"),
    Category.REVIEW: N_("Judgements of elements and survey results"),
    Category.LEAVER: N_("People who have left"),
    Category.BIN: N_("What lies in the bin"),
}
COUNTED_FROM: Mapping[Category, str] = {
    Category.PLAN: N_("from the end of the plan’s school year"),
    Category.EVIDENCE: N_("from the end of the school year"),
    Category.PUPIL_EVIDENCE: N_("from the end of the school year"),
    Category.LEARNING: N_("from the end of the school year"),
    Category.REVIEW: N_("from the end of the school year"),
    Category.LEAVER: N_("from the day they left"),
    Category.BIN: N_("from the day it was put there"),
}
SOURCES: Mapping[Category, str] = {
    Category.PLAN: N_(
        "Usual in school retention schedules (IRMS toolkit): life of the plan and "
        "three years."
    ),
    Category.EVIDENCE: N_("As the plan that it supports."),
    Category.PUPIL_EVIDENCE: N_(
        "Our suggestion: no longer than the next year’s review needs it."
    ),
    Category.LEARNING: N_(
        "Usual for staff records (IRMS toolkit): the current year and six years."
    ),
    Category.REVIEW: N_("As the plan that it supports."),
    Category.LEAVER: N_(
        "Usual for staff records (IRMS toolkit): six years after somebody leaves."
    ),
    Category.BIN: N_("Our suggestion: what nobody missed for a year."),
}
REASONS: Mapping[DisposalReason, str] = {
    DisposalReason.TIME_IS_UP: N_("The time to keep it is over"),
    DisposalReason.ASKED: N_("A request to erase"),
    DisposalReason.CONSENT_WITHDRAWN: N_("Consent was withdrawn"),
    DisposalReason.MISTAKE: N_("It should never have been kept"),
    DisposalReason.ORDERED: N_("A court or the Commissioner ordered it"),
}
ASKERS: Mapping[Asker, str] = {
    Asker.SCHOOL: N_("The school itself"),
    Asker.PERSON: N_("The person themself"),
    Asker.PARENT: N_("A parent or carer"),
    Asker.OFFICER: N_("The data protection officer"),
    Asker.AUTHORITY: N_("Another authority"),
}
MATCHES: Mapping[NameMatch, str] = {
    NameMatch.FULL: N_("Full name"),
    NameMatch.PART: N_("Part of the name"),
    NameMatch.INITIALS: N_("Initials"),
}
WHYS: Mapping[Why, str] = {
    Why.SELF: N_("The person’s own record"),
    Why.LINKED: N_("Linked to the person"),
    Why.NAMED: N_("Names the person"),
}


def privacy_label(choice: StrEnum, language: Language) -> str:
    """What one choice is called."""
    match choice:
        case Category():
            words = CATEGORIES[choice]
        case DisposalReason():
            words = REASONS[choice]
        case Asker():
            words = ASKERS[choice]
        case NameMatch():
            words = MATCHES[choice]
        case Place():
            words = PLACES[choice]
        case Why():
            words = WHYS[choice]
        case _:
            raise KeyError(choice)
    return say(words, language)


def source_of(category: Category, language: Language) -> str:
    """Where the period comes from."""
    return say(SOURCES[category], language)


def counted_from(category: Category, language: Language) -> str:
    """From which day the years count."""
    return say(COUNTED_FROM[category], language)
