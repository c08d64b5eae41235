"""Named queries about evidence."""

from slo_desktop.storage.evidence.counting import evidence_counts
from slo_desktop.storage.evidence.detail import (
    actions_of,
    evidence_detail,
    plan_choices,
)
from slo_desktop.storage.evidence.filtering import matching_count
from slo_desktop.storage.evidence.listing import (
    evidence_page,
    neighbours,
    newer_count,
    years_with_evidence,
)

__all__ = [
    "actions_of",
    "evidence_counts",
    "evidence_detail",
    "evidence_page",
    "matching_count",
    "neighbours",
    "newer_count",
    "plan_choices",
    "years_with_evidence",
]
