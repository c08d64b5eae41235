"""The pages close, something is done to the folder, and they open behind the door."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.desktop import serving
from slo_desktop.desktop.door import Door
from slo_desktop.desktop.pages import Pages
from slo_desktop.settings import Settings
from tests.desktop.test_door import ask, pages

PATIENCE_SECONDS = 20


@pytest.fixture
def shown(settings: Settings) -> Iterator[Pages]:
    shown = Pages(settings, None)
    shown.start()
    shown.running()
    yield shown
    shown.finish()


def get(shown: Pages, path: str, cookie: str = "") -> http.client.HTTPResponse:
    port = int(shown.address.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def let_in(shown: Pages) -> str:
    entry = "/enter/" + shown.entry.rpartition("/")[2]
    said = get(shown, entry).headers["Set-Cookie"]
    return str(said).partition(";")[0]


def test_a_door_that_is_shut_keeps_new_ones_waiting_and_lets_old_ones_finish() -> None:
    door, inside, go_on = Door(), threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        inside.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return pages(environ, begin)

    door.lead_to(slow)
    answers: list[tuple[str, bytes]] = []
    first = threading.Thread(target=lambda: answers.append(ask(door, "/evidence")))
    first.start()
    assert inside.wait(PATIENCE_SECONDS)
    assert not door.shut(0.01)
    second = threading.Thread(target=lambda: answers.append(ask(door, "/plan")))
    second.start()
    go_on.set()
    first.join(PATIENCE_SECONDS)
    assert door.shut(PATIENCE_SECONDS)
    assert len(answers) == 1
    assert ask(door, "/evidence/1", "POST")[0] == "503 Service Unavailable"
    door.lead_to(pages)
    second.join(PATIENCE_SECONDS)
    assert answers == [("200 OK", b"Hafan")] * 2


def test_whoever_was_let_in_stays_inside_and_used_entries_stay_used(
    shown: Pages, settings: Settings
) -> None:
    cookie, entry = let_in(shown), settings.launch_token
    before = json.loads((settings.data_dir / "instance.json").read_text())
    app, done = shown.running().app, threading.Event()
    shown.running().folder.reopen(done.set, busy=pytest.fail)  # type: ignore[misc]
    assert done.wait(PATIENCE_SECONDS)
    assert get(shown, "/school/first-run", cookie).status == 200
    assert shown.running().app is not app
    assert get(shown, f"/enter/{entry}").status == 401
    assert get(shown, "/school/first-run").status == 401
    after = json.loads((settings.data_dir / "instance.json").read_text())
    assert after["port"] == before["port"]
    assert after["nonce"] != before["nonce"]


def test_nobody_has_the_data_file_open_while_it_is_replaced(
    shown: Pages, settings: Settings
) -> None:
    cookie, seen = let_in(shown), []

    def act() -> None:
        open_files = Path("/proc/self/fd").iterdir()
        names = {str(path.resolve()) for path in open_files if path.exists()}
        seen.append(str(settings.database.resolve()) in names)

    shown.running().folder.reopen(act, busy=pytest.fail)  # type: ignore[misc]
    assert get(shown, "/school/first-run", cookie).status == 200
    wait_for(lambda: bool(seen))
    assert seen == [False]


def test_an_act_that_fails_keeps_nobody_outside(shown: Pages) -> None:
    cookie, tried = let_in(shown), threading.Event()

    def act() -> None:
        tried.set()
        raise OSError(28, "full")

    shown.running().folder.reopen(act, busy=pytest.fail)  # type: ignore[misc]
    assert tried.wait(PATIENCE_SECONDS)
    assert get(shown, "/school/first-run", cookie).status == 200


def test_pages_that_are_busy_stay_open(
    shown: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "SHUT_SECONDS", 0.05)
    app, busy = shown.running().app, threading.Event()
    going, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        going.set()
        go_on.wait(PATIENCE_SECONDS)

    app.before_request_funcs.setdefault(None, []).insert(0, slowly)
    asker = threading.Thread(target=get, args=(shown, "/"))
    asker.start()
    assert going.wait(PATIENCE_SECONDS)
    shown.running().folder.reopen(pytest.fail, busy=busy.set)  # type: ignore[misc]
    assert busy.wait(PATIENCE_SECONDS)
    go_on.set()
    asker.join(PATIENCE_SECONDS)
    assert shown.running().app is app


def test_a_program_without_a_window_stays_so(settings: Settings) -> None:
    class Shell:
        """Stands in for a window."""

    shown = Pages(settings, Shell())  # type: ignore[arg-type]
    shown.start()
    assert shown.without_window().folder.shell is None
    done = threading.Event()
    shown.running().folder.reopen(done.set, busy=pytest.fail)  # type: ignore[misc]
    assert done.wait(PATIENCE_SECONDS)
    get(shown, "/")
    assert shown.running().folder.shell is None
    shown.finish()


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
