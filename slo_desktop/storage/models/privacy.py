"""How long records are kept, and what was erased for good."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason
from slo_desktop.domain.privacy.retention import Category
from slo_desktop.storage.models.base import Record, codes_column


class RetentionPeriod(Record):
    """How many years one category is kept, where the school says otherwise."""

    __tablename__ = "retention_period"

    category: Mapped[Category] = mapped_column(unique=True)
    years: Mapped[int]


class RetentionHold(Record):
    """Somebody looked at a record whose time was up, and decided to keep it.

    `kind` and `subject` are the table and the uid of that record.
    """

    __tablename__ = "retention_hold"

    kind: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(36), index=True)
    until: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.String(200))


class LogLine(Record):
    """What a line of the disposal log says: what was erased, when, why, for whom.

    It holds no word of what was erased. `records` names everything that went
    (`evidence:uid`), `redacted` the records that lost a name, `changes` the numbers
    of the recorded changes that were emptied, `step` the step that wrote the line.
    """

    __abstract__ = True

    kind: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(36), index=True)
    ref: Mapped[str] = mapped_column(sa.String(40), default="")
    erased_at: Mapped[dt.datetime]
    reason: Mapped[DisposalReason]
    asker: Mapped[Asker]
    case: Mapped[str] = mapped_column(sa.String(40), default="")
    records: Mapped[list[str]] = codes_column()
    redacted: Mapped[list[str]] = codes_column()
    changes: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    files: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(sa.String(36), index=True)

    append_only: ClassVar[bool] = True


class Disposal(LogLine):
    """Something was erased for good, and with it what this file recorded of it."""

    __tablename__ = "disposal"


class CarriedDisposal(LogLine):
    """Something was erased once, in a past that a restore has replaced since.

    The log keeps the line, and nothing follows from it: whatever the restore brought
    back is here. `line` is the uid of the line as it was first written, `writer` the
    uid of whoever did it; `changes` are numbers of that other past.
    """

    __tablename__ = "carried_disposal"

    line: Mapped[str] = mapped_column(sa.String(36), unique=True)
    writer: Mapped[str | None] = mapped_column(sa.String(36))


LOG: Final = (Disposal, CarriedDisposal)
"""Both kinds of lines of the disposal log."""
