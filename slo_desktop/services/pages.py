"""Which record's page shows another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.storage.attachments import owners_of
from slo_desktop.storage.models.evidence import Attachment
from slo_desktop.storage.models.learning import LearningImpact
from slo_desktop.storage.models.plan import SuccessCriterion, TermUpdate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record


def page_of(session: Session, record: Record) -> Record | None:
    """The record whose page shows this one: itself, or what it is a part of.

    A file that nothing has beside it any more is on no page.
    """
    match record:
        case SuccessCriterion():
            return record.action or record.priority
        case TermUpdate():
            return record.action
        case LearningImpact():
            return record.learning
        case Attachment():
            owners = owners_of(session, record)
            shown = (each for each in owners if each.binned_at is None)
            return next(shown, next(iter(owners), None))
        case _:
            return record
