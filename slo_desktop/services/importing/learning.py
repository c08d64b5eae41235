"""Rows that become professional learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.importing import Problem
from slo_desktop.services.importing.cells import Cells
from slo_desktop.services.importing.drafts import Draft
from slo_desktop.storage.models import LearningImpact, LearningRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.services.importing.reading import Table
    from slo_desktop.services.importing.world import World

PROVIDER_CHARACTERS = 200


def read_learning(table: Table, world: World) -> Iterator[Draft]:
    """Every row as a learning record, with what is wrong with it."""
    used: dict[str, int] = {}
    for row in table.rows:
        cells = Cells(row, world)
        learning = _learning(cells, used)
        parts = list(_impact(cells, learning))
        yield Draft(cells.taken_row(), learning, [*parts], [], cells.findings)


def _learning(cells: Cells, used: dict[str, int]) -> LearningRecord:
    starts_on = cells.date("date")
    return LearningRecord(
        ref=cells.ref(used),
        starts_on=cells.needed("date", starts_on, cells.world.today),
        ends_on=cells.until("until", starts_on),
        title=cells.title(),
        kind=cells.code("kind", "learning-kinds"),
        people=set(cells.people("people")),
        role_groups=cells.codes("role_groups", "role-groups"),
        minutes=cells.minutes("hours"),
        provider=cells.text("provider", PROVIDER_CHARACTERS),
        cost_pence=cells.money("cost"),
        funding_source=cells.code("grant", "funding-sources"),
        elements=cells.elements(),
        standards=cells.codes("standard", "professional-standards"),
        hallmarks=cells.codes("hallmarks", "hallmarks"),
        actions=cells.actions("action_ref"),
        intended=cells.texts("intended"),
        applied=cells.texts("applied"),
        reflection=cells.texts("reflection"),
        review_on=cells.date("review_date"),
    )


def _impact(cells: Cells, learning: LearningRecord) -> Iterator[LearningImpact]:
    text, level = cells.texts("impact"), cells.code("impact_level", "impact-levels")
    if not text.is_empty and not cells.said("impact_level"):
        cells.wrong("impact_level", Problem.MISSING)
    if level is None:
        return
    judged = learning.review_on if not text.is_empty else None
    if judged and judged > cells.world.today:
        judged = None
    yield LearningImpact(learning=learning, level=level, text=text, judged_on=judged)
