"""What each template of the help is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from slo_desktop.domain.frameworks import Framework
    from slo_desktop.domain.selftest import Tried
    from slo_desktop.web.help.licences import Licensed


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """help/topic.html.

    Attributes:
        topics: title of every topic by its name.
        is_paper: whether this topic can be had on one sheet of paper.
        has_window: whether a save dialog can be shown.
    """

    title: str
    topic: str
    topics: Mapping[str, str]
    body: Markup
    is_paper: bool
    has_window: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """help/about.html.

    Attributes:
        drafts: labels whose Welsh nobody has checked yet, by list.
        parts: versions of what the program is made of.
        folders: what this program keeps where, by the name its address has.
        has_window: whether a folder can be shown in the computer's own window.
        updates: address of the page for updates; None where there is none.
    """

    title: str
    topics: Mapping[str, str]
    frameworks: Sequence[Framework]
    drafts: Mapping[str, int]
    parts: Mapping[str, str]
    folders: Mapping[str, Path]
    has_window: bool
    updates: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicencesPage:
    """help/licences.html."""

    title: str
    topics: Mapping[str, str]
    parts: Sequence[Licensed]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicencePage:
    """help/licence.html.

    Attributes:
        texts: what its makers wrote, by the name of the file.
    """

    title: str
    topics: Mapping[str, str]
    part: Licensed
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelftestPage:
    """help/selftest.html, and help/_steps.html alone.

    Attributes:
        state: word of `JobState`; None where nothing was tried yet.
        verdict: what came of it, as a sentence; None while it runs.
        is_whole: whether every step was good.
        tried: what each step showed so far.
        waiting: the steps still to come; the first one is under way.
        percent: how much is done.
    """

    title: str
    topics: Mapping[str, str]
    state: str | None
    verdict: str | None
    is_whole: bool
    tried: Sequence[Tried]
    waiting: Sequence[str]
    percent: int
