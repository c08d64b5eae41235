"""What each template of the people is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slo_desktop.domain.people import PersonSummary, PersonUse
    from slo_desktop.domain.unreadable import UnreadableRow
    from slo_desktop.services.people import PastedPeople
    from slo_desktop.web.people.forms import PasteForm, PersonForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """people/list.html.

    Attributes:
        unreadable: people of whom something cannot be read.
        unused: lines in the box of which nothing can be used, and why.
        asked: somebody was led here to look at those lines.
        writer: uid of the person who writes in this window.
    """

    title: str
    people: Sequence[PersonSummary]
    unreadable: Sequence[UnreadableRow]
    form: PasteForm
    unused: PastedPeople
    asked: bool
    writer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """people/person.html.

    Attributes:
        at_once: how many records of a kind are shown before the older ones.
    """

    title: str
    number: int
    uid: str
    people: Sequence[PersonSummary]
    form: PersonForm
    use: PersonUse
    binned: bool
    at_once: int = 8
