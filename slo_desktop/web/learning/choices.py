"""What a learning record may be tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.school_year import Span, school_year_of, school_year_span
from slo_desktop.domain.values import dataclass
from slo_desktop.storage.learning import actions_for_learning, evidence_for_learning
from slo_desktop.storage.people import people_active

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.evidence import PlanItem
    from slo_desktop.domain.learning import LearningDetail, LinkedEvidence
    from slo_desktop.domain.people import PersonSummary

C = TypeVar("C", "PersonSummary", "PlanItem", "LinkedEvidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChoices:
    """People, actions and evidence that can be chosen."""

    people: Sequence[PersonSummary]
    actions: Sequence[PlanItem]
    evidence: Sequence[LinkedEvidence]


def link_choices(
    session: Session, on: dt.date, detail: LearningDetail | None = None
) -> LinkChoices:
    """What fits a day, together with what the record is tied to already."""
    year = school_year_of(on)
    span = Span(on, school_year_span(year + 1).end)
    people = tuple(people_active(session, on))
    actions = actions_for_learning(session, (year + 1, year, year - 1))
    evidence = evidence_for_learning(session, span)
    if detail is None:
        return LinkChoices(people=people, actions=actions, evidence=evidence)
    return LinkChoices(
        people=_joined(people, detail.people),
        actions=_joined(actions, detail.actions),
        evidence=_joined(evidence, detail.evidence),
    )


def _joined(offered: tuple[C, ...], linked: tuple[C, ...]) -> tuple[C, ...]:
    known = {choice.id for choice in offered}
    return offered + tuple(choice for choice in linked if choice.id not in known)
