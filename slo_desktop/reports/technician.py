"""The note for the IT technician: one page in both languages, to be kept as a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.reports.templating import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template
    from markupsafe import Markup

    from slo_desktop.domain.languages import Language

NAME = N_("technician-note")
"""What the file is called, as a part of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The note in one language, as it stands in the help.

    Attributes:
        before: what stands before the first part.
        parts: the parts, by their headings.
    """

    language: Language
    title: str
    before: Markup
    parts: Mapping[str, Markup]


def to_html(first: Note, second: Note, version: str) -> str:
    """Lay the note out, the two languages beside each other.

    Args:
        first: stands on the left; its language is that of the paper.
        second: says the same, part by part.
        version: of the program that the note is about.
    """
    rows = zip(first.parts.items(), second.parts.items(), strict=True)
    return _template().render(notes=(first, second), rows=tuple(rows), version=version)


@cache
def _template() -> Template:
    pages = environment()
    pages.globals.update(say=say)
    return pages.get_template("technician/note.html")
