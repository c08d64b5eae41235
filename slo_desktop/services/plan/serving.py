"""Evidence and professional learning that serve the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.plan import Serving
from slo_desktop.domain.values import dataclass
from slo_desktop.storage import plan as storage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.evidence import Evidence
    from slo_desktop.storage.models.learning import LearningRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedBy:
    """What serves an action or a priority, newest first."""

    evidence: tuple[Serving, ...]
    learning: tuple[Serving, ...]


def serving_action(session: Session, number: int) -> ServedBy:
    """What serves an action."""
    return ServedBy(
        evidence=_evidence(storage.evidence_for_action(session, number)),
        learning=_learning(storage.learning_for_actions(session, [number])),
    )


def serving_priority(session: Session, number: int) -> ServedBy:
    """What serves a priority, itself or through one of its actions."""
    actions = [action.id for action in storage.actions_of(session, [number])]
    return ServedBy(
        evidence=_evidence(storage.evidence_for_priority(session, number)),
        learning=_learning(storage.learning_for_actions(session, actions)),
    )


def _evidence(items: Iterable[Evidence]) -> tuple[Serving, ...]:
    return tuple(
        Serving(
            id=item.id,
            ref=item.ref,
            title=item.title,
            on=item.happened_on,
            kind=item.kind,
            worked=item.worked,
        )
        for item in items
    )


def _learning(items: Iterable[LearningRecord]) -> tuple[Serving, ...]:
    return tuple(
        Serving(
            id=item.id,
            ref=item.ref,
            title=item.title,
            on=item.starts_on,
            kind=item.kind,
        )
        for item in items
    )
