"""The index of texts: search, the translation page and gap counts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual, TextState
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.search_index import clear, put_record, take_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

NO_LANGUAGE = ""
BATCH = 500


def texts_of(record: Record) -> Iterator[dict[str, Any]]:
    """The index rows of one record, one per text and language.

    A private text is nobody's translation work, and no search may show it.
    """
    for column in sa.inspect(type(record)).columns:
        if column.key in record.private:
            continue
        value = getattr(record, column.key)
        if isinstance(value, Bilingual) and not value.is_empty:
            for language in Language:
                yield _bilingual_row(record, column.key, value, language)
        elif column.key in record.searched and value:
            yield _row(record, column.key, NO_LANGUAGE, value, TextState.ORIGINAL)


def _bilingual_row(
    record: Record, field: str, value: Bilingual, language: Language
) -> dict[str, Any]:
    text, state = value.text(language), value.state(language)
    row = _row(record, field, language.value, text, state)
    if state is TextState.MISSING:
        row["words"] = len(value.text(language.other).split())
    return row


def _row(
    record: Record, field: str, language: str, text: str, state: TextState
) -> dict[str, Any]:
    return {
        "record": record.__tablename__,
        "record_id": record.id,
        "field": field,
        "language": language,
        "folded": fold(text),
        "words": len(text.split()),
        "state": state.value,
        "is_gap": state.is_gap,
        "is_binned": record.binned_at is not None,
    }


def index_texts(
    connection: Connection, record: Record, *, is_new: bool = False
) -> None:
    """Replace the index rows of one record; a new one has none to replace."""
    if not is_new:
        _forget(connection, record)
    rows = list(texts_of(record))
    if rows:
        connection.execute(sa.insert(TextIndex), rows)
    put_record(connection, record, rows)


def _forget(connection: Connection, record: Record) -> None:
    kind = record.__tablename__
    mine = (TextIndex.record == kind) & (TextIndex.record_id == record.id)
    connection.execute(sa.delete(TextIndex).where(mine))
    take_record(connection, record)


def rebuild(session: Session) -> None:
    """Derive the index anew from the records, binned ones too."""
    connection = session.connection()
    clear(connection)
    for kind in kinds().values():
        query = sa.select(kind).order_by(kind.id)
        for record in session.scalars(query.execution_options(yield_per=BATCH)):
            index_texts(connection, record, is_new=True)
