"""Rows that become priorities and their actions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from slo_desktop.domain.importing import Level, Problem
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey, school_year_span
from slo_desktop.services.importing.cells import Cells
from slo_desktop.services.importing.drafts import Draft
from slo_desktop.storage.models import (
    Action,
    Priority,
    SuccessCriterion,
    TermUpdate,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from slo_desktop.services.importing.reading import Row, Table
    from slo_desktop.services.importing.world import World
    from slo_desktop.storage.models.base import Record


class PlanReader:
    """Reads priorities first, because actions name them."""

    def __init__(self, table: Table, world: World) -> None:
        self.table = table
        self.world = world
        self.used: dict[str, int] = {}
        self.refused: set[str] = set()
        self.last: dict[object, int] = defaultdict(int)
        for priority in world.priorities.values():
            self._seen(priority.school_year, priority.position)
        for action in world.actions.values():
            self._seen(action.priority.ref, action.position)

    def _seen(self, place: object, position: int) -> None:
        self.last[place] = max(self.last[place], position)

    def _next(self, place: object) -> int:
        self.last[place] += 1
        return self.last[place]

    def drafts(self) -> Iterator[Draft]:
        """Every row, with what is wrong with it."""
        actions = []
        for row in self.table.rows:
            cells = Cells(row, self.world)
            if cells.choice("level", Level) is Level.ACTION:
                actions.append(row)
            else:
                yield self._priority(cells)
        yield from map(self._action, actions)

    def _priority(self, cells: Cells) -> Draft:
        cells.needed("level", cells.said("level") or None, "")
        leads = cells.people("owner")
        if len(leads) > 1:
            cells.wrong("owner", Problem.SEVERAL_PEOPLE, cells.said("owner"))
        year = cells.needed("school_year", cells.year("school_year"), 0)
        priority = Priority(
            ref=cells.ref(self.used),
            school_year=year,
            position=self._next(year),
            title=cells.title(),
            rationale=cells.texts("rationale"),
            outcome=cells.texts("outcome"),
            end_of_year=cells.texts("end_of_year"),
            lead=leads[0] if leads else None,
            status=cells.choice("status", ActionStatus) or ActionStatus.NOT_STARTED,
            success_state=cells.choice("success_state", CriterionState),
            national_priorities=cells.codes("national_priority", "national-priorities"),
            inspection_areas=cells.codes("inspection_area", "estyn-areas"),
            plan_contents=cells.codes("plan_contents", "sdp-contents"),
            elements=cells.elements(),
        )
        success = _criterion(cells, priority, None)
        draft = Draft(cells.taken_row(), priority, success, [], cells.findings)
        if not draft.is_good:
            self.refused.add(priority.ref)
        elif priority.ref:
            self.world.priorities[priority.ref] = priority
        return draft

    def _action(self, row: Row) -> Draft:
        cells = Cells(row, self.world)
        priority = self._parent(cells)
        year = cells.year("school_year") or (priority.school_year if priority else 0)
        starts = cells.date("starts")
        action = Action(
            ref=cells.ref(self.used),
            priority=priority,
            position=self._next(cells.said("parent_ref")),
            title=cells.title(),
            owners=set(cells.people("owner")),
            starts=starts,
            due=cells.until("due", starts),
            status=cells.choice("status", ActionStatus) or ActionStatus.NOT_STARTED,
            cost_pence=cells.money("cost"),
            spent_pence=cells.money("spent"),
            funding_source=cells.code("funding_source", "funding-sources"),
            financial_year=cells.year("financial_year"),
            resources=cells.texts("resources"),
            monitoring=cells.texts("monitoring"),
            elements=cells.elements(),
        )
        parts: list[Record] = _criterion(cells, priority, action)
        parts += _updates(cells, action, year)
        return Draft(cells.taken_row(), action, parts, [], cells.findings)

    def _parent(self, cells: Cells) -> Priority | None:
        ref = cells.said("parent_ref")
        found = self.world.priorities.get(ref)
        if not ref:
            cells.wrong("parent_ref", Problem.MISSING)
        elif found is None:
            is_here = ref in self.refused
            what = Problem.PARENT_REFUSED if is_here else Problem.UNKNOWN_PRIORITY
            cells.wrong("parent_ref", what, ref)
        return found


def _criterion(
    cells: Cells, priority: Priority | None, action: Action | None
) -> list[Record]:
    text, state = cells.texts("success"), cells.choice("success_state", CriterionState)
    if text.is_empty:
        return []
    criterion = SuccessCriterion(
        priority=priority,
        action=action,
        position=1,
        text=text,
        state=state or CriterionState.NOT_YET,
    )
    return [criterion]


def _updates(cells: Cells, action: Action, year: int) -> list[Record]:
    """One update for each term that says something.

    The file knows one status: it is that of the newest update. Whatever was said
    before it was said while the work was under way.
    """
    said = [(term, cells.texts(f"progress_{term}")) for term in TermKey]
    said = [(term, text) for term, text in said if not text.is_empty]
    updates: list[Record] = []
    for number, (term, text) in enumerate(said, start=1):
        newest = number == len(said)
        update = TermUpdate(
            action=action,
            term=term,
            text=text,
            status=action.status if newest else ActionStatus.UNDER_WAY,
            written_on=_written_on(cells.world, year, term),
        )
        updates.append(update)
    return updates


def _written_on(world: World, year: int, term: TermKey) -> dt.date:
    """The last day of the term, or today while it lasts."""
    if not year:
        return world.today
    end = world.term_ends.get((year, term), school_year_span(year).end)
    return min(end, world.today)
