"""Lists that the program reads and never writes: dimensions, elements, kinds.

Codes are stable and say where they come from (`slo-wales/4.2`,
`estyn-areas/2024/leading-improving`: file, set where there are sets, id), so an old
record keeps its old meaning when a list changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slo_desktop.domain.languages import Language


def short_code(code: str) -> str:
    """The last part of a code, as people and CSV files write it."""
    return code.rpartition("/")[2]


def dimension_of(element_code: str) -> int:
    """Number of the dimension an element, or a dimension itself, belongs to.

    Raises:
        ValueError: the code does not begin with a number.
    """
    return int(short_code(element_code).partition(".")[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be chosen, linked to or read about.

    Attributes:
        code: its stable code.
        name: its short label.
        hint: what to look for, or what it means.
        draft: languages in which nobody has checked the label yet.
        extra: anything else its list says about it, such as `family` or `full`.
    """

    code: str
    name: Bilingual
    hint: Bilingual = field(default_factory=Bilingual)
    draft: frozenset[Language] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def short(self) -> str:
        """The last part of the code."""
        return short_code(self.code)

    @property
    def full(self) -> Bilingual:
        """The whole title or statement, where it is longer than the label."""
        full = self.extra.get("full", self.name)
        return full if isinstance(full, Bilingual) else self.name

    def label(self, language: Language) -> str:
        """The short label."""
        return self.name.shown(language).text


@dataclass(frozen=True, slots=True)
class Source:
    """Whose work a list, or one set of it, goes back to.

    Attributes:
        name: of the original; in one language where it has a title in no other.
        licence: under which it is used, in a line for readers.
    """

    name: Bilingual
    licence: Bilingual


@dataclass(frozen=True, slots=True)
class Framework:
    """One list file.

    Attributes:
        key: name of the file, with which its codes begin.
        version: edition of the list.
        title: what people call the list.
        entries: everything that has a code, in the order of the file.
        sources: who wrote the original; a list of sets names that of each.
    """

    key: str
    version: str
    title: Bilingual
    entries: tuple[Entry, ...]
    sources: tuple[Source, ...] = field(default=(), compare=False)

    def under(self, *parts: str) -> tuple[Entry, ...]:
        """Entries of one set, such as the families of a list of kinds."""
        prefix = "/".join([self.key, *parts, ""])
        return tuple(
            entry
            for entry in self.entries
            if entry.code.startswith(prefix) and "/" not in entry.code[len(prefix) :]
        )

    @property
    def current(self) -> tuple[Entry, ...]:
        """Entries that are offered for new records; older sets only stay known."""
        return tuple(e for e in self.entries if e.extra.get("default_on", True))


@dataclass(frozen=True)
class Frameworks:
    """Every list, by the name of its file."""

    by_key: Mapping[str, Framework]

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every entry by its code."""
        return {e.code: e for list_ in self.by_key.values() for e in list_.entries}

    @cached_property
    def dimensions(self) -> tuple[Entry, ...]:
        """The seven dimensions."""
        return tuple(e for e in self.by_key["slo-wales"].entries if "." not in e.short)

    @cached_property
    def elements(self) -> tuple[Entry, ...]:
        """The elements of all dimensions, in order."""
        return tuple(e for e in self.by_key["slo-wales"].entries if "." in e.short)

    @property
    def evidence_kinds(self) -> tuple[Entry, ...]:
        """Kinds of evidence; `extra["family"]` is the id of a family."""
        return self.by_key["evidence-kinds"].under()

    @property
    def families(self) -> tuple[Entry, ...]:
        """Families of evidence: the kinds of source."""
        return self.by_key["evidence-kinds"].under("families")

    @property
    def learning_kinds(self) -> tuple[Entry, ...]:
        """Kinds of professional learning; `extra["group"]` is the id of a group."""
        return self.by_key["learning-kinds"].under()

    @property
    def learning_groups(self) -> tuple[Entry, ...]:
        """Groups of kinds of professional learning."""
        return self.by_key["learning-kinds"].under("groups")

    @property
    def impact_levels(self) -> tuple[Entry, ...]:
        """The five levels of impact, first reactions first."""
        return self.by_key["impact-levels"].entries

    @property
    def standards(self) -> tuple[Entry, ...]:
        """Professional standards."""
        return self.by_key["professional-standards"].current

    @property
    def hallmarks(self) -> tuple[Entry, ...]:
        """Hallmarks of well-led professional learning."""
        return self.by_key["hallmarks"].entries

    @property
    def national_priorities(self) -> tuple[Entry, ...]:
        """National priorities."""
        return self.by_key["national-priorities"].current

    @property
    def inspection_areas(self) -> tuple[Entry, ...]:
        """Inspection areas of the current cycle."""
        return self.by_key["estyn-areas"].current

    @property
    def plan_contents(self) -> tuple[Entry, ...]:
        """The six headings of a School Development Plan."""
        return self.by_key["sdp-contents"].entries

    @property
    def funding_sources(self) -> tuple[Entry, ...]:
        """Where money comes from."""
        return self.by_key["funding-sources"].entries

    @property
    def role_groups(self) -> tuple[Entry, ...]:
        """Groups of people."""
        return self.by_key["role-groups"].entries

    @property
    def four_purposes(self) -> tuple[Entry, ...]:
        """The four purposes of the curriculum."""
        return self.by_key["four-purposes"].entries

    @property
    def enabling_objectives(self) -> tuple[Entry, ...]:
        """Objectives of the 2017 national mission."""
        return self.by_key["enabling-objectives"].entries

    @property
    def three_questions(self) -> tuple[Entry, ...]:
        """Three questions for progress, with prompts."""
        return self.by_key["three-questions"].entries

    @property
    def reflective_questions(self) -> tuple[Entry, ...]:
        """Questions for reflection."""
        return self.by_key["reflective-questions"].entries

    @property
    def change_layers(self) -> tuple[Entry, ...]:
        """Layers to look at where progress is slow."""
        return self.by_key["change-layers"].entries

    def statuses(self, group: str) -> tuple[Entry, ...]:
        """The states of one scale, such as `action-states`."""
        return self.by_key["statuses"].under(group)

    def entry(self, code: str) -> Entry | None:
        """The entry with this code."""
        return self.entries.get(code)

    def label(self, code: str, language: Language) -> str:
        """The short label of a code; an unknown code is shown as it is."""
        entry = self.entries.get(code)
        return entry.label(language) if entry else code

    def resolve(self, key: str, short: str, *, part: str = "") -> Entry | None:
        """The entry of one list whose code ends like this, newest set first.

        Args:
            key: name of the list.
            short: last part of a code, or a whole code.
            part: keeps to one set of the list, such as `families`.
        """
        if short in self.entries and short.startswith(f"{key}/"):
            return self.entries[short]
        list_ = self.by_key[key]
        among = list_.under(part) if part else list_.under() or list_.entries
        found = [entry for entry in among if entry.short == short]
        current = [entry for entry in found if entry.extra.get("default_on", True)]
        return next(iter(current or found), None)

    @staticmethod
    def dimension_of(element_code: str) -> int:
        """Number of the dimension an element belongs to."""
        return dimension_of(element_code)

    @staticmethod
    def short(code: str) -> str:
        """The last part of a code."""
        return short_code(code)
