from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from slo_desktop.desktop import door as module
from slo_desktop.desktop.door import AGAIN, Door
from slo_desktop.web import guards


def pages(_environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
    begin("200 OK", [])
    return [b"Hafan"]


def ask(
    door: Door, path: str = "/enter/x", method: str = "GET", question: str = ""
) -> tuple[str, bytes]:
    statuses: list[str] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": question}
    body = door(environ, lambda status, _headers: statuses.append(status))
    return statuses[0], b"".join(body)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LATE_SECONDS", 0.01)


def test_it_leads_to_the_pages() -> None:
    door = Door()
    door.lead_to(pages)
    assert ask(door) == ("200 OK", b"Hafan")


def test_who_waits_is_led_in_as_soon_as_there_are_pages() -> None:
    door = Door()
    opener = threading.Timer(0.05, door.lead_to, (pages,))
    opener.start()
    assert ask(door, question=AGAIN) == ("200 OK", b"Hafan")
    opener.join()


def test_the_window_has_something_to_draw_at_once_which_asks_again() -> None:
    status, body = ask(Door())
    assert status == "200 OK"
    assert f'http-equiv="refresh" content="0;url=?{AGAIN}"'.encode() in body


def test_a_slow_computer_says_in_both_languages_that_it_is_opening() -> None:
    _status, body = ask(Door())
    assert "Yn agor…" in body.decode()
    assert "Opening…" in body.decode()
    assert b"animation: late 0s 1.5s" in body


def test_who_chose_the_dark_is_not_dazzled_while_it_opens() -> None:
    assert b'data-theme="dark"' in ask(Door("dark"))[1]
    assert b'data-theme=""' in ask(Door())[1]


def test_the_page_that_opens_is_as_closed_as_the_pages_are() -> None:
    given: dict[str, str] = {}
    environ = {"PATH_INFO": "/enter/x", "REQUEST_METHOD": "GET"}
    Door()(environ, lambda _status, headers: given.update(headers))
    assert given["Content-Security-Policy"].startswith("default-src 'none'")
    assert guards.APART[0] not in given, "or a web view starts another process"


@pytest.mark.usefixtures("impatient")
def test_who_asked_again_is_not_forgotten() -> None:
    status, body = ask(Door(), question=AGAIN)
    assert status == "200 OK"
    assert b'http-equiv="refresh"' in body


@pytest.mark.usefixtures("impatient")
def test_nothing_else_is_answered_before_there_are_pages() -> None:
    assert ask(Door(), "/evidence") == ("503 Service Unavailable", b"")


def test_a_question_whether_it_lives_does_not_wait() -> None:
    assert ask(Door(), "/", "HEAD") == ("503 Service Unavailable", b"")


def test_nobody_waits_for_pages_that_will_not_come() -> None:
    door = Door()
    door.give_up()
    assert ask(door) == ("503 Service Unavailable", b"")
