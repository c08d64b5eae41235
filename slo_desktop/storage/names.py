"""What records and writers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.history import Named
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage.models.people import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record

TITLES = ("title", "text", "name")
REFS = ("ref", "element", "dimension", "level")
DATES = ("held_on", "starts", "written_on", "judged_on", "taken_on", "reviewed_on")
AT_ONCE = 500
"""Most values in one query; SQLite has a limit on them."""


def _first(record: Record, fields: Iterable[str]) -> Any:  # noqa: ANN401  any column
    return next((getattr(record, f) for f in fields if hasattr(record, f)), None)


def _entry(code: str) -> Bilingual:
    """What a judgement is about: the number and name of an element."""
    entry = frameworks().entry(code)
    if entry is None:
        return Bilingual()
    cy, en = (entry.name.text(language) for language in Language)
    return Bilingual.of(cy=f"{entry.short} {cy}", en=f"{entry.short} {en}")


def named(record: Record) -> Named:
    """A record by the names a person knows it by."""
    ref = _first(record, REFS) or ""
    title = _first(record, TITLES) or _entry(ref)
    if isinstance(title, str):
        title = Bilingual.of(cy=title, en=title)
    return Named(
        kind=record.__tablename__,
        number=record.id,
        uid=record.uid,
        ref=ref,
        title=title,
        on=_first(record, DATES),
    )


def names_of(
    session: Session, kind: type[Record], uids: Iterable[str]
) -> dict[str, Named]:
    """Names of the records of one kind with these uids."""
    wanted = sorted(set(uids))
    found: dict[str, Named] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        records = session.scalars(sa.select(kind).where(kind.uid.in_(some)))
        found |= {record.uid: named(record) for record in records}
    return found


def writers(session: Session, uids: Iterable[str | None]) -> dict[str, str]:
    """Names of the people with these uids."""
    wanted = sorted({uid for uid in uids if uid})
    query = sa.select(Person.uid, Person.name).where(Person.uid.in_(wanted))
    return {row.uid: row.name for row in session.execute(query)}
