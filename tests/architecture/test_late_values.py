"""A frozen dataclass with slots is one of `domain/values.py`: those start sooner."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import slo_desktop

CODE = Path(slo_desktop.__file__).parent
OWN = CODE / "domain" / "values.py"
LATE = {"(frozen=True, slots=True)", "(frozen=True, slots=True, kw_only=True)"}


def could_be_late(source: str) -> bool:
    """Whether a module has values alone, and has them written while it is loaded."""
    imported = re.search(
        r"^from dataclasses import .*\bdataclass\b", source, re.MULTILINE
    )
    kinds = set(re.findall(r"^ *@dataclass(.*)$", source, re.MULTILINE))
    return bool(imported) and kinds <= LATE


def test_no_module_has_its_values_written_while_the_program_starts() -> None:
    modules = [path for path in sorted(CODE.rglob("*.py")) if path != OWN]
    early = [path for path in modules if could_be_late(path.read_text("utf-8"))]
    assert early == []


@pytest.mark.parametrize(
    ("line", "kind", "found"),
    [
        ("from dataclasses import dataclass", "(frozen=True, slots=True)", True),
        ("from dataclasses import dataclass, field", "(slots=True)", False),
        ("from slo_desktop.domain.values import dataclass", "(frozen=True)", False),
    ],
)
def test_the_gate_knows_values_from_what_changes(
    line: str, kind: str, *, found: bool
) -> None:
    assert could_be_late(f"{line}\n@dataclass{kind}\n") is found
