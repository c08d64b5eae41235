"""What records and changes say about one person, without the names that are hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.privacy.exporting import Fact
from slo_desktop.i18n.field_words import value_words
from slo_desktop.i18n.folding import fold
from slo_desktop.services.privacy.naming import REMOVED, may_name, without
from slo_desktop.storage.journal import line_of
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.models.learning import LearningRecord
from slo_desktop.storage.names import named
from slo_desktop.storage.snapshots import fields_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slo_desktop.domain.history import Named
    from slo_desktop.services.privacy.naming import Name
    from slo_desktop.storage.models.changes import Change
    from slo_desktop.storage.models.people import Person

UNSAID = frozenset(
    {"uid", "binned_at", "sha256", "media_type", "position", "attachments"}
)


def owns_reflection(record: Record, person: Person) -> bool:
    """Whether a private reflection is this person’s and nobody else’s."""
    return (
        isinstance(record, LearningRecord)
        and record.people == {person}
        and not record.role_groups
    )


class Teller:
    """Tells what records say, without the names that are hidden."""

    def __init__(self, names: Iterable[Name], hidden: set[str]) -> None:
        self.names = list(names)
        self.hidden = hidden
        self._cleaned_texts: dict[str, str] = {}
        self._named: dict[str, Named] = {}

    def clean(self, text: str) -> str:
        """A text without the hidden names; most texts come up more than once."""
        known = self._cleaned_texts.get(text)
        if known is None:
            known = self._cleaned_texts[text] = self._without_names(text)
        return known

    def _without_names(self, text: str) -> str:
        folded = fold(text) if self.names else ""
        for name in self.names:
            if may_name(name, text, folded):
                text = without(name, text)
        return text

    def named(self, record: Record) -> Named:
        """What a record is called, without the hidden names."""
        known = self._named.get(record.uid)
        if known is None:
            found = named(record)
            cy, en = (self.clean(found.title.text(code)) for code in Language)
            known = replace(found, title=Bilingual.of(cy=cy, en=en))
            self._named[record.uid] = known
        return known

    def facts(self, record: Record, person: Person) -> Iterator[Fact]:
        """Everything a record says, field by field."""
        for field in fields_of(type(record)):
            is_private = field in type(record).private and field == "reflection"
            if field in UNSAID or (is_private and not owns_reflection(record, person)):
                continue
            fact = self._fact(field, getattr(record, field))
            if fact.cy or fact.en:
                yield fact

    def _fact(self, field: str, value: Any) -> Fact:  # noqa: ANN401  any column
        if isinstance(value, Bilingual):
            cy, en = (self.clean(value.text(code)) for code in Language)
            return Fact(field, cy, en, is_text=True)
        if isinstance(value, str) and not hasattr(value, "value"):
            said = self.clean(value)
            return self._in_words(field, said)
        return self._in_words(field, self._plain(value))

    def _in_words(self, field: str, value: Any) -> Fact:  # noqa: ANN401  as above
        cy, en = (value_words(field, value, code) for code in Language)
        return Fact(field, cy, en, is_text=False)

    def _plain(self, value: Any) -> Any:  # noqa: ANN401  a value of a history
        if isinstance(value, Record):
            return (self._linked(value),)
        if isinstance(value, set | list | tuple):
            linked = [v for v in value if isinstance(v, Record)]
            others = [plain(v) for v in value if not isinstance(v, Record)]
            in_order = sorted(linked, key=lambda record: record.id)
            return (*map(self._linked, in_order), *sorted(others))
        return plain(value)

    def _linked(self, record: Record) -> str | Named:
        return REMOVED if record.uid in self.hidden else self.named(record)

    def line(self, change: Change) -> dict[str, Any]:
        """A recorded change without the hidden names."""
        line: dict[str, Any] = self._cleaned(json.loads(line_of(change)))
        return line

    def _cleaned(self, value: Any) -> Any:  # noqa: ANN401  JSON
        match value:
            case str():
                return REMOVED if value in self.hidden else self.clean(value)
            case dict():
                return {key: self._cleaned(each) for key, each in value.items()}
            case list():
                return [self._cleaned(each) for each in value]
            case _:
                return value
