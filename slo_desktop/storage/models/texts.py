"""An index of every text, derived from the records and rebuildable."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.storage.models.base import Base


class TextIndex(Base):
    """One text of one record in one language, folded for search.

    `language` is empty for names and references. `state` is a `TextState`; `is_gap`
    says whether a translation is missing or out of date.
    """

    __tablename__ = "text_index"
    __table_args__ = (
        sa.Index("ix_text_index_record", "record", "record_id"),
        sa.Index("ix_text_index_gap", "is_gap", "record"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(sa.String(40))
    record_id: Mapped[int]
    field: Mapped[str] = mapped_column(sa.String(40))
    language: Mapped[str] = mapped_column(sa.String(2))
    folded: Mapped[str]
    words: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20))
    is_gap: Mapped[bool]
    is_binned: Mapped[bool]


class TextMark(Base):
    """The newest change that the full-text index knows of; one row."""

    __tablename__ = "text_mark"

    seq: Mapped[int] = mapped_column(primary_key=True)


class TextRow(Base):
    """Where a record stands in the full-text index `text_search`.

    The number is made of the kind, the day and the record's id, so that the index
    itself answers newest first (`storage/search_index.py`).
    """

    __tablename__ = "text_row"
    __table_args__ = (
        sa.Index("ix_text_row_record", "record", "record_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(sa.String(40))
    record_id: Mapped[int]


class TextWord(Base):
    """Every folded word that any text has held, to find a word inside a longer one."""

    __tablename__ = "text_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[str] = mapped_column(primary_key=True)
