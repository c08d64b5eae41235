"""How many records each choice of the filter pane would show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.evidence import (
    VIEWS,
    EvidenceCounts,
    EvidenceFilter,
    EvidenceState,
    Gap,
    Worked,
)
from slo_desktop.domain.frameworks import dimension_of
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage.evidence.filtering import conditions, matching_count
from slo_desktop.storage.kept import KeptAnswers
from slo_desktop.storage.models.evidence import Evidence, EvidenceElement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

_kept: KeptAnswers[EvidenceCounts] = KeptAnswers()


def evidence_counts(session: Session, wanted: EvidenceFilter) -> EvidenceCounts:
    """Counts for the filter pane, each as if only its own question were open."""
    return _kept.get(session, wanted, lambda: _count(session, wanted))


def _count(session: Session, wanted: EvidenceFilter) -> EvidenceCounts:
    views = wanted.without(*VIEWS)
    row = session.execute(
        sa.select(
            sa.func.count(),
            _sum(Evidence.state == EvidenceState.INBOX),
            _sum(Evidence.worked == Worked.NO),
        ).where(*conditions(session, views))
    ).one()
    return EvidenceCounts(
        total=row[0],
        inbox=row[1],
        not_worked=row[2],
        gaps=matching_count(session, replace(views, gap=Gap.ANY)),
        unlinked=matching_count(session, replace(views, unlinked=True)),
        unconsented=matching_count(session, replace(views, unconsented=True)),
        dimensions=_by_dimension(session, wanted.without("dimension", "element")),
        families=_by_family(session, wanted.without("family", "kind")),
    )


def _sum(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.cast(condition, sa.Integer)), 0)


def _by_dimension(session: Session, wanted: EvidenceFilter) -> Mapping[int, int]:
    link = EvidenceElement
    # `slo-wales/4.` names the dimension of `slo-wales/4.2`.
    dimension = sa.func.substr(link.code, 1, sa.func.instr(link.code, "."))
    shown = sa.select(link.evidence_id, dimension.label("dimension")).distinct()
    shown = shown.join(Evidence, Evidence.id == link.evidence_id)
    pairs = shown.where(*conditions(session, wanted)).subquery()
    count = sa.select(pairs.c.dimension, sa.func.count()).group_by(pairs.c.dimension)
    return {dimension_of(code): n for code, n in session.execute(count) if code}


def _by_family(session: Session, wanted: EvidenceFilter) -> Mapping[str, int]:
    count = sa.select(Evidence.kind, sa.func.count()).where(
        *conditions(session, wanted)
    )
    family_of = {
        kind.code: f"evidence-kinds/families/{kind.extra['family']}"
        for kind in frameworks().evidence_kinds
    }
    families: Counter[str] = Counter()
    for kind, records in session.execute(count.group_by(Evidence.kind)):
        if kind in family_of:
            families[family_of[kind]] += records
    return families
