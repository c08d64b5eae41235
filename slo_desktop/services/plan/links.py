"""From what forms send to what records hold: numbers of people become people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slo_desktop.services.records import find, find_all
from slo_desktop.storage.models.people import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

ONE_PERSON = frozenset({"lead", "monitored_by"})
SOME_PEOPLE = "owners"
CODE_SET = "elements"
CODE_LISTS = frozenset({"national_priorities", "inspection_areas", "plan_contents"})


def resolved(session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes as a record of the plan takes them.

    Raises:
        RecordNotFoundError: a person that was chosen does not exist.
    """
    return {field: _value(session, field, value) for field, value in changes.items()}


def _value(session: Session, field: str, value: Any) -> Any:  # noqa: ANN401  any column
    if field in ONE_PERSON:
        return None if value is None else find(session, Person, value)
    if field == SOME_PEOPLE:
        return set(find_all(session, Person, value or ()))
    if field == CODE_SET:
        return set(value or ())
    if field in CODE_LISTS:
        return sorted(value or ())
    return value
