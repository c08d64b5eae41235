"""Open actions that lack something, as pages see them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.plan import ActionStatus, PersonName, Standing
    from slo_desktop.domain.unreadable import UnreadableRow


class Need(StrEnum):
    """What an open action may lack."""

    DATE = "date"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingAction:
    """An open action of any year that lacks an owner or a date."""

    id: int
    ref: str
    title: Bilingual
    year: int
    status: ActionStatus
    standing: Standing
    owners: Sequence[PersonName]
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingList:
    """Every open action that lacks something, the newest year's first."""

    need: Need
    rows: Sequence[LackingAction]
    unreadable: Sequence[UnreadableRow] = ()
