"""The index of texts: gap counts and checks read it, and search learns from it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual, TextState
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.database import run
from slo_desktop.storage.models.base import StoredBilingual
from slo_desktop.storage.models.texts import TextIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

NO_LANGUAGE = ""
BINNED = "binned_at"
ADD = sa.insert(TextIndex)
WAITS = (TextIndex.is_gap, ~TextIndex.is_binned)
"""What waits for a translation: missing or out of date, and not in the bin."""
REWRITE = """
    UPDATE text_index
    SET folded = :folded, words = :words, state = :state, is_gap = :is_gap,
        is_binned = :is_binned
    WHERE record = :record AND record_id = :record_id
        AND field = :field AND language = :language
"""


def texts_of(
    record: Record, fields: Iterable[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The index rows of one record, one per text and language.

    A private text is nobody's translation work, and no search may show it.

    Args:
        record: saved, with its id.
        fields: those of its texts that are wanted; all unless given.
    """
    for field in _texts(type(record)) if fields is None else fields:
        value = getattr(record, field)
        if not isinstance(value, Bilingual):
            if value:
                yield _row(record, field, NO_LANGUAGE, value, TextState.ORIGINAL)
        elif not value.is_empty:
            for language in Language:
                yield _bilingual_row(record, field, value, language)


@cache
def _texts(kind: type[Record]) -> tuple[str, ...]:
    """Names of the fields that the index reads, in the order of the model."""
    columns = sa.inspect(kind).columns
    return tuple(
        column.key
        for column in columns
        if column.key not in kind.private
        and (isinstance(column.type, StoredBilingual) or column.key in kind.searched)
    )


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
        rows = list(texts_of(record))
        if rows:
            connection.execute(ADD, rows)
    elif changed & _telling(type(record)):
        _rewrite(connection, record, changed)


@cache
def _telling(kind: type[Record]) -> frozenset[str]:
    """Fields of which the index tells something: texts and the bin."""
    return frozenset({BINNED, *_texts(kind)})


def _rewrite(connection: Connection, record: Record, changed: frozenset[str]) -> None:
    """Write over the rows that changed: one that stays costs no index anything."""
    texts = _texts(type(record))
    told = [field for field in texts if BINNED in changed or field in changed]
    stale = list(texts_of(record, told))
    emptied = changed.intersection(texts) - {row["field"] for row in stale}
    if not emptied and _are_there(connection, stale):
        return
    _forget(connection, record, told)
    if stale:
        connection.execute(ADD, stale)


def _are_there(connection: Connection, rows: list[dict[str, Any]]) -> bool:
    """Write over some rows; false where one of them has to be added."""
    return all(run(connection, REWRITE, row).rowcount for row in rows)


def _forget(connection: Connection, record: Record, fields: Iterable[str]) -> None:
    mine = (
        (TextIndex.record == record.__tablename__)
        & (TextIndex.record_id == record.id)
        & TextIndex.field.in_(fields)
    )
    connection.execute(sa.delete(TextIndex).where(mine))


def gap_count(session: Session) -> int:
    """Texts that are missing or out of date, in all records."""
    query = sa.select(sa.func.count()).where(*WAITS)
    return session.scalar(query) or 0
