"""Elements of a learning organisation, and how well each is shown."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.domain.plan import ActionStatus

ENOUGH_KINDS = 3
"""Families of source that make an element's evidence enough (evidence-kinds.json)."""


class Stage(StrEnum):
    """Self-evaluation stage of an element (statuses.json, element-stages)."""

    NOT_YET_A_FOCUS = "not-yet-a-focus"
    STARTING = "starting"
    DEVELOPING = "developing"
    EMBEDDED = "embedded"
    NOT_A_FOCUS_THIS_YEAR = "not-a-focus-this-year"


@lru_cache
def element_order(code: str) -> tuple[int, ...]:
    """Puts element codes in the order of the framework: 4.2 before 4.10."""
    numbers = code.rpartition("/")[2].split(".")
    return tuple(int(number) if number.isdecimal() else 0 for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One element in the matrix.

    Attributes:
        families: codes of the families of source that its evidence comes from.
        records: how many pieces of evidence show it.
        newest: when the newest of them happened.
        set_aside: a decision that the element is not a focus this year.
    """

    element: Entry
    families: frozenset[str] = frozenset()
    records: int = 0
    newest: dt.date | None = None
    set_aside: bool = False

    @property
    def kinds(self) -> int:
        """How many families of source there are."""
        return len(self.families)

    @property
    def is_enough(self) -> bool:
        """Whether no further kind of source is asked for."""
        return self.kinds >= ENOUGH_KINDS

    @property
    def is_empty(self) -> bool:
        """Whether nothing shows it, though it is a focus."""
        return not self.records and not self.set_aside


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """One dimension of the matrix with its elements."""

    dimension: Entry
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """A piece of evidence in the list of an element."""

    id: int
    happened_on: dt.date
    title: Bilingual
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyEvidence:
    """What one family of source has to say about an element; newest first."""

    family: Entry | None
    records: int
    newest: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The school's own view of an element in one school year."""

    id: int
    rev: int
    school_year: int
    stage: Stage
    reviewed_on: dt.date
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingAction:
    """An action or a priority that serves an element."""

    id: int
    ref: str
    title: Bilingual
    status: ActionStatus
    due: dt.date | None
    school_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingLearning:
    """Professional learning that serves an element."""

    id: int
    title: Bilingual
    starts_on: dt.date
    review_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDetail:
    """Everything that touches one element."""

    element: Entry
    dimension: Entry
    siblings: tuple[Entry, ...]
    cell: Cell
    families: tuple[FamilyEvidence, ...]
    judgements: tuple[Judgement, ...]
    priorities: tuple[ServingAction, ...]
    actions: tuple[ServingAction, ...]
    learning: tuple[ServingLearning, ...]
