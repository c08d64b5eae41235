"""What governors receive: one frozen value, whole before anything is printed.

Nothing in it is a database record and every text carries both languages, so the
same value prints in each layout and can be kept beside the edition it became.
"""

from slo_desktop.domain.governors.choices import (
    EvidenceChoice,
    Layout,
    Naming,
    Standing,
)
from slo_desktop.domain.governors.parts import (
    LONG_TEXT,
    ActionProgress,
    Criterion,
    DimensionSources,
    EvidenceItem,
    Impact,
    LearningItem,
    Move,
    News,
    Photo,
    PriorityProgress,
    TermNote,
)
from slo_desktop.domain.governors.report import (
    Gap,
    GovernorsReport,
    Place,
)

__all__ = [
    "LONG_TEXT",
    "ActionProgress",
    "Criterion",
    "DimensionSources",
    "EvidenceChoice",
    "EvidenceItem",
    "Gap",
    "GovernorsReport",
    "Impact",
    "Layout",
    "LearningItem",
    "Move",
    "Naming",
    "News",
    "Photo",
    "Place",
    "PriorityProgress",
    "Standing",
    "TermNote",
]
