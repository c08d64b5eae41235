from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from slo_desktop import domain
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.labels import SCALES, TABLES, label

ROOT = Path(__file__).parents[2] / "slo_desktop"
WORDED_AS_SENTENCES = {
    "evidence.Gap",
    "governors.Standing",
    "home.CheckKind",
    "learning.ReviewState",
    "learning.View",
    "opened.FileKind",
    "plan.Standing",
}
"""Choices that pages tell in words of their own, or with another choice's label."""


def domain_enums() -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for module in pkgutil.iter_modules(domain.__path__, f"{domain.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            is_enum = isinstance(value, type) and issubclass(value, StrEnum)
            if is_enum and value is not StrEnum and value.__module__ == module.name:
                found[f"{module.name.rpartition('.')[2]}.{value.__name__}"] = value
    return found


def is_marked(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_"


def tables() -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Tables of marked messages, and the members of each enum they name."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict) and all(map(is_marked, node.values)):
                yield path.name, members(node)


def members(table: ast.Dict) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for key in table.keys:
        if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name):
            named.setdefault(key.value.id, set()).add(key.attr)
    return named


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("choices", [*SCALES, *TABLES], ids=lambda kind: kind.__name__)
def test_every_choice_has_a_label(choices: type[StrEnum], language: Language) -> None:
    for choice in choices:
        assert label(choice, language).strip()


def test_every_table_of_words_has_one_for_every_choice() -> None:
    enums = {name.partition(".")[2]: enum for name, enum in domain_enums().items()}
    for place, table in tables():
        for name, there in table.items():
            if name in enums:
                assert there == set(enums[name].__members__), (place, name)


def test_every_enum_is_worded_somewhere() -> None:
    in_tables = {name for _place, table in tables() for name in table}
    unworded = {
        name
        for name, enum in domain_enums().items()
        if enum not in {*SCALES, *TABLES} and enum.__name__ not in in_tables
    }
    assert unworded <= WORDED_AS_SENTENCES
