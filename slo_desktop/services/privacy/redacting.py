"""Take a name out of a record that stays, and out of its history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual, text_hash
from slo_desktop.domain.languages import Language
from slo_desktop.services.privacy.naming import without
from slo_desktop.services.privacy.searching import NEVER_NAMES
from slo_desktop.storage.erasing import changes_about
from slo_desktop.storage.models.base import StoredBilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.services.privacy.naming import Name
    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.changes import Change

    Cleaned = Callable[[str], str]


def take_out(record: Record, names: Sequence[Name]) -> None:
    """Take names out of every text of a record, as an edit."""
    clean = _cleaner(names)
    for field in texts_of_kind(type(record)):
        value = getattr(record, field)
        new = _bilingual(value, clean) if isinstance(value, Bilingual) else clean(value)
        if new != value:
            setattr(record, field, new)


def texts_of_kind(kind: type[Record]) -> Iterator[str]:
    """Fields of a kind of record that hold words somebody wrote."""
    for column in sa.inspect(kind).columns:
        is_text = (
            isinstance(column.type, StoredBilingual) or column.key in kind.searched
        )
        if column.key and is_text and column.key not in NEVER_NAMES:
            yield column.key


def _cleaner(names: Sequence[Name]) -> Cleaned:
    def clean(text: str) -> str:
        for name in names:
            text = without(name, text)
        return text

    return clean


def _bilingual(value: Bilingual, clean: Cleaned) -> Bilingual:
    """Both languages without the names; what fitted together still does."""
    for language in Language:
        mine = value.rendering(language)
        if mine is None or (text := clean(mine.text)) == mine.text:
            continue
        value = replace(value, **{language.value: replace(mine, text=text)})
        other = value.rendering(language.other)
        if other is not None and other.of == text_hash(mine.text):
            renewed = replace(other, of=text_hash(text))
            value = replace(value, **{language.other.value: renewed})
    return value


def past_of(
    session: Session, record: Record, names: Sequence[Name]
) -> list[tuple[Change, dict[str, Any], dict[str, Any]]]:
    """Every recorded change of a record that holds a name, and what is left of it."""
    clean, fields = _cleaner(names), set(texts_of_kind(type(record)))
    found = []
    for change in changes_about(session, [record.uid]):
        before, after = (
            _snapshot(values, fields, clean) for values in (change.before, change.after)
        )
        if (before, after) != (change.before, change.after):
            found.append((change, before, after))
    return found


def _snapshot(
    values: Mapping[str, Any], fields: set[str], clean: Cleaned
) -> dict[str, Any]:
    return {
        name: _value(value, clean) if name in fields else value
        for name, value in values.items()
    }


def _value(value: Any, clean: Cleaned) -> Any:  # noqa: ANN401  a recorded value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {
            code: side | {"text": clean(side["text"])} for code, side in value.items()
        }
    return value
