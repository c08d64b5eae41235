"""Staff, governors and anyone else a record names."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.storage.models.base import Record, bilingual_column, codes_column


class Person(Record):
    """Somebody who works at, governs or helps the school.

    `groups` holds codes of role-groups.json; a governor may have no initials.
    """

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(sa.String(200))
    initials: Mapped[str] = mapped_column(sa.String(10), default="")
    role: Mapped[Bilingual] = bilingual_column()
    groups: Mapped[list[str]] = codes_column()
    active_from: Mapped[dt.date | None]
    active_to: Mapped[dt.date | None]

    searched: ClassVar[tuple[str, ...]] = ("name", "initials")
