from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from slo_desktop.domain.errors import (
    PrintFailedError,
    PrintStoppedError,
    PrintTooSlowError,
)
from slo_desktop.domain.governors import Layout
from slo_desktop.reports import press as presses
from slo_desktop.reports.governors import order
from slo_desktop.reports.press import Order, Press, Progress
from slo_desktop.reports.worker import page_image
from tests.reports import reading, world

ENDLESS = "<!doctype html><html lang=cy><title>x</title>" + "<p>gair " * 400_000


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(tmp_path_factory.mktemp("cache")) as press:
        press.warm_up()
        yield press


def test_a_report_is_printed_with_progress_and_a_picture_of_every_page(
    press: Press, tmp_path: Path
) -> None:
    seen: list[Progress] = []
    report = world.report(world.photo(tmp_path))
    pdf, images = tmp_path / "out" / "report.pdf", tmp_path / "images"
    pages = press.print_out(
        order(report, Layout.SIDE_BY_SIDE, pdf, images=images), on_progress=seen.append
    )
    assert reading.page_count(pdf) == pages
    with Image.open(page_image(images, pages)) as picture:
        assert picture.height > picture.width
    assert Progress(8, pages) in seen
    assert max(progress.page for progress in seen if progress.step == 5) >= pages
    assert [path.name for path in pdf.parent.iterdir()] == ["report.pdf"]
    assert reading.faults(pdf) == []


def test_printing_can_be_stopped_and_the_press_goes_on(
    press: Press, tmp_path: Path
) -> None:
    stop, pdf = threading.Event(), tmp_path / "report.pdf"

    def stop_now(_progress: Progress) -> None:
        stop.set()

    started = time.monotonic()
    with pytest.raises(PrintStoppedError):
        press.print_out(
            Order(parts=(ENDLESS,), pdf=pdf), on_progress=stop_now, stop=stop
        )
    assert time.monotonic() - started < 20
    assert list(tmp_path.iterdir()) == []
    assert press.print_out(order(world.small_report(), Layout.CY, pdf)) > 1


def test_printing_that_takes_too_long_is_ended(press: Press, tmp_path: Path) -> None:
    with pytest.raises(PrintTooSlowError) as caught:
        press.print_out(Order(parts=(ENDLESS,), pdf=tmp_path / "report.pdf"), limit=0.5)
    assert caught.value.limit == 0.5
    assert list(tmp_path.iterdir()) == []


def test_a_fault_in_the_worker_is_named_and_it_goes_on(
    press: Press, tmp_path: Path
) -> None:
    broken = replace(world.photo(tmp_path), path=tmp_path / "gone.jpg")
    pdf = tmp_path / "report.pdf"
    refused = (
        "<!doctype html><html lang=cy><title>x</title><img src=file:///etc/x alt=x>"
    )
    with pytest.raises(PrintFailedError) as caught:
        press.print_out(Order(parts=(refused,), pdf=pdf))
    assert caught.value.reason == "RefusedAddressError"
    report = world.small_report(evidence=(world.evidence(1, photos=(broken,)),))
    assert press.print_out(order(report, Layout.EN, pdf)) > 1


def test_a_worker_that_dies_is_a_fault_and_the_next_order_has_a_new_one(
    press: Press, tmp_path: Path
) -> None:
    def die(_progress: Progress) -> None:
        worker = press._worker
        if worker:
            worker.kill()

    pdf = tmp_path / "report.pdf"
    with pytest.raises(PrintFailedError):
        press.print_out(Order(parts=(ENDLESS,), pdf=pdf), on_progress=die)
    assert press.print_out(order(world.small_report(), Layout.CY, pdf)) > 1


def test_a_worker_that_cannot_start_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "command", lambda _cache: ["/bin/false"])
    with Press(tmp_path) as press, pytest.raises(PrintFailedError):
        press.print_out(Order(parts=("x",), pdf=tmp_path / "report.pdf"))


def test_the_frozen_program_is_its_own_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    program = tmp_path / "SLO Desktop.exe"
    monkeypatch.setattr("sys.executable", str(program))
    assert presses.command(tmp_path) == [str(program), "pdf-worker", str(tmp_path)]
    console = tmp_path / "slo-desktop.exe"
    console.touch()
    assert presses.command(tmp_path)[0] == str(console)


def test_what_a_crash_left_of_an_old_order_goes_with_the_next(
    press: Press, tmp_path: Path
) -> None:
    parts = press.cache / presses.PARTS
    parts.mkdir(exist_ok=True)
    old, fresh = parts / "old.html", parts / "fresh.html"
    for path in (old, fresh):
        path.write_text("x")
    long_ago = time.time() - 3 * presses.LIMIT
    os.utime(old, (long_ago, long_ago))
    press.print_out(order(world.small_report(), Layout.EN, tmp_path / "a.pdf"))
    assert list(parts.iterdir()) == [fresh]
    fresh.unlink()
