"""What will go when something is erased, as the page that asks shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.domain.history import Named
    from slo_desktop.domain.privacy.mentions import Mention
    from slo_desktop.domain.safety.backups import Place


class NotErasableError(SloError):
    """A record of this kind is not erased by itself: the school, a log, a setting."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


ERASABLE = frozenset(
    {
        "action",
        "attachment",
        "evidence",
        "learning",
        "learning_impact",
        "meeting",
        "person",
        "priority",
        "self_review",
        "success_criterion",
        "survey_score",
        "term_update",
    }
)
"""Kinds of records that somebody may ask to have erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """A record whose words name the person.

    Attributes:
        key: names it in a form.
        mentions: one for each text.
    """

    key: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIn:
    """A backup in this folder that still holds what goes.

    Attributes:
        name: of its file.
        made_on: when it was made.
        until: when it ages out, if the clock can be trusted; None if nobody knows.
    """

    name: str
    made_on: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutside:
    """A place outside this folder that copies went to, and that may hold it.

    Attributes:
        place: which kind of place.
        path: the folder there; None where somebody took a copy away by hand.
        copies: how many lay there when it was last seen.
        newest_on: when the newest was made.
    """

    place: Place
    path: str | None
    copies: int
    newest_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePlan:
    """Everything that goes, stays, or is for the head to decide.

    Attributes:
        subjects: what is asked for.
        parts: what goes with it, because it belongs to nothing else.
        files: how many kept files are removed from the disk.
        links: records that stay and lose their link to it.
        alone: professional learning that only this person took part in.
        named_in: records whose words name the person.
        drafts: unsaved texts that name the person, or belong to what goes.
        backups: where it is still held in this folder.
        outside: known places elsewhere that may hold it.
    """

    subjects: tuple[Named, ...]
    parts: tuple[Named, ...]
    files: int
    links: tuple[Named, ...]
    alone: tuple[Named, ...]
    named_in: tuple[NamedIn, ...]
    drafts: int
    backups: tuple[HeldIn, ...]
    outside: tuple[HeldOutside, ...] = ()
