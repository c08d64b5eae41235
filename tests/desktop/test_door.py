from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from slo_desktop.desktop import door as module
from slo_desktop.desktop.door import Door


def pages(_environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
    begin("200 OK", [])
    return [b"Hafan"]


def ask(door: Door, path: str = "/enter/x", method: str = "GET") -> tuple[str, bytes]:
    statuses: list[str] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    body = door(environ, lambda status, _headers: statuses.append(status))
    return statuses[0], b"".join(body)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SOON_SECONDS", 0.01)
    monkeypatch.setattr(module, "LATE_SECONDS", 0.01)


def test_it_leads_to_the_pages() -> None:
    door = Door()
    door.lead_to(pages)
    assert ask(door) == ("200 OK", b"Hafan")


def test_who_waits_is_led_in_as_soon_as_there_are_pages() -> None:
    door = Door()
    opener = threading.Timer(0.05, door.lead_to, (pages,))
    opener.start()
    assert ask(door) == ("200 OK", b"Hafan")
    opener.join()


@pytest.mark.usefixtures("soon")
def test_a_slow_computer_says_in_both_languages_that_it_is_opening() -> None:
    status, body = ask(Door())
    assert status == "200 OK"
    assert "Yn agor…" in body.decode()
    assert "Opening…" in body.decode()
    assert b'http-equiv="refresh"' in body


@pytest.mark.usefixtures("soon")
def test_nothing_else_is_answered_before_there_are_pages() -> None:
    assert ask(Door(), "/evidence") == ("503 Service Unavailable", b"")


def test_a_question_whether_it_lives_does_not_wait() -> None:
    assert ask(Door(), "/", "HEAD") == ("503 Service Unavailable", b"")


def test_nobody_waits_for_pages_that_will_not_come() -> None:
    door = Door()
    door.give_up()
    assert ask(door) == ("503 Service Unavailable", b"")
