from __future__ import annotations

import io
import subprocess
import sys
from types import SimpleNamespace

import pytest

from slo_desktop.desktop import message, web_view, windows
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_

OPEN = N_("The program is already open.")


@pytest.mark.parametrize("first", list(Language))
def test_a_message_comes_in_both_languages_with_the_chosen_one_first(
    first: Language,
) -> None:
    both = {"cy": "Mae’r rhaglen eisoes ar agor.", "en": "The program is already open."}
    told = message.in_both(OPEN, first).split("\n\n")
    assert told[0] == both.pop(first)
    assert told[1:] == list(both.values())


def test_without_a_screen_the_message_goes_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = io.StringIO()
    monkeypatch.setattr(message, "sys", SimpleNamespace(platform="linux", stderr=told))
    monkeypatch.setattr(web_view, "is_here", lambda: False)
    message.show("Neges · Message")
    assert told.getvalue() == "Neges · Message\n"


def test_a_mac_shows_the_message_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: commands.append(command)
    )
    message.show("Neges")
    assert commands[0][0] == "osascript"
    assert commands[0][-2:] == ["Neges", "SLO Desktop"]


def test_windows_shows_the_message_in_a_box_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boxes: list[tuple[str, str, int]] = []
    monkeypatch.setattr(message, "sys", SimpleNamespace(platform="win32", stderr=None))
    monkeypatch.setattr(
        windows, "box", lambda text, title, *, icon: boxes.append((text, title, icon))
    )
    message.show("Neges")
    message.show("Gair", is_error=False)
    assert boxes == [
        ("Neges", "SLO Desktop", windows.ERROR),
        ("Gair", "SLO Desktop", windows.NOTE),
    ]
