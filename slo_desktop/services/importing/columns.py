"""The headings each kind of file may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.school_year import TermKey

if TYPE_CHECKING:
    from collections.abc import Mapping


def _both(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for name in names for language in ("cy", "en"))


NEEDED: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.EVIDENCE: ("happened_on",),
    ImportKind.PLAN: ("level", "school_year"),
    ImportKind.LEARNING: ("date",),
}
"""Headings without which no row makes sense; a title in one language besides."""

REASON = "reason"
"""Stands in the file of the rows that were left out; it may come back with them."""

IN_ORDER: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.EVIDENCE: (
        *NEEDED[ImportKind.EVIDENCE],
        *_both("title", "note"),
        "ref",
        "happened_until",
        "kind",
        "source_family",
        "elements",
        "priority_ref",
        "action_ref",
        "people",
        "attachments",
        "contains_pupil_data",
        "worked",
    ),
    ImportKind.PLAN: (
        *NEEDED[ImportKind.PLAN],
        *_both("title", "rationale", "outcome", "success", "end_of_year"),
        *_both("resources", "monitoring"),
        *_both(*(f"progress_{term}" for term in TermKey)),
        "ref",
        "parent_ref",
        "national_priority",
        "inspection_area",
        "plan_contents",
        "owner",
        "starts",
        "due",
        "cost",
        "spent",
        "funding_source",
        "financial_year",
        "elements",
        "status",
        "success_state",
    ),
    ImportKind.LEARNING: (
        *NEEDED[ImportKind.LEARNING],
        *_both("title", "intended", "applied", "reflection", "impact"),
        "ref",
        "until",
        "kind",
        "people",
        "role_groups",
        "hours",
        "provider",
        "cost",
        "grant",
        "elements",
        "standard",
        "hallmarks",
        "action_ref",
        "impact_level",
        "review_date",
    ),
}
"""Every heading, in the order in which they are told."""

KNOWN: Mapping[ImportKind, frozenset[str]] = {
    kind: frozenset(columns) for kind, columns in IN_ORDER.items()
}
