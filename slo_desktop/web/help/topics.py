"""Help is our own Markdown, one file per topic and language, below `assets/help`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from slo_desktop import paths

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from slo_desktop.domain.languages import Language

TOPICS: Final = (
    "start",
    "home",
    "evidence",
    "plan",
    "elements",
    "learning",
    "people",
    "reports",
    "importing",
    "school",
    "languages",
    "safety",
    "backups",
    "updates",
    "privacy",
    "keys",
    "technician",
    "whats-new",
)
ELSEWHERE: Final = {
    "restoring": "backups",
    "watching": "safety",
    "old_pages": "safety",
    "bin": "safety",
    "history": "safety",
    "collisions": "safety",
    "translation": "languages",
    "safety": "backups",
}
"""Parts of the program whose help has another name than theirs."""

TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)
PART: Final = re.compile(r"^## (.+)$", re.MULTILINE)


@cache
def _markdown() -> MarkdownIt:
    # Loaded with the first page of help: no other page needs it.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def source(topic: str, language: Language) -> str:
    """The text of a topic as it was written."""
    path = paths.assets() / "help" / language.value / f"{topic}.md"
    return path.read_text(encoding="utf-8")


def _html(text: str) -> Markup:
    return Markup(_markdown().render(text))  # noqa: S704  html=False escapes everything


def title(topic: str, language: Language) -> str:
    """The heading of a topic."""
    found = TITLE.search(source(topic, language))
    return found[1] if found else topic


def body(topic: str, language: Language) -> Markup:
    """A topic as HTML, without its heading; our own files hold no raw HTML."""
    text = TITLE.sub("", source(topic, language), count=1)
    return _html(text)


def parts(topic: str, language: Language) -> tuple[Markup, dict[str, Markup]]:
    """What stands before the first part of a topic, and each part by its heading."""
    text = TITLE.sub("", source(topic, language), count=1)
    before, *rest = PART.split(text)
    named = zip(rest[::2], rest[1::2], strict=True)
    return _html(before), {heading: _html(part) for heading, part in named}


def topic_of(blueprint: str | None) -> str:
    """The topic that helps with a part of the program."""
    topic = ELSEWHERE.get(blueprint or "", blueprint)
    return topic if topic in TOPICS else "start"
