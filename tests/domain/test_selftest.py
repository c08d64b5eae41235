from __future__ import annotations

import pytest

from slo_desktop.domain.selftest import Ended, Planned, Told, Tried, line_of, told_in

TOLD: list[Told] = [
    Planned(steps=("fonts", "SQLite")),
    Tried(what="SQLite", good=True, found="3.53.4"),
    Tried(what="fonts", good=False, found="NotWholeError"),
    Ended(whole=False),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: type(told).__name__)
def test_what_is_told_is_understood(told: Told) -> None:
    line = line_of(told)
    assert "\n" not in line
    assert told_in(line + "\n") == told


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Good: fonts (5)",
        "[]",
        "7",
        '{"Ended": {}}',
        '{"Ended": {"whole": "yes"}}',
        '{"Tried": {"what": "fonts", "good": true}}',
        '{"Planned": {"steps": "fonts"}}',
    ],
)
def test_anything_else_tells_nothing(line: str) -> None:
    assert told_in(line) is None
