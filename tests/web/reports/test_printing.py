from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.domain.errors import (
    PrintFailedError,
    PrintStoppedError,
    PrintTooSlowError,
)
from slo_desktop.reports.press import Order, Progress
from slo_desktop.web import jobs
from slo_desktop.web.folder import KEY
from slo_desktop.web.jobs import KEY as JOBS
from slo_desktop.web.reports import press as presses
from tests.web.reports.conftest import CHOSEN, PaperPress, Window, made, page


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


def slowly(_order: Order, **rest: Any) -> int:
    rest["on_progress"](Progress(5, 7))
    rest["stop"].wait(20)
    raise PrintStoppedError


def broken(_order: Order, **_rest: object) -> int:
    raise PrintFailedError("x")


def started(client: FlaskClient) -> str:
    address = str(client.post("/reports/governors", data=CHOSEN).location)
    for _try in range(100):
        if client.get(f"{address}/state").get_json()["page"]:
            return address
        time.sleep(0.05)
    raise AssertionError


def test_printing_shows_how_far_it_is_and_can_be_stopped(
    client: FlaskClient, press: PaperPress
) -> None:
    press.act = slowly
    address = started(client)
    state = client.get(f"{address}/state").get_json()
    assert state == {"state": "running", "step": 5, "page": 7}
    assert "The report is being made." in page(client, address)
    assert client.get(f"{address}/pdf").status_code == 404
    assert client.post(f"{address}/stop").status_code == 303
    assert "The report was stopped. Nothing was made." in page(client, address)


def test_a_new_report_stops_the_one_that_is_being_made(
    client: FlaskClient, press: PaperPress
) -> None:
    press.act = slowly
    first = started(client)
    press.act = None
    made(client)
    assert "The report was stopped. Nothing was made." in page(client, first)


def test_closing_the_program_stops_what_is_being_made(
    app: Flask, client: FlaskClient, press: PaperPress
) -> None:
    press.act = slowly
    address = started(client)
    jobs.close(app)
    assert client.get(f"{address}/state").get_json()["state"] == "stopped"


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


def test_the_reports_page_leads_back_to_the_newest_report(
    app: Flask, client: FlaskClient, press: PaperPress, tmp_path: Path
) -> None:
    from dataclasses import replace

    assert "No report is open" in page(client)
    app.extensions[KEY] = replace(app.extensions[KEY], shell=Window(tmp_path))
    address = made(client)
    text = page(client)
    assert f'href="{address}"' in text
    assert "Pages: 2" in text
    assert "until the program closes" in text
    client.post(f"{address}/save")
    assert "Saved under this name." in page(client)
    press.act = broken
    made(client)
    assert f'href="{address}"' in page(client)


def test_a_report_that_is_being_made_is_found_from_the_reports_page(
    client: FlaskClient, press: PaperPress
) -> None:
    press.act = slowly
    address = started(client)
    text = page(client)
    assert "A report is being made" in text
    assert f'href="{address}"' in text
    client.post(f"{address}/stop")
    assert "No report is open" in page(client)


def test_a_report_is_not_the_page_that_the_next_start_opens(
    app: Flask, client: FlaskClient, press: PaperPress
) -> None:
    del press
    page(client)
    address = made(client)
    page(client, address)
    assert app.extensions[KEY].memory.last_page == "/reports"
