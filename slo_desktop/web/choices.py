"""What lists of more than one feature offer, in the language of the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.years import year_name
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slo_desktop.domain.evidence import PlanItem
    from slo_desktop.domain.languages import Language

Choice = tuple[Any, str]
Groups = dict[str, list[Choice]]


def kind_choices(nothing: str) -> Groups:
    """Kinds of evidence by family; the empty choice stands first, in no family."""
    return {"": [("", nothing)]} | _kinds_by_family(current_language())


@cache
def _kinds_by_family(language: Language) -> Groups:
    grouped: Groups = {}
    kinds = frameworks().evidence_kinds
    for family in frameworks().families:
        grouped[family.label(language)] = [
            (kind.code, kind.label(language))
            for kind in kinds
            if kind.extra["family"] == family.short
        ]
    return grouped


@cache
def element_choices(language: Language) -> list[Choice]:
    """Every element with its number."""
    elements = frameworks().elements
    return [(e.code, f"{e.short} {e.label(language)}") for e in elements]


def elements_by_dimension(nothing: str) -> Groups:
    """The same below the names of their dimensions; the empty choice stands first."""
    return {"": [("", nothing)]} | _by_dimension(current_language())


@cache
def _by_dimension(language: Language) -> Groups:
    names = {d.short: d.label(language) for d in frameworks().dimensions}
    grouped: Groups = {f"{number} {name}": [] for number, name in names.items()}
    for code, words in element_choices(language):
        number = words.partition(".")[0]
        grouped[f"{number} {names[number]}"].append((code, words))
    return grouped


def by_year(items: Iterable[PlanItem]) -> Groups:
    """Priorities or actions below the name of their school year."""
    grouped: Groups = {}
    for item in items:
        year = year_name(item.school_year)
        grouped.setdefault(year, []).append(plan_choice(item))
    return grouped


def plan_choice(item: PlanItem) -> Choice:
    """A priority or an action by its reference and its title."""
    title = item.title.shown(current_language()).text
    return item.id, f"{item.ref} {title}"
