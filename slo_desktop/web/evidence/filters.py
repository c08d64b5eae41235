"""The filter of a list of evidence, in the address of its page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext as _

from slo_desktop.domain.evidence import EvidenceFilter, Gap, Worked
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import worked_label
from slo_desktop.i18n.years import year_name
from slo_desktop.web.asking import number, school_year
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slo_desktop.domain.people import PersonSummary


def _code(text: str) -> str:
    if frameworks().entry(text) is None:
        raise ValueError(text)
    return text


def _dimension(text: str) -> int:
    return int(_code(f"slo-wales/{text}").rpartition("/")[2])


READERS: Mapping[str, Callable[[str], Any]] = {
    "dimension": _dimension,
    "element": _code,
    "family": _code,
    "kind": _code,
    "person": number,
    "year": school_year,
    "gap": Gap,
    "worked": Worked,
    "inbox": bool,
    "unlinked": bool,
    "unconsented": bool,
    "text": str.strip,
}
NAMES = {"text": "q"}
"""Questions that have another name in the address."""
PLACES = {"unlinked": "elements", "unconsented": "attached"}
MENDED = {
    EvidenceFilter(unlinked=True): N_("All filed evidence is linked to an element."),
    EvidenceFilter(unconsented=True): N_("Every photo has a consent note."),
    EvidenceFilter(gap=Gap.ANY): N_("No translation is missing or out of date."),
}
"""What is said of a list of faults when nothing is left in it."""


def filter_asked() -> EvidenceFilter:
    """The filter that the address asks for; what cannot be read is left open."""
    values = {}
    for name, read in READERS.items():
        if text := request.args.get(NAMES.get(name, name), ""):
            try:
                values[name] = read(text)
            except ValueError:
                continue
    return EvidenceFilter(**values)


def place_to_mend(wanted: EvidenceFilter) -> str | None:
    """Where on a record's page that is put right which a filter looks for."""
    return next((PLACES[name] for name in wanted.given if name in PLACES), None)


def all_mended(wanted: EvidenceFilter) -> str | None:
    """What is said where nothing is left to put right; None for any other filter."""
    return _(MENDED[wanted]) if wanted in MENDED else None


def page_asked() -> int:
    """The page of the list that the address asks for."""
    return request.args.get("page", 1, type=int)


def arguments(wanted: EvidenceFilter, **changes: Any) -> dict[str, Any]:
    """The address arguments of a filter, changed in some questions."""
    changed = replace(wanted, **changes)
    given = {NAMES.get(name, name): getattr(changed, name) for name in changed.given}
    return {name: "1" if value is True else str(value) for name, value in given.items()}


def in_words(wanted: EvidenceFilter, named: PersonSummary | None) -> Iterator[str]:
    """Say what a filter keeps to, one short phrase per question."""
    for name in wanted.given:
        if name == "person":
            yield named.name if named else _("Someone who is no longer here")
        else:
            yield PHRASES[name](getattr(wanted, name))


def _label(code: str) -> str:
    return frameworks().label(code, current_language())


def gap_words(gap: Gap) -> str:
    """What is missing or out of date, in words."""
    match gap:
        case Gap.CY:
            return _("Welsh missing or out of date")
        case Gap.EN:
            return _("English missing or out of date")
        case _any:
            return _("Language gaps")


PHRASES: Mapping[str, Callable[[Any], str]] = {
    "dimension": lambda number: _("Dimension %(number)s", number=number),
    "element": _label,
    "family": _label,
    "kind": _label,
    "year": year_name,
    "gap": gap_words,
    "worked": lambda worked: worked_label(worked, current_language()),
    "inbox": lambda _yes: _("To sort"),
    "unlinked": lambda _yes: _("Not linked to an element"),
    "unconsented": lambda _yes: _("Photos without a consent note"),
    "text": "“{}”".format,
}
