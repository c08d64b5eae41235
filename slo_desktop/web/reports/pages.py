"""What each template of the reports is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

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
class Warnings:
    """What somebody should look at before the report goes out."""

    names: Sequence[NameFound]
    photos_kept_back: int
    missing: int
    stale: int
    pupil_data: int


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
class ComposePage:
    """reports/compose.html."""

    title: str
    form: GovernorsForm
    groups: Sequence[EvidenceGroup]
    actions: int
    learning: int
    warnings: Warnings
    preview: Preview | None
