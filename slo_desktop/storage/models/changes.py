"""The record of every change."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.domain.changes import Op, as_today
from slo_desktop.storage.models.base import Base


def _of_few(column: str) -> sa.Index:
    """An index of what most changes do not say: those write nothing into it."""
    some = sa.text(f"{column} NOT NULL")
    return sa.Index(f"ix_change_{column}", column, sqlite_where=some)


class Change(Base):
    """One change to one record; changes of one step are undone together.

    `before` and `after` hold only the fields that changed (links included, as uids
    or codes); a new record's `after` holds them all. `hash` covers the change and
    the hash before it.

    `schema` says whose fields it names; changes older than schema 4 say none.

    `erased` is the uid of the disposal that emptied this change: what is left of its
    body no longer gives `hash`, which stays, so that the chain still holds together.
    """

    __tablename__ = "change"
    __table_args__ = (
        sa.Index("ix_change_uid", "uid", "seq"),
        _of_few("undoes"),
        _of_few("erased"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    actor: Mapped[str | None] = mapped_column(sa.String(36))
    step: Mapped[str] = mapped_column(sa.String(36), index=True)
    op: Mapped[Op]
    record: Mapped[str] = mapped_column(sa.String(40))
    uid: Mapped[str] = mapped_column(sa.String(36))
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    after: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    undoes: Mapped[str | None] = mapped_column(sa.String(36))
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    erased: Mapped[str | None] = mapped_column(sa.String(36))
    schema: Mapped[int | None]

    @property
    def was(self) -> dict[str, Any]:
        """`before` in the fields of today."""
        return as_today(self.schema, self.before)

    @property
    def became(self) -> dict[str, Any]:
        """`after` in the fields of today."""
        return as_today(self.schema, self.after)
