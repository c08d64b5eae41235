"""What each template of the reports is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.governors import EvidenceChoice
    from slo_desktop.services.governors.naming import NameFound
    from slo_desktop.web.reports.forms import GovernorsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGroup:
    """Evidence of one priority that can be ticked."""

    number: int
    title: Bilingual
    choices: Sequence[EvidenceChoice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A record by its reference, where it is put right, and how often it is meant.

    Attributes:
        lang: set where the words are somebody's own and in another language.
    """

    words: str
    url: str | None
    count: int
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What one part of the report lacks in one language."""

    part: str
    lacks: str
    spots: Sequence[Spot]

    @property
    def count(self) -> int:
        """How many texts they are."""
        return sum(spot.count for spot in self.spots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """What somebody should look at before the report goes out.

    Attributes:
        addresses: page of each record that is printed, by its reference.
    """

    names: Sequence[NameFound]
    addresses: Mapping[str, str | None]
    photos_kept_back: int
    missing: Sequence[Lacking]
    stale: Sequence[Lacking]
    pupil_data: int
    unprintable: Sequence[Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The report that was made, or is being made.

    Attributes:
        key: names the job.
        state: word of `JobState`.
        number: the page that is shown large.
        pages: how many pages there are; 0 until it is made.
        problem: what went wrong, as a sentence.
        name: file name that is offered.
        saved: where it was saved from the window, if it was.
        has_window: whether a save dialog can be shown.
    """

    key: str
    state: str
    number: int
    pages: int
    problem: str | None
    name: str
    saved: str | None
    has_window: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The report that was made last since the program opened.

    Attributes:
        key: names the job.
        name: file name that is offered, or was chosen when it was saved.
        is_saved: whether it lies somewhere that lasts.
        pages: how many pages it has; 0 while it is being made.
    """

    key: str
    name: str
    is_saved: bool
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposePage:
    """reports/compose.html.

    Attributes:
        preview: the report that this page is about, if it is about one.
        newest: where it is about none, the one that can be gone back to.
    """

    title: str
    form: GovernorsForm
    groups: Sequence[EvidenceGroup]
    actions: int
    learning: int
    warnings: Warnings
    preview: Preview | None
    newest: Newest | None
