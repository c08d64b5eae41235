from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import PrintFailedError, PrintTooSlowError
from slo_desktop.reports.press import Order, Press, Progress
from slo_desktop.web import jobs
from slo_desktop.web.folder import KEY
from slo_desktop.web.jobs import KEY as JOBS
from slo_desktop.web.reports import press as presses
from tests import builders as make
from tests.reports.world import photo_file

CHOSEN = {"meeting": "2026-12-01", "since": "2026-10-13"}


class PaperPress(Press):
    """Prints nothing, quickly, and remembers what it was asked for."""

    def __init__(self, cache: Path) -> None:
        super().__init__(cache)
        self.orders: list[Order] = []
        self.act: Callable[..., int] | None = None

    def warm_up_soon(self) -> None:
        pass

    def print_out(self, order: Order, **rest: object) -> int:
        self.orders.append(order)
        if self.act:
            return self.act(order, **rest)
        order.pdf.write_bytes(b"%PDF-1.7")
        assert order.images
        order.images.mkdir()
        for number in (1, 2):
            photo = photo_file(order.images, size=(60, 80))
            shutil.move(photo, order.images / f"page-{number:04d}.png")
        return 2


@pytest.fixture
def press(app: Flask, tmp_path: Path) -> Iterator[PaperPress]:
    app.extensions[presses.KEY] = PaperPress(tmp_path / "cache")
    yield app.extensions[presses.KEY]
    app.extensions[JOBS].stop_all()


class Window:
    """Saves where it was told to, without asking anybody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []
        self.agrees = self.finds = True

    def save_as(self, name: str, content: Path) -> Path | None:
        self.asked.append(("save", name))
        return Path(shutil.copy(content, self.folder / name)) if self.agrees else None

    def open_file(self, path: Path) -> bool:
        self.asked.append(("open", path.name))
        return self.finds

    def show_in_folder(self, path: Path) -> bool:
        self.asked.append(("show", path.name))
        return self.finds

    def come_forward(self) -> None:
        raise AssertionError


@pytest.fixture
def world(session: Session, school: object) -> None:
    del school
    for day in (dt.date(2026, 10, 13), dt.date(2026, 12, 1)):
        make.meeting(session, held_on=day)
    priority = make.priority(session)
    for day_number in (1, 2, 3, 4):
        make.evidence(
            session,
            happened_on=dt.date(2026, 11, day_number),
            title=make.both(f"Taith {day_number}", f"Walk {day_number}"),
            priorities={priority},
            has_pupil_data=day_number == 4,
        )


# The world is there before the application opens the file.
pytestmark = [pytest.mark.usefixtures("world", "in_english")]


@pytest.fixture(autouse=True)
def _in_order(world: None, app: Flask) -> None:
    del world, app


def page(client: FlaskClient, address: str = "/reports") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def made(client: FlaskClient, **over: object) -> str:
    """Make a report and give back the address of its page, when it is over."""
    answer = client.post("/reports/governors", data=CHOSEN | over)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    for _try in range(100):
        state = client.get(answer.location + "/state").get_json()
        if state["state"] != "running":
            return str(answer.location)
        time.sleep(0.05)
    raise AssertionError


def ticked(text: str) -> list[str]:
    boxes = re.findall(r'name="evidence" value="(\d+)"( checked)?', text)
    return [number for number, checked in boxes if checked]


def test_the_composer_begins_with_the_next_meeting_and_the_usual_evidence(
    client: FlaskClient, press: PaperPress
) -> None:
    text = page(client)
    assert '<option value="2026-12-01" selected>1 December 2026</option>' in text
    assert 'value="13/10/2026"' in text
    assert len(ticked(text)) == 3
    assert "pupil data" in text
    assert press.orders == []


def test_another_period_offers_other_evidence(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    text = page(client, "/reports?since=2026-11-03&meeting=2026-12-01")
    assert len(ticked(text)) == 1
    assert "Walk 2" not in text


def test_a_made_report_stands_beside_what_was_chosen(
    client: FlaskClient, press: PaperPress
) -> None:
    address = made(client, layout="back-to-back", naming="initials")
    text = page(client, f"{address}?page=2")
    assert "<b data-page-number>2</b> / 2" in text
    assert re.search(r'id="layout-back-to-back" value="back-to-back" checked', text)
    assert len(press.orders[0].parts) == 2
    with client.get(f"{address}/pages/2") as picture:
        assert picture.mimetype == "image/png"
    assert client.get(f"{address}/pages/9").status_code == 404


def test_ticks_made_by_hand_are_kept(client: FlaskClient, press: PaperPress) -> None:
    offered = page(client)
    period = re.search(r'name="period" value="([^"]*)"', offered)
    assert period
    one = ticked(offered)[:1]
    address = made(client, evidence=one, period=period[1])
    assert ticked(page(client, address)) == one
    (html,) = press.orders[0].parts
    assert "Walk 3" in html
    assert "Walk 2" not in html


def test_all_ticks_may_be_taken_away(client: FlaskClient, press: PaperPress) -> None:
    period = re.search(r'name="period" value="([^"]*)"', page(client))
    assert period
    made(client, period=period[1])
    (html,) = press.orders[0].parts
    assert "No evidence was chosen for this report." in html


def test_ticks_for_another_period_do_not_count(
    client: FlaskClient, press: PaperPress
) -> None:
    made(client, evidence=["1"], period="2025-01-01 2024-09-01")
    assert "Walk 2" in press.orders[0].parts[0]


@pytest.mark.parametrize("since", ["", "yesterday", "2026-11-23"])
def test_an_impossible_start_is_refused_with_a_sentence(
    client: FlaskClient, press: PaperPress, since: str
) -> None:
    answer = client.post("/reports/governors", data=CHOSEN | {"since": since})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert press.orders == []


def test_an_unknown_layout_or_meeting_is_the_usual_one(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    text = page(client, "/reports?layout=x&naming=y&meeting=z&evidence=q")
    assert re.search(r'value="side-by-side" checked', text)
    assert page(client, "/reports?since=2030-01-01&meeting=2026-12-01")


def test_in_a_browser_the_pdf_is_downloaded(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    address = made(client)
    assert "Download the PDF" in page(client, address)
    name = "adroddiad-llywodraethwyr-governors-report-2026-12-01.pdf"
    with client.get(f"{address}/pdf") as answer:
        assert answer.mimetype == "application/pdf"
        assert name in answer.headers["Content-Disposition"]
    assert client.post(f"{address}/save").status_code == 404


@pytest.mark.parametrize(
    ("layout", "name"),
    [
        ("cy", "adroddiad-llywodraethwyr-2026-12-01.pdf"),
        ("en", "governors-report-2026-12-01.pdf"),
    ],
)
def test_a_window_saves_opens_and_shows_the_pdf(
    app: Flask,
    client: FlaskClient,
    press: PaperPress,
    tmp_path: Path,
    layout: str,
    name: str,
) -> None:
    del press
    window = Window(tmp_path)
    from dataclasses import replace

    app.extensions[KEY] = replace(app.extensions[KEY], shell=window)
    address = made(client, layout=layout)
    assert client.post(f"{address}/open").status_code == 404
    window.agrees = False
    client.post(f"{address}/save")
    assert "Show in folder" not in page(client, address)
    window.agrees = True
    client.post(f"{address}/save")
    text = page(client, address)
    assert f"Saved: {name}." in text
    assert "Show in folder" in text
    client.post(f"{address}/open")
    window.finds = False
    client.post(f"{address}/folder")
    assert "The file is no longer where it was saved." in page(client, address)
    assert window.asked[1:] == [("save", name), ("open", name), ("show", name)]
    assert (tmp_path / name).read_bytes() == b"%PDF-1.7"


def test_printing_shows_how_far_it_is_and_can_be_stopped(
    client: FlaskClient, press: PaperPress
) -> None:
    def slowly(_order: Order, **rest: object) -> int:
        from slo_desktop.domain.errors import PrintStoppedError

        rest["on_progress"](Progress(5, 7))  # type: ignore[operator]
        rest["stop"].wait(20)  # type: ignore[attr-defined]
        raise PrintStoppedError

    press.act = slowly
    address = client.post("/reports/governors", data=CHOSEN).location
    state = client.get(f"{address}/state").get_json()
    for _try in range(40):
        state = client.get(f"{address}/state").get_json()
        if state["page"]:
            break
        time.sleep(0.05)
    assert state == {"state": "running", "step": 5, "page": 7}
    assert "The report is being made." in page(client, address)
    assert client.get(f"{address}/pdf").status_code == 404
    assert client.post(f"{address}/stop").status_code == 303
    assert "The report was stopped. Nothing was made." in page(client, address)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (PrintTooSlowError(300.0), "Minutes allowed: 5."),
        (PrintFailedError("x"), "The report could not be printed."),
        (RuntimeError("x"), "The report could not be printed."),
    ],
)
def test_a_report_that_fails_says_why(
    client: FlaskClient, press: PaperPress, fault: Exception, words: str
) -> None:
    def fail(_order: Order, **_rest: object) -> int:
        raise fault

    press.act = fail
    assert words in page(client, made(client))


def test_only_the_newest_reports_are_kept(
    client: FlaskClient, press: PaperPress
) -> None:
    del press
    first = made(client)
    for _more in range(4):
        made(client)
    assert client.get(first).status_code == 404


def test_what_was_made_is_gone_when_the_program_closes(
    app: Flask, client: FlaskClient, press: PaperPress
) -> None:
    del press
    shared = app.extensions[JOBS].shared
    left_behind = shared / "left-behind"
    left_behind.mkdir(parents=True)
    os.utime(left_behind, (0, 0))
    made(client)
    assert [path.name for path in shared.iterdir()] != []
    assert not left_behind.exists()
    jobs.close(app)
    assert list(shared.iterdir()) == []


def test_a_report_of_an_earlier_launch_is_no_longer_there(client: FlaskClient) -> None:
    assert client.get("/reports/nothing").status_code == 404


def test_the_press_is_made_once_and_can_be_closed(app: Flask) -> None:
    with app.app_context():
        assert presses.press() is presses.press()
    presses.close(app)
    presses.close(app)
    assert presses.KEY not in app.extensions
