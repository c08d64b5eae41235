"""Queries about texts that wait for a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from slo_desktop.domain.languages import Language
from slo_desktop.domain.translation import Waiting
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.readable import read_records
from slo_desktop.storage.texts import WAITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.unreadable import UnreadableRow
    from slo_desktop.storage.models.base import Record

    Place = tuple[str, int]

IN_ORDER: Final = (
    "school",
    "priority",
    "action",
    "success_criterion",
    "term_update",
    "evidence",
    "attachment",
    "learning",
    "learning_impact",
)
"""Kinds as a translator comes to them: the plan that governors read first."""


def waiting_for(session: Session) -> dict[Language, Waiting]:
    """How much each language waits for."""
    query = (
        sa.select(TextIndex.language, sa.func.count(), sa.func.sum(TextIndex.words))
        .where(*WAITS)
        .group_by(TextIndex.language)
    )
    found = {
        Language(language): Waiting(texts=texts, words=words)
        for language, texts, words in session.execute(query)
    }
    return {language: found.get(language, Waiting()) for language in Language}


def texts_waiting(
    session: Session, language: Language | None, *, offset: int, limit: int
) -> Sequence[TextIndex]:
    """Some of the texts that wait for a language, or for either.

    Kind by kind, and the newest records of each first.
    """
    rank = {kind: place for place, kind in enumerate(IN_ORDER)}
    query = sa.select(TextIndex).where(*WAITS)
    if language is not None:
        query = query.where(TextIndex.language == language.value)
    query = query.order_by(
        sa.case(rank, value=TextIndex.record, else_=len(IN_ORDER)),
        TextIndex.record,
        TextIndex.record_id.desc(),
        TextIndex.id,
    )
    return session.scalars(query.offset(offset).limit(limit)).all()


def records_at(
    session: Session, places: Sequence[Place]
) -> dict[Place, Record | UnreadableRow]:
    """The records that some texts belong to; a damaged one is told of in its place."""
    found: dict[Place, Any] = {}
    for name in {name for name, _number in places}:
        kind = kinds()[name]
        numbers = [number for each, number in places if each == name]
        query = sa.select(kind).where(kind.id.in_(numbers))
        for record in read_records(session, query, kind):
            found[name, record.id] = record
    return found
