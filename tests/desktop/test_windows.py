from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from slo_desktop.desktop import windows


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What Windows was asked for."""
    calls: list[Any] = []

    def box(*told: object) -> int:
        calls.append(told)
        return windows.YES

    kernel32 = SimpleNamespace(
        CreateMutexW=lambda *told: calls.append(told),
        GetConsoleWindow=lambda: len(calls),
    )
    user32 = SimpleNamespace(MessageBoxW=box, AllowSetForegroundWindow=calls.append)
    libraries = {"kernel32": kernel32, "user32": user32}
    monkeypatch.setattr(windows, "library", libraries.__getitem__)
    return calls


def test_an_open_program_can_be_seen_by_a_setup(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "sys", SimpleNamespace(platform="win32"))
    windows.mark_open()
    assert asked == [
        (None, False, "SLODesktop.Open"),
        (None, False, "Global\\SLODesktop.Open"),
    ]


def test_a_second_start_lets_the_first_come_to_the_front(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "sys", SimpleNamespace(platform="win32"))
    windows.let_another_come_forward()
    assert asked == [-1]


def test_other_systems_have_no_such_mark(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "sys", SimpleNamespace(platform="linux"))
    windows.mark_open()
    windows.let_another_come_forward()
    assert asked == []


def test_a_box_tells_what_was_pressed(asked: list[Any]) -> None:
    kind = {"icon": windows.QUESTION, "buttons": windows.YES_NO}
    assert windows.box("Cau?", "SLO Desktop", **kind) == windows.YES
    assert asked == [(None, "Cau?", "SLO Desktop", 0x10124)]


def test_a_program_without_a_terminal_knows_that(asked: list[Any]) -> None:
    assert not windows.has_console()
    asked.append("a terminal")
    assert windows.has_console()
