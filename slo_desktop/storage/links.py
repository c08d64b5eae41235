"""How kinds of records point to each other, read from the models."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection

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
    state = sa.inspect(record)
    for link in links_of(type(record)):
        if link.direction is not TO_ONE:
            continue
        (column,) = link.local_columns
        number = state.attrs[state.mapper.get_property_by_column(column).key]
        if number.history.added and not state.attrs[link.key].history.has_changes():
            found = number.value and session.get(link.mapper.class_, number.value)
            setattr(record, link.key, found)
