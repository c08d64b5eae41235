"""Rows that say what a record says already: the same table may have come before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.importing import Finding, Notice
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.models import Action, Evidence, LearningRecord, Priority
from slo_desktop.storage.readable import parted, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.services.importing.drafts import Draft

    Kind = type[Evidence | LearningRecord | Priority | Action]

WHEN: dict[Kind, Any] = {
    Evidence: Evidence.happened_on,
    LearningRecord: LearningRecord.starts_on,
    Priority: Priority.school_year,
    Action: Priority.school_year,
}
"""What tells two records with one title apart: their day, or their school year."""


def repeated(session: Session, drafts: Iterable[Draft]) -> Iterator[Finding]:
    """What to look at before such rows are kept; they may be kept all the same."""
    by_kind: defaultdict[Kind, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_kind[type(draft.record)].append(draft)
    for kind, some in by_kind.items():
        here = _records(session, kind, {_when(draft) for draft in some})
        for draft in some:
            for title in _titles(draft.record.title):
                if ref := here.get((_when(draft), title)):
                    yield Finding(draft.row, "", Notice.HERE_ALREADY, ref)
                    break


def _when(draft: Draft) -> Any:  # noqa: ANN401  a day or a year
    match draft.record:
        case Evidence() as evidence:
            return evidence.happened_on
        case LearningRecord() as learning:
            return learning.starts_on
        case Priority() as priority:
            return priority.school_year
        case Action() as action:
            return action.priority.school_year


def _records(
    session: Session, kind: Kind, when: set[Any]
) -> dict[tuple[Any, str], str]:
    """References of records of some days or years, by when they are and each title."""
    query = sa.select(WHEN[kind], kind.title, kind.ref).where(
        WHEN[kind].between(min(when), max(when)), kind.binned_at.is_(None)
    )
    if kind is Action:
        query = query.join(Priority, Action.priority_id == Priority.id)
    readable, _others = parted(read_rows(session, query.order_by(kind.id), kind))
    return {
        (day, each): ref
        for day, title, ref in reversed(readable)
        for each in _titles(title)
    }


def _titles(title: Bilingual) -> list[str]:
    return [text for language in Language if (text := fold(title.text(language)))]
