"""Reads the framework files into values, once."""

from __future__ import annotations

import json
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slo_desktop import paths
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.frameworks import Entry, Framework, Frameworks, Source
from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NAMES = ("short", "label", "title", "name", "question")
"""Fields that can be the label of an entry, the best one first."""
FULL = ("statement", "full", "title", "label", "question")
HINTS = ("look_for", "hint", "meaning", "tip", "prompt", "question")
LISTS = ("items", "dimensions", "terms")
SETS_OF_WORDS = ("families", "groups")
"""Lists inside a list file whose ids could be taken for the entries' own."""


def folder() -> Path:
    """Where the list files are."""
    return paths.assets() / "frameworks"


@cache
def frameworks() -> Frameworks:
    """Every list that ships with the program."""
    return read_frameworks(folder())


def read_frameworks(place: Path) -> Frameworks:
    """Every list of one folder."""
    lists = (_framework(path) for path in sorted(place.glob("*.json")))
    return Frameworks(MappingProxyType({list_.key: list_ for list_ in lists}))


def _framework(path: Path) -> Framework:
    stored = json.loads(path.read_text(encoding="utf-8"))
    key = stored["id"]
    entries = _Reader(stored.get("own_text", {})).entries(key, stored)
    title = _bilingual(stored["title"])
    return Framework(key, stored["version"], title, tuple(entries), _sources(stored))


def _sources(stored: Mapping[str, Any]) -> tuple[Source, ...]:
    sets = (*stored.get("sets", ()), *stored.get("models", ()))
    named = [each["source"] for each in (stored, *sets) if "source" in each]
    return tuple(
        Source(name=_told(each, "name"), licence=_told(each, "licence"))
        for each in named
    )


def _told(source: Mapping[str, Any], word: str) -> Bilingual:
    """A name or licence; English alone where the other language has none."""
    return Bilingual.of(cy=source.get(f"{word}_cy", ""), en=source[word])


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and "en" in value and "cy" in value


def _bilingual(value: Mapping[str, Any]) -> Bilingual:
    return Bilingual.of(cy=value["cy"] or "", en=value["en"] or "")


def _frozen(value: Any) -> Any:  # noqa: ANN401  any JSON value
    if _is_text(value):
        return _bilingual(value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(part) for key, part in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    return value


class _Reader:
    """Reads entries of one file, which says which words are its own drafts."""

    def __init__(self, own_text: Mapping[str, Any]) -> None:
        self.own = frozenset(own_text.get("fields", ()))
        self.own_status = own_text.get("cy_status")

    def entries(self, key: str, stored: Mapping[str, Any]) -> Iterator[Entry]:
        """Everything in a file that has a code, in order."""
        for words in SETS_OF_WORDS:
            for item in stored.get(words, ()):
                if "items" in item:
                    yield from self._set(key, item, {"set": item["id"]})
                else:
                    yield self._entry(f"{key}/{words}/{item['id']}", item, {})
        for group in (*stored.get("sets", ()), *stored.get("models", ())):
            context = {"set": group["id"], "default_on": group.get("default_on", True)}
            if "title" in group:
                context["set_title"] = _bilingual(group["title"])
            yield from self._set(key, group, context)
        for name in LISTS:
            for item in stored.get(name, ()):
                yield from self._with_parts(key, item, stored)

    def _set(
        self, key: str, group: Mapping[str, Any], context: Mapping[str, Any]
    ) -> Iterator[Entry]:
        for item in group["items"]:
            yield self._entry(f"{key}/{group['id']}/{item['id']}", item, context)

    def _with_parts(
        self, key: str, item: Mapping[str, Any], stored: Mapping[str, Any]
    ) -> Iterator[Entry]:
        context = {k: stored[k] for k in ("default_on",) if k in stored}
        own = item["id"] if "id" in item else item["code"]
        yield self._entry(f"{key}/{own}", item, context)
        for element in item.get("elements", ()):
            yield self._entry(f"{key}/{element['code']}", element, context)

    def _entry(
        self, code: str, item: Mapping[str, Any], context: Mapping[str, Any]
    ) -> Entry:
        name = next(field for field in NAMES if field in item)
        hint = next((field for field in HINTS if field in item and field != name), None)
        full = next((field for field in FULL if field in item), name)
        extra = dict(context)
        for field, value in item.items():
            if field not in {"id", "elements", name, hint}:
                extra |= _extra(field, value)
        extra["full"] = _bilingual(item[full])
        return Entry(
            code,
            _bilingual(item[name]),
            _bilingual(item[hint]) if hint else Bilingual(),
            self._draft(name, item[name]),
            MappingProxyType(extra),
        )

    def _draft(self, field: str, text: Mapping[str, Any]) -> frozenset[Language]:
        inherited = self.own_status if field in self.own else None
        status = text.get("cy_status") or inherited
        return frozenset({Language.CY}) if status == "draft" else frozenset()


def _extra(field: str, value: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON value
    if _is_text(value) and "id" in value:
        return {field: value["id"], f"{field}_name": _bilingual(value)}
    return {field: _frozen(value)}
