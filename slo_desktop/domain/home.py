"""What the first page tells: what is due, what is missing, what was done last."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.changes import Op
    from slo_desktop.domain.plan import ActionStatus


class CheckKind(StrEnum):
    """Something that somebody should put right; the most urgent come first."""

    PHOTOS_WITHOUT_CONSENT = "photos-without-consent"
    REVIEWS_DUE = "reviews-due"
    TEXTS_MISSING = "texts-missing"
    EVIDENCE_WITHOUT_ELEMENT = "evidence-without-element"
    ACTIONS_WITHOUT_DATE = "actions-without-date"
    ACTIONS_WITHOUT_OWNER = "actions-without-owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How often one kind of fault was found; a list shows exactly as many records."""

    kind: CheckKind
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAction:
    """An open action that is late or due soon."""

    id: int
    ref: str
    title: Bilingual
    status: ActionStatus
    due: dt.date
    late: bool
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneThing:
    """A record somebody worked on; `kind` is its table."""

    kind: str
    id: int
    title: Bilingual
    op: Op
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A date on the way to the next meeting."""

    key: str
    day: dt.date
    days_left: int
    is_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything the first page shows; `words` wait to be translated."""

    inbox: int
    stops: tuple[Stop, ...]
    words: int
    due: tuple[DueAction, ...]
    checks: tuple[Check, ...]
    done: tuple[DoneThing, ...]
    has_evidence: bool
    has_plan: bool
