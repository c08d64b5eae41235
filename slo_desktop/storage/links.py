"""How kinds of records point to each other, read from the models."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from slo_desktop.storage.models.base import Base, Record

if TYPE_CHECKING:
    from sqlalchemy.orm import RelationshipProperty, Session

TO_ONE = RelationshipDirection.MANYTOONE


@cache
def kinds() -> dict[str, type[Record]]:
    """Every kind of record by the name of its table."""
    models = (mapper.class_ for mapper in Base.registry.mappers)
    return {kind.__tablename__: kind for kind in models if issubclass(kind, Record)}


@cache
def links_of(kind: type[Record]) -> tuple[RelationshipProperty[Any], ...]:
    """The relationships of a kind that lead to other records."""
    links = sa.inspect(kind).relationships
    return tuple(link for link in links if issubclass(link.mapper.class_, Record))


@cache
def ranks() -> dict[str, int]:
    """Kinds in such an order that each comes after those it points to."""
    targets = {
        name: {link.mapper.class_.__tablename__ for link in links_of(kind)} - {name}
        for name, kind in sorted(kinds().items())
    }
    order = TopologicalSorter(targets).static_order()
    return {name: place for place, name in enumerate(order)}


def place_in_order(record: Record) -> tuple[int, int]:
    """Sort key that puts a record after the ones it points to."""
    return ranks()[record.__tablename__], _depth(record)


def _depth(record: Record) -> int:
    """How many records of its own kind it stands behind, such as an earlier action."""
    for link in links_of(type(record)):
        if link.direction is TO_ONE and link.mapper.class_ is type(record):
            earlier = getattr(record, link.key)
            return _depth(earlier) + 1 if earlier is not None else 0
    return 0


def settle_links(session: Session, record: Record) -> None:
    """Follow a plain id that was set, so that the recorded change names the record."""
    for link, field in _numbered(type(record)):
        if _is_set(record, field) and not _is_set(record, link.key):
            number = getattr(record, field)
            found = number and session.get(link.mapper.class_, number)
            setattr(record, link.key, found)


def _is_set(record: Record, field: str) -> bool:
    """Whether a field is about to change; it is not read for this."""
    if field not in sa.inspect(record).committed_state:
        return False
    return get_history(record, field, PASSIVE_NO_INITIALIZE).has_changes()


@cache
def _numbered(kind: type[Record]) -> tuple[tuple[RelationshipProperty[Any], str], ...]:
    """The links to one record, with the field that holds its number."""
    mapper = sa.inspect(kind)
    return tuple(
        (link, mapper.get_property_by_column(column).key)
        for link in links_of(kind)
        if link.direction is TO_ONE
        for column in link.local_columns
    )
