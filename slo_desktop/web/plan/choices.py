"""What the lists of these forms offer, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel import gettext as _

from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.years import financial_year_name
from slo_desktop.storage.people import people
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from enum import StrEnum

    from sqlalchemy.orm import Session

    from slo_desktop.domain.frameworks import Entry

    Choices = list[tuple[Any, str]]

T = TypeVar("T")


def optional(kind: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Read a choice that may be left open."""
    return lambda value: kind(value) if value not in (None, "") else None


def open_choice() -> Choices:
    """The choice that leaves a field open."""
    return [("", _("Not chosen"))]


def states(kind: type[StrEnum]) -> Choices:
    """Every state of a scale."""
    language = current_language()
    return [(state.value, label(state, language)) for state in kind]


def codes(entries: Iterable[Entry], kept: Collection[str] = ()) -> Choices:
    """Entries of a list, and codes a record holds that are no longer offered."""
    language = current_language()
    offered = [(entry.code, entry.label(language)) for entry in entries]
    known = {code for code, _label in offered}
    older = [code for code in kept if code not in known]
    return offered + [(code, frameworks().label(code, language)) for code in older]


def everybody(session: Session, kept: Collection[int] = ()) -> Choices:
    """People who are here now, and those a record names already."""
    return [
        (person.id, person.name)
        for person in people(session)
        if person.active_to is None or person.id in kept
    ]


def financial_years(around: int) -> Choices:
    """Financial years that a school year can be paid from."""
    return [(year, financial_year_name(year)) for year in range(around - 1, around + 3)]
