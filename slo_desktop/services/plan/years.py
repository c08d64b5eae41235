"""The plan of one school year as a value, and the list of years."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from slo_desktop.domain.plan import (
    ActionSummary,
    Criterion,
    PersonName,
    PlanTerm,
    PrioritySummary,
    Update,
    YearPlan,
    standing,
    term_now,
)
from slo_desktop.domain.school_year import TermKey, school_year_of
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.names import name_key
from slo_desktop.storage import plan as storage
from slo_desktop.storage.readable import parted
from slo_desktop.storage.school import terms_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.people import Person
    from slo_desktop.storage.models.plan import (
        Action,
        Priority,
        SuccessCriterion,
        TermUpdate,
    )

T = TypeVar("T")


def school_years(session: Session, *, today: dt.date) -> tuple[int, ...]:
    """Years that have a plan, and the one we are in, oldest first."""
    return tuple(sorted({*storage.school_years(session), school_year_of(today)}))


def plan_terms(session: Session, year: int) -> tuple[PlanTerm, ...]:
    """The three terms of a year, with the dates the school entered."""
    known = {term.key: term for term in terms_of(session, year)}
    return tuple(
        PlanTerm(key=key, starts=known[key].starts, ends=known[key].ends)
        if key in known
        else PlanTerm(key=key)
        for key in TermKey
    )


def year_plan(session: Session, year: int, *, today: dt.date) -> YearPlan:
    """Everything the page of a year shows."""
    priorities = storage.priorities_shown(session, year)
    readable, unreadable = parted(priorities)
    rows = _Rows.read(session, [priority.id for priority in readable], today)
    terms = plan_terms(session, year)
    return YearPlan(
        year=year,
        priorities=tuple(
            rows.priority(priority, number)
            for number, priority in _numbered(priorities)
        ),
        terms=terms,
        term=term_now(terms, year, today),
        unreadable=(*unreadable, *rows.unreadable),
    )


def person_name(person: Person) -> PersonName:
    """What a page says about somebody."""
    return PersonName(id=person.id, name=person.name, initials=person.initials)


def names_of(people: Iterable[Person]) -> tuple[PersonName, ...]:
    """Several people, by surname."""
    ordered = sorted(people, key=lambda person: (name_key(person.name), person.id))
    return tuple(map(person_name, ordered))


def criterion_value(criterion: SuccessCriterion) -> Criterion:
    """A success criterion as pages read it."""
    return Criterion(
        id=criterion.id,
        rev=criterion.rev,
        text=criterion.text,
        state=criterion.state,
    )


def update_value(update: TermUpdate) -> Update:
    """A termly update as pages read it."""
    return Update(
        id=update.id,
        rev=update.rev,
        term=update.term,
        text=update.text,
        status=update.status,
        written_on=update.written_on,
    )


def element_order(code: str) -> tuple[int, ...]:
    """Elements in their own order: 5.2 before 5.10."""
    short = code.rpartition("/")[2]
    return tuple(int(part) for part in short.split(".") if part.isdecimal())


def _grouped(items: Iterable[T], key: Callable[[T], Any]) -> Mapping[Any, Sequence[T]]:
    groups: defaultdict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _numbered(rows: Iterable[T | UnreadableRow]) -> Iterator[tuple[int, T]]:
    """What can be read, by its place; what cannot be read keeps its own."""
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, UnreadableRow):
            yield number, row


def _priority_of(action: Action | UnreadableRow) -> int | None:
    if isinstance(action, UnreadableRow):
        return action.parent
    return action.priority_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What was read of some priorities, by what it belongs to."""

    actions: Mapping[int | None, Sequence[Action | UnreadableRow]]
    criteria: Mapping[int | None, Sequence[SuccessCriterion]]
    updates: Mapping[int, Sequence[TermUpdate]]
    carried_on: frozenset[int]
    unreadable: Sequence[UnreadableRow]
    today: dt.date

    @classmethod
    def read(cls, session: Session, priorities: Sequence[int], today: dt.date) -> _Rows:
        actions = storage.actions_shown(session, priorities)
        numbers = [action.id for action in actions]
        criteria, no_criteria = parted(storage.criteria_shown(session, priorities))
        updates, no_updates = parted(storage.updates_shown(session, numbers))
        return cls(
            actions=_grouped(actions, _priority_of),
            criteria=_grouped(criteria, lambda criterion: criterion.action_id),
            updates=_grouped(updates, lambda update: update.action_id),
            carried_on=storage.carried_on(session, numbers),
            unreadable=(*parted(actions)[1], *no_criteria, *no_updates),
            today=today,
        )

    def priority(self, priority: Priority, number: int) -> PrioritySummary:
        return PrioritySummary(
            id=priority.id,
            rev=priority.rev,
            ref=priority.ref,
            number=number,
            title=priority.title,
            status=priority.status,
            lead=person_name(priority.lead) if priority.lead else None,
            national_priorities=tuple(priority.national_priorities),
            plan_contents=tuple(priority.plan_contents),
            actions=tuple(
                self.action(action, f"{number}.{place}")
                for place, action in _numbered(self.actions.get(priority.id, ()))
            ),
        )

    def action(self, action: Action, number: str) -> ActionSummary:
        carried_on = action.id in self.carried_on
        # What goes on in another year is due there.
        due = None if carried_on else action.due
        criteria = self.criteria.get(action.id, ())
        updates = self.updates.get(action.id, ())
        return ActionSummary(
            id=action.id,
            rev=action.rev,
            ref=action.ref,
            number=number,
            title=action.title,
            status=action.status,
            standing=standing(action.status, due, self.today),
            elements=tuple(sorted(action.elements, key=element_order)),
            owners=names_of(action.owners),
            due=action.due,
            cost_pence=action.cost_pence,
            spent_pence=action.spent_pence,
            funding_source=action.funding_source,
            carried_on=carried_on,
            criteria=tuple(map(criterion_value, criteria)),
            updates={update.term: update_value(update) for update in updates},
        )
