"""Every table, so that `Base.metadata` is complete."""

from slo_desktop.storage.models.base import Base, Record
from slo_desktop.storage.models.changes import Change
from slo_desktop.storage.models.elements import SelfReview, SurveyScore
from slo_desktop.storage.models.evidence import Attachment, Evidence, EvidenceElement
from slo_desktop.storage.models.learning import (
    LearningElement,
    LearningImpact,
    LearningRecord,
)
from slo_desktop.storage.models.people import Person
from slo_desktop.storage.models.plan import (
    Action,
    ActionElement,
    Priority,
    PriorityElement,
    SuccessCriterion,
    TermUpdate,
)
from slo_desktop.storage.models.privacy import (
    CarriedDisposal,
    Disposal,
    RetentionHold,
    RetentionPeriod,
)
from slo_desktop.storage.models.school import Meeting, School, Term
from slo_desktop.storage.models.texts import TextIndex, TextMark, TextRow, TextWord

__all__ = [
    "Action",
    "ActionElement",
    "Attachment",
    "Base",
    "CarriedDisposal",
    "Change",
    "Disposal",
    "Evidence",
    "EvidenceElement",
    "LearningElement",
    "LearningImpact",
    "LearningRecord",
    "Meeting",
    "Person",
    "Priority",
    "PriorityElement",
    "Record",
    "RetentionHold",
    "RetentionPeriod",
    "School",
    "SelfReview",
    "SuccessCriterion",
    "SurveyScore",
    "Term",
    "TermUpdate",
    "TextIndex",
    "TextMark",
    "TextRow",
    "TextWord",
]
