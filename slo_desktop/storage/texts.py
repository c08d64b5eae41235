"""The index of texts: search, the translation page and gap counts read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual, TextState
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.base import StoredBilingual
from slo_desktop.storage.models.texts import TextIndex
from slo_desktop.storage.search_index import DAYS, clear, put_record, take_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

NO_LANGUAGE = ""
BINNED = "binned_at"
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
    connection: Connection, record: Record, changed: frozenset[str] | None = None
) -> None:
    """Bring the index rows of one record up to date.

    Args:
        connection: the transaction of the change.
        record: saved, with its id.
        changed: names of its fields that changed; None for a new record, which has
            nothing to replace.
    """
    if changed is None:
        rows = stale = list(texts_of(record))
    elif changed & _telling(type(record)):
        rows = list(texts_of(record))
        stale = (
            rows if BINNED in changed else [r for r in rows if r["field"] in changed]
        )
        _forget(connection, record, None if BINNED in changed else changed)
        take_record(connection, record)
    else:
        return
    if stale:
        connection.execute(sa.insert(TextIndex), stale)
    put_record(connection, record, rows)


@cache
def _telling(kind: type[Record]) -> frozenset[str]:
    """Fields of which the index tells something: texts, the bin and the day."""
    columns = sa.inspect(kind).columns
    texts = {c.key for c in columns if isinstance(c.type, StoredBilingual)}
    day = DAYS.get(kind.__tablename__)
    return frozenset({BINNED, *texts, *kind.searched, *([day] if day else [])})


def _forget(
    connection: Connection, record: Record, fields: frozenset[str] | None
) -> None:
    mine = (TextIndex.record == record.__tablename__) & (
        TextIndex.record_id == record.id
    )
    if fields is not None:
        mine &= TextIndex.field.in_(fields)
    connection.execute(sa.delete(TextIndex).where(mine))


def rebuild(session: Session) -> None:
    """Derive the index anew from the records, binned ones too."""
    connection = session.connection()
    clear(connection)
    for kind in kinds().values():
        query = sa.select(kind).order_by(kind.id)
        for record in session.scalars(query.execution_options(yield_per=BATCH)):
            index_texts(connection, record)
