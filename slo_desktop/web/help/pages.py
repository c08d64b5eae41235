"""What each template of the help is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from slo_desktop.domain.frameworks import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """help/topic.html.

    Attributes:
        topics: title of every topic by its name.
    """

    title: str
    topic: str
    topics: Mapping[str, str]
    body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """help/about.html.

    Attributes:
        drafts: labels whose Welsh nobody has checked yet, by list.
        parts: versions of what the program is made of.
    """

    title: str
    topics: Mapping[str, str]
    frameworks: Sequence[Framework]
    drafts: Mapping[str, int]
    parts: Mapping[str, str]
    data_dir: str
