"""The full-text index: derived from the records, and rebuildable.

FTS5 is SQLite's own; this module and `search.py` alone know its SQL. Each row holds
the folded texts of one record, a column per language. Its number carries the kind
and the day, so that "the newest ten pieces of evidence with this word" is read off
the end of the index and costs the same with twenty records or twenty thousand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.storage.models.texts import TextRow, TextWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from slo_desktop.storage.models.base import Record

    Text = dict[str, Any]

KINDS = {
    "evidence": 1,
    "attachment": 2,
    "priority": 3,
    "action": 4,
    "success_criterion": 5,
    "term_update": 6,
    "learning": 7,
    "learning_impact": 8,
    "person": 9,
    "self_review": 10,
}
"""Kinds of records that are searched. A number never changes its meaning."""

NUMBERED = {number: kind for kind, number in KINDS.items()}
DAYS = {
    "evidence": "happened_on",
    "action": "due",
    "term_update": "written_on",
    "learning": "starts_on",
    "learning_impact": "judged_on",
    "self_review": "reviewed_on",
}
ID_BITS, DAY_BITS = 36, 21
WORD = re.compile(r"[^\W_]+")
"""What FTS5 takes for a word: letters and digits of any script."""

COLUMNS = {"cy": "cy", "en": "en", "": "plain"}
PUT = sa.text(
    "INSERT INTO text_search (rowid, cy, en, plain) VALUES (:id, :cy, :en, :plain)"
)
RENEW = sa.text(
    "UPDATE text_search SET cy = :cy, en = :en, plain = :plain WHERE rowid = :id"
)
TAKE = sa.text("DELETE FROM text_search WHERE rowid = :id")
EMPTY = sa.text("INSERT INTO text_search (text_search) VALUES ('delete-all')")


PLACE = sa.insert(TextRow)
PLACE_OF = sa.text(
    "SELECT id FROM text_row WHERE record = :record AND record_id = :record_id"
)
REMEMBER = sa.insert(TextWord).prefix_with("OR IGNORE")


def span(kind: str) -> tuple[int, int]:
    """The lowest and the highest number that a row of this kind can have."""
    lowest = KINDS[kind] << (ID_BITS + DAY_BITS)
    return lowest, lowest + (1 << (ID_BITS + DAY_BITS)) - 1


def row_number(record: Record) -> int:
    """The number of a record's row: kind, day and id, in this order."""
    kind = record.__tablename__
    day = getattr(record, DAYS.get(kind, ""), None) or record.updated_at.date()
    return span(kind)[0] + (day.toordinal() << ID_BITS) + record.id


def kind_and_id(number: int) -> tuple[str, int]:
    """The kind and the id of the record whose row has this number."""
    kind = NUMBERED[number >> (ID_BITS + DAY_BITS)]
    return kind, number & ((1 << ID_BITS) - 1)


def renew_record(connection: Connection, record: Record, texts: Sequence[Text]) -> None:
    """Give one record its row, which keeps its place if it can.

    What is not searched or lies in the bin has none.

    Args:
        connection: a writer's.
        record: saved, with its id.
        texts: its rows of `text_index`.
    """
    if not _is_searched(record, texts):
        _take(connection, record)
        return
    row = {"id": row_number(record), **_columns(texts)}
    if connection.execute(RENEW, row).rowcount != 1:
        _take(connection, record)
        connection.execute(PLACE, {"id": row["id"], **_name(record)})
        connection.execute(PUT, row)
    _remember_words(connection, texts)


def _take(connection: Connection, record: Record) -> None:
    number = connection.scalar(PLACE_OF, _name(record))
    if number is not None:
        connection.execute(TAKE, {"id": number})
        connection.execute(sa.delete(TextRow).where(TextRow.id == number))


def _name(record: Record) -> dict[str, Any]:
    return {"record": record.__tablename__, "record_id": record.id}


def _is_searched(record: Record, texts: Sequence[Text]) -> bool:
    is_kept = record.__tablename__ in KINDS and record.binned_at is None
    return is_kept and bool(texts)


def _columns(texts: Sequence[Text]) -> dict[str, str]:
    return {
        column: "\n".join(t["folded"] for t in texts if t["language"] == language)
        for language, column in COLUMNS.items()
    }


def _remember_words(connection: Connection, texts: Iterable[Text]) -> None:
    words = {word for text in texts for word in WORD.findall(text["folded"])}
    if words:
        connection.execute(REMEMBER, [{"word": word} for word in sorted(words)])
