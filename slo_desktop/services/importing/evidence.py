"""Rows that become evidence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.evidence import Worked
from slo_desktop.services.importing.cells import Cells
from slo_desktop.services.importing.drafts import Draft
from slo_desktop.services.importing.files import COLUMN
from slo_desktop.storage.models import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.services.importing.reading import Table
    from slo_desktop.services.importing.world import World

EVENING = dt.time(18)


def read_evidence(
    table: Table, world: World, *, now: dt.datetime, backdate: bool
) -> Iterator[Draft]:
    """Every row as evidence, with what is wrong with it.

    Args:
        table: the file.
        world: what rows may name.
        now: when the records are written down.
        backdate: say that each was written down on the evening of its day.
    """
    used: dict[str, int] = {}
    for row in table.rows:
        cells = Cells(row, world)
        evidence = _evidence(cells, used, now)
        if backdate:
            evening = dt.datetime.combine(evidence.happened_on, EVENING, dt.UTC)
            evidence.logged_at = min(evening, now)
        yield Draft(cells.taken_row(), evidence, [], cells.many(COLUMN), cells.findings)


def _evidence(cells: Cells, used: dict[str, int], now: dt.datetime) -> Evidence:
    happened_on = cells.date("happened_on")
    # The family follows from the kind; a file that names it must name a real one.
    cells.code("source_family", "evidence-kinds", "families")
    return Evidence(
        ref=cells.ref(used),
        happened_on=cells.needed("happened_on", happened_on, cells.world.today),
        happened_until=cells.until("happened_until", happened_on),
        logged_at=now,
        title=cells.title(),
        note=cells.texts("note"),
        kind=cells.code("kind", "evidence-kinds"),
        worked=cells.choice("worked", Worked),
        has_pupil_data=cells.yes("contains_pupil_data"),
        elements=cells.elements(),
        people=set(cells.people("people")),
        priorities=cells.priorities("priority_ref"),
        actions=cells.actions("action_ref"),
    )
