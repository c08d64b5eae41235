"""Texts that were written in the box of the other language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.services.records import edit, find
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningRecord,
    Person,
    Priority,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from slo_desktop.domain.languages import Language
    from slo_desktop.storage.models.base import Record

KINDS: Mapping[str, type[Record]] = {
    kind.__tablename__: kind
    for kind in (Evidence, LearningRecord, Priority, Action, Person)
}


def hold_as(session: Session, kind: str, number: int, language: Language) -> bool:
    """Say in which language the texts of a record are that stand in one box only.

    Args:
        session: a signed session.
        kind: name of its table.
        number: which record.
        language: what the texts are written in.

    Returns:
        Whether there was anything to move; texts in both languages stay.
    """
    record = find(session, KINDS[kind], number)
    moved = {
        name: text.turned()
        for name, text in _texts(record).items()
        if text.text(language.other) and not text.text(language)
    }
    if moved:
        edit(session, record, rev=None, changes=moved)
    return bool(moved)


def _texts(record: Record) -> dict[str, Bilingual]:
    columns = sa.inspect(type(record)).column_attrs
    values = ((column.key, getattr(record, column.key)) for column in columns)
    return {name: value for name, value in values if isinstance(value, Bilingual)}
