"""What the rows of a file may refer to: people, priorities, actions, terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.folding import fold
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningRecord,
    Person,
    Priority,
    School,
    Term,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from slo_desktop.domain.school_year import TermKey

R = TypeVar("R", Priority, Action, Person)
REFS: Mapping[ImportKind, tuple[InstrumentedAttribute[str], ...]] = {
    ImportKind.EVIDENCE: (Evidence.ref,),
    ImportKind.PLAN: (Priority.ref, Action.ref),
    ImportKind.LEARNING: (LearningRecord.ref,),
}


@dataclass(slots=True)
class World:
    """Everything that is here already and that a row can name.

    Attributes:
        today: the date in Wales.
        language: the school's working language, in which its originals are.
        people: everybody by initials and by folded name.
        taken: references that this kind of record already has, binned ones too.
        term_ends: last day of each term of each school year.
    """

    today: dt.date
    language: Language = Language.CY
    people: dict[str, list[Person]] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    term_ends: dict[tuple[int, TermKey], dt.date] = field(default_factory=dict)


def world_of(session: Session, kind: ImportKind, today: dt.date) -> World:
    """Look at everything once, before the first row is read."""
    school = session.scalars(sa.select(School).order_by(School.id).limit(1)).first()
    terms = session.scalars(sa.select(Term).where(Term.binned_at.is_(None)))
    return World(
        today=today,
        language=school.working_language if school else Language.CY,
        people=_by_initials_and_name(session),
        priorities={p.ref: p for p in _here(session, Priority)},
        actions={a.ref: a for a in _here(session, Action)},
        taken={ref for refs in REFS[kind] for ref in session.scalars(sa.select(refs))},
        term_ends={(term.school_year, term.key): term.ends for term in terms},
    )


def _here(session: Session, kind: type[R]) -> Iterable[R]:
    query = sa.select(kind).where(kind.binned_at.is_(None)).order_by(kind.id)
    return session.scalars(query)


def _by_initials_and_name(session: Session) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in _here(session, Person):
        for known_as in {person.initials.casefold(), fold(person.name)} - {""}:
            found.setdefault(known_as, []).append(person)
    return found
