"""Places, commands and elements, found by their name in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import current_app, url_for

from slo_desktop.domain.languages import Language
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.folding import fold, mutations
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.web.folder import folder
from slo_desktop.web.frame import PLACES
from slo_desktop.web.language import current_language
from slo_desktop.web.search.pages import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.domain.frameworks import Entry

MORE_PLACES: Final = (
    ("people.index", "people", N_("People")),
    ("school.settings", "gear", N_("Settings")),
    ("importing.choose", "file-earmark-spreadsheet", N_("Import")),
    ("safety.index", "shield-check", N_("Safety")),
    ("privacy.index", "shield-lock", N_("Privacy")),
    ("privacy.log", "journal-check", N_("Disposal log")),
    ("history.day", "clock-history", N_("What happened on a day")),
    ("watching.result", "shield-check", N_("Check of the folder")),
    ("bin.index", "trash3", N_("Bin")),
    ("help.about", "info-circle", N_("About SLO Desktop")),
    ("help.selftest", "clipboard-check", N_("Self-test")),
)
COMMANDS: Final = (
    ("evidence.new", "plus-lg", N_("New evidence"), None),
    ("plan.new_action", "plus-lg", N_("New action"), None),
    ("plan.new_priority", "plus-lg", N_("New priority"), None),
    ("learning.new", "plus-lg", N_("New learning"), None),
    ("reports.index", "file-earmark-text", N_("Prepare the report"), "Ctrl P"),
    ("people.index", "people", N_("Add people"), None),
    ("safety.index", "shield-check", N_("Back up now"), None),
    ("school.settings", "calendar-event", N_("Add a governors’ meeting"), None),
    ("privacy.review", "clipboard-check", N_("Look at what is due for review"), None),
    ("restoring.choose", "arrow-counterclockwise", N_("Restore from a backup"), None),
    ("updates.show", "arrow-clockwise", N_("Install an update from a file"), None),
)
BY_YEAR: Final = frozenset({"plan.new_action", "plan.new_priority"})


class Asked:
    """Whether names answer what was typed; mutations count as the same word."""

    def __init__(self, text: str) -> None:
        self.words = [mutations(word) for word in fold(text).split()]

    def matches(self, *names: str) -> bool:
        """Whether every word begins a word of the names, in any of its forms."""
        parts = [part for name in names for part in fold(name).split()]
        return all(
            any(part.startswith(form) for part in parts for form in forms)
            for forms in self.words
        )


def places(asked: Asked) -> Iterator[Item]:
    """Places of the rail and of the menu."""
    working = [place for place in PLACES if place[0] in current_app.view_functions]
    for number, (endpoint, icon, name) in enumerate(working, start=1):
        yield from _item(asked, url_for(endpoint), icon, name, f"Ctrl {number}")
    for endpoint, icon, name in MORE_PLACES:
        yield from _item(asked, url_for(endpoint), icon, name)


def commands(asked: Asked) -> Iterator[Item]:
    """What can be done from anywhere."""
    year = school_year_of(folder().settings.today())
    for endpoint, icon, name, key in COMMANDS:
        values: dict[str, Any] = {"year": year} if endpoint in BY_YEAR else {}
        yield from _item(asked, url_for(endpoint, **values), icon, name, key)


def _item(
    asked: Asked, url: str, icon: str, name: str, key: str | None = None
) -> Iterator[Item]:
    mine = current_language()
    if asked.matches(*(say(name, language) for language in Language)):
        yield Item(
            label=say(name, mine),
            url=url,
            icon=icon,
            meta=say(name, mine.other),
            meta_lang=mine.other.value,
            key=key,
        )


def elements(asked: Asked) -> Iterator[Item]:
    """Elements by number, name or statement, in either language."""
    if not asked.words:
        return
    for entry in frameworks().elements:
        both = (entry.name, entry.full)
        names = [text.text(language) for text in both for language in Language]
        if asked.matches(entry.short, *names):
            yield _element(entry)


def _element(entry: Entry) -> Item:
    mine = current_language()
    return Item(
        label=f"{entry.short} {entry.label(mine)}",
        url=url_for("elements.show", code=entry.code),
        icon="grid-3x3-gap",
        meta=entry.label(mine.other),
        meta_lang=mine.other.value,
    )
