from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum

import pytest

from slo_desktop import domain
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.labels import SCALES, TABLES, label

WORDED_WHERE_SHOWN: dict[str, str] = {}
"""Enums whose words stand with the one page or report that shows them."""


def domain_enums() -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for module in pkgutil.iter_modules(domain.__path__, f"{domain.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            is_enum = isinstance(value, type) and issubclass(value, StrEnum)
            if is_enum and value is not StrEnum and value.__module__ == module.name:
                found[f"{module.name.rpartition('.')[2]}.{value.__name__}"] = value
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("choices", [*SCALES, *TABLES], ids=lambda kind: kind.__name__)
def test_every_choice_has_a_label(choices: type[StrEnum], language: Language) -> None:
    for choice in choices:
        assert label(choice, language).strip()


def test_every_enum_is_labelled_or_says_who_words_it() -> None:
    labelled = {*SCALES, *TABLES}
    unlabelled = {name for name, enum in domain_enums().items() if enum not in labelled}
    assert unlabelled == set(WORDED_WHERE_SHOWN)
