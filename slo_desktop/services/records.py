"""What can be done to any record: find, edit field by field, bin, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import (
    BinnedError,
    CollisionError,
    NamelessError,
    RecordNotFoundError,
    TextTooLongError,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.storage.changes import AUTHOR
from slo_desktop.storage.links import links_of
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.plain_loads import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

R = TypeVar("R", bound=Record)

CODES = frozenset(map(str, Language))

NAMES = {"success_criterion": "text", "school": "name"}
"""What people know a record by, where it is no title."""


def find(session: Session, kind: type[R], number: int) -> R:
    """The record with this number, binned or not.

    Raises:
        RecordNotFoundError: there is none.
    """
    record = load(session, kind, number)
    if record is None:
        raise RecordNotFoundError(kind.__tablename__, number)
    return record


def find_all(session: Session, kind: type[R], numbers: Iterable[int]) -> Sequence[R]:
    """The records with these numbers, in order of number.

    Raises:
        RecordNotFoundError: one of them does not exist.
    """
    wanted = set(numbers)
    query = sa.select(kind).where(kind.id.in_(wanted)).order_by(kind.id)
    found = session.scalars(query).all()
    if missing := wanted - {record.id for record in found}:
        raise RecordNotFoundError(kind.__tablename__, min(missing))
    return found


def edit(
    session: Session, record: R, *, rev: int | None, changes: Mapping[str, Any]
) -> R:
    """Change some fields of a record.

    Args:
        session: a signed session.
        record: what to change.
        rev: revision the person saw; None skips the check (imports).
        changes: new values by field; `title_cy` and `title_en` write one language
            of the bilingual column `title`; links are sets of records or codes.

    Raises:
        CollisionError: somebody changed the record since it was opened.
        BinnedError: it is in the bin.
        NamelessError: it would be left without a title in any language.
        TextTooLongError: a text passes the limit.
    """
    if rev is not None and rev != record.rev:
        raise CollisionError(
            record.__tablename__, record.id, opened=rev, current=record.rev
        )
    refuse_binned(record)
    had_name = _has_name(record)
    for field, value in changes.items():
        _set(record, field, value)
    if had_name and not _has_name(record):
        raise NamelessError(record.__tablename__, record.id, _name_field(record))
    session.flush()
    return record


def refuse_binned(record: Record) -> None:
    """Let nobody change what is in the bin.

    Raises:
        BinnedError: it is there.
    """
    if record.binned_at is not None:
        raise BinnedError(record.__tablename__, record.id)


def _name_field(record: Record) -> str:
    return NAMES.get(record.__tablename__, "title")


def _has_name(record: Record) -> bool:
    """Whether it has a title in either language, if it is of a kind that has one."""
    name = getattr(record, _name_field(record), None)
    if not isinstance(name, Bilingual):
        return False
    return any(name.text(language).strip() for language in Language)


def put_in_bin(session: Session, record: Record) -> None:
    """Take a record out of every list; it can be restored."""
    record.binned_at = session.info[AUTHOR].at
    session.flush()


def restore(session: Session, record: Record) -> None:
    """Bring a record back from the bin."""
    record.binned_at = None
    session.flush()


def with_texts(kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Field values for a new record: `title_cy` and `title_en` become `title`.

    Of two languages the one that comes first is the original.
    """
    built: dict[str, Any] = {}
    for field, value in values.items():
        base, language = _bilingual_field(kind, field)
        if language is None:
            built[field] = value
        else:
            text = built.get(base, Bilingual())
            built[base] = text.with_text(language, checked_text(value))
    return built


def with_records(
    session: Session, kind: type[Record], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Values in which numbers of linked records have become the records.

    Links to other records are named by numbers, elements by codes.

    Raises:
        RecordNotFoundError: one of the linked records does not exist.
    """
    built = dict(values)
    links = {link.key: link.mapper.class_ for link in links_of(kind) if link.uselist}
    for name in built.keys() & links.keys():
        numbers = {int(number) for number in built[name]}
        built[name] = set(find_all(session, links[name], numbers))
    if "elements" in built:
        built["elements"] = set(built["elements"])
    return built


def checked_text(text: str | None) -> str:
    """The text itself; a field that was not sent holds none.

    Raises:
        TextTooLongError: it passes the limit.
    """
    text = text or ""
    if len(text) > TEXT_CHARACTERS:
        raise TextTooLongError(len(text), TEXT_CHARACTERS)
    return text


def _bilingual_field(kind: type[Record], field: str) -> tuple[str, Language | None]:
    base, _, code = field.rpartition("_")
    if code in CODES and base in sa.inspect(kind).columns:
        return base, Language(code)
    return field, None


def _set(record: Record, field: str, value: Any) -> None:  # noqa: ANN401  any column
    base, language = _bilingual_field(type(record), field)
    if language is not None:
        text = getattr(record, base).with_text(language, checked_text(value))
        setattr(record, base, text)
    elif getattr(record, field) != value:
        setattr(record, field, value)
