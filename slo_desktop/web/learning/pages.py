"""What each template of professional learning is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import url_for

from slo_desktop.domain.learning import View
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.learning import (
        Impact,
        LearningDetail,
        LearningFilter,
        LearningListing,
    )
    from slo_desktop.web.learning.forms import (
        ImpactForm,
        LearningForm,
        NewLearningForm,
        ReflectionForm,
    )
    from slo_desktop.web.new_records import Beginning


def arguments(wanted: LearningFilter) -> dict[str, Any]:
    """The address arguments of a filter."""
    given: dict[str, Any] = {"year": wanted.year, "view": wanted.view.value}
    if wanted.review_due:
        given["need"] = "review"
    if wanted.text:
        given["q"] = wanted.text
    return given


BAR = 1000
"""How wide the bar of hours is, in units of its drawing."""
GAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A piece of the bar of hours, in units of its drawing."""

    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """learning/list.html."""

    title: str
    wanted: LearningFilter
    listing: LearningListing

    def url(self, **changes: Any) -> str:
        """Address of the list with some questions answered otherwise."""
        wanted = replace(self.wanted, **changes)
        return url_for("learning.index", **arguments(wanted))

    def record_url(self, number: int) -> str:
        """Address of a record beside this list."""
        return url_for("learning.show", number=number, **arguments(self.wanted))

    @property
    def bar(self) -> tuple[Share, ...]:
        """Hours of each group of kinds, side by side."""
        parts = [minutes for _group, minutes in self.listing.by_group]
        room, start, shares = BAR - GAP * (len(parts) - 1), 0.0, []
        for minutes in parts:
            width = round(room * minutes / (sum(parts) or 1), 1)
            shares.append(Share(start=round(start, 1), width=width))
            start += width + GAP
        return tuple(shares)

    @property
    def views(self) -> tuple[View, ...]:
        """The ways to put the list together."""
        return (View.PERSON, View.KIND, View.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactPart:
    """One impact with the form that changes it."""

    impact: Impact
    form: ImpactForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(ListPage):
    """learning/show.html."""

    record: LearningDetail
    form: LearningForm
    reflection: ReflectionForm
    impacts: Sequence[ImpactPart]
    new_impact: ImpactForm
    providers: Sequence[str]

    def act_url(self, endpoint: str, **values: Any) -> str:
        """Where something is done to the record; the list beside it stays as it is."""
        return url_for(f"learning.{endpoint}", **values, **arguments(self.wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """learning/new.html."""

    title: str
    form: NewLearningForm
    providers: Sequence[str]
    beginning: Beginning
