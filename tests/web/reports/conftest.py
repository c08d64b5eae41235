from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.reports.press import Order, Press
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

    def lead_to(self, url: str) -> None:
        raise AssertionError(url)


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


# The world is there before the application opens the file.
@pytest.fixture(autouse=True)
def _in_order(world: None, app: Flask, in_english: None) -> None:
    del world, app, in_english
