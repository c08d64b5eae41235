"""Two requests of one double click, at the same moment."""

from __future__ import annotations

import threading

import pytest
from flask import Flask, redirect
from werkzeug import Response

from slo_desktop.web import once as rule
from slo_desktop.web.folder import KEY, Memory


class Here:
    """As much of a folder as is asked for."""

    memory = Memory()


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "a"
    Here.memory = Memory()
    app.extensions[KEY] = Here
    return app


def test_the_second_waits_for_the_first_and_is_led_to_its_page(app: Flask) -> None:
    entered, may_end, made = threading.Event(), threading.Event(), list[int]()

    @app.post("/")
    @rule.once
    def make() -> Response:
        made.append(1)
        entered.set()
        assert may_end.wait(10)
        return redirect(f"/{len(made)}", 303)

    def press() -> None:
        answer = app.test_client().post("/", data={"once": "a"})
        led_to.append(answer.location)

    led_to: list[str] = []
    clicks = [threading.Thread(target=press) for _click in range(2)]
    clicks[0].start()
    assert entered.wait(10)
    clicks[1].start()
    may_end.set()
    for click in clicks:
        click.join()
    assert led_to == ["/1", "/1"]
    assert made == [1]


def test_work_that_failed_is_done_by_the_second(app: Flask) -> None:
    tries = iter([500, 303])

    @app.post("/")
    @rule.once
    def make() -> Response:
        return redirect("/made", next(tries))

    client = app.test_client()
    assert client.post("/", data={"once": "a"}).status_code == 500
    assert client.post("/", data={"once": "a"}).status_code == 303


def test_only_so_many_are_remembered(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, "REMEMBERED", 3)

    @app.post("/")
    @rule.once
    def make() -> Response:
        return redirect("/made", 303)

    for mark in "abcde":
        app.test_client().post("/", data={"once": mark})
    assert len(Here.memory.sent) == 3
