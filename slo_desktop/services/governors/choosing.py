"""Which evidence the report shows, and what else could be ticked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.governors import EvidenceChoice
from slo_desktop.storage import governors as queries
from slo_desktop.storage.plan import priorities_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.services.governors.period import Period
    from slo_desktop.storage.governors import Linked

SHOWN_PER_PRIORITY = 3
OFFERED_PER_PRIORITY = 15


def chosen_by_default(links: Sequence[Linked]) -> frozenset[int]:
    """Per priority the newest three without pupil data, whether they worked or not."""
    taken: dict[int, list[int]] = defaultdict(list)
    for link in links:
        if not link.has_pupil_data and len(taken[link.priority]) < SHOWN_PER_PRIORITY:
            taken[link.priority].append(link.evidence)
    return frozenset(number for numbers in taken.values() for number in numbers)


def evidence_choices(session: Session, period: Period) -> tuple[EvidenceChoice, ...]:
    """Evidence that can be ticked, by priority, with what is ticked unless changed."""
    priorities = priorities_of(session, period.year)
    links = queries.linked_evidence(session, [p.id for p in priorities], period.during)
    chosen = chosen_by_default(links)
    offered: dict[int, list[int]] = defaultdict(list)
    for link in links:
        mine = offered[link.priority]
        if len(mine) < OFFERED_PER_PRIORITY or link.evidence in chosen:
            mine.append(link.evidence)
    numbers = {number for mine in offered.values() for number in mine}
    records = {e.id: e for e in queries.evidence_by_number(session, numbers)}
    return tuple(
        EvidenceChoice(
            id=record.id,
            ref=record.ref,
            day=record.happened_on,
            title=record.title,
            priority=number,
            has_pupil_data=record.has_pupil_data,
            chosen=record.id in chosen,
        )
        for number, priority in enumerate(priorities, start=1)
        for record in (records[n] for n in offered[priority.id])
    )
