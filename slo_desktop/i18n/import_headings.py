"""Headings of an import, known again in either language and told in the reader's."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.importing import ImportKind, Level
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.import_columns import ALSO, LABELS, MEANINGS, TEXT
from slo_desktop.i18n.known_words import key
from slo_desktop.i18n.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

IN: Final = {
    Language.CY: N_("%(heading)s (Welsh)"),
    Language.EN: N_("%(heading)s (English)"),
}
NAMED: Final = {
    Language.CY: ("{} cymraeg", "{} yn gymraeg", "{} welsh", "{} in welsh", "welsh {}"),
    Language.EN: (
        "{} saesneg",
        "{} yn saesneg",
        "{} english",
        "{} in english",
        "english {}",
    ),
}
"""How people say in which of the two languages a column is."""
KINDS: Final[Mapping[ImportKind, str]] = {
    ImportKind.EVIDENCE: "evidence-kinds",
    ImportKind.LEARNING: "learning-kinds",
}
LISTS: Final[Mapping[str, str]] = {
    "national_priority": "national-priorities",
    "inspection_area": "estyn-areas",
    "plan_contents": "sdp-contents",
    "funding_source": "funding-sources",
    "role_groups": "role-groups",
    "grant": "funding-sources",
    "standard": "professional-standards",
    "hallmarks": "hallmarks",
    "impact_level": "impact-levels",
}
CLOSED: Final[Mapping[str, type[StrEnum]]] = {
    "worked": Worked,
    "level": Level,
    "status": ActionStatus,
    "success_state": CriterionState,
}


def parted(column: str) -> tuple[str, Language | None]:
    """The name that both languages of a column share, and which of them it is."""
    base, _, code = column.rpartition("_")
    is_language = code in {language.value for language in Language}
    return (base, Language(code)) if is_language and base in LABELS else (column, None)


def heading_label(column: str, language: Language) -> str:
    """What a column is called; what is none of ours stays as it is."""
    base, written_in = parted(column)
    if base not in LABELS:
        return column
    name = say(LABELS[base], language)
    return say(IN[written_in], language) % {"heading": name} if written_in else name


def heading_meaning(column: str, language: Language) -> str:
    """What a column holds."""
    return say(MEANINGS.get(parted(column)[0], TEXT), language)


def listed_words(kind: ImportKind, column: str, language: Language) -> tuple[str, ...]:
    """The words that a column may hold; nothing where it holds any."""
    if column in CLOSED:
        return tuple(label(choice, language) for choice in CLOSED[column])
    list_key = KINDS.get(kind) if column == "kind" else LISTS.get(column)
    if list_key is None:
        return ()
    list_ = frameworks().by_key[list_key]
    entries = list_.under() or list_.current
    return tuple(dict.fromkeys(entry.label(language) for entry in entries))


def column_called(columns: Iterable[str], heading: str) -> str | None:
    """The column of a heading, as somebody wrote it in either language."""
    return _called(frozenset(columns)).get(key(heading))


@cache
def _called(columns: frozenset[str]) -> Mapping[str, str]:
    """Columns by every name they have; what several are called is none's."""
    own = {key(column): column for column in columns}
    named = defaultdict(set)
    for column in columns:
        for name in _names(column):
            named[key(name)].add(column)
    clear = {name: next(iter(them)) for name, them in named.items() if len(them) == 1}
    return clear | own


def _names(column: str) -> Iterator[str]:
    base, written_in = parted(column)
    in_english, in_welsh = ALSO.get(base, ("", ""))
    also = {Language.EN: in_english.split(","), Language.CY: in_welsh.split(",")}
    names = {each: [say(LABELS[base], each), *also[each]] for each in Language}
    everything = [name for each in names.values() for name in each if name]
    if written_in is None:
        yield from everything
        return
    yield from filter(None, names[written_in])
    for name in everything:
        yield from (form.format(name) for form in NAMED[written_in])
