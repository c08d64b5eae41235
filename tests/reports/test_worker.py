from __future__ import annotations

import gc
import io
import json
import logging
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.domain.governors import Layout
from slo_desktop.reports import worker
from slo_desktop.reports.governors import to_html
from tests.reports import reading, world
from tests.reports.conftest import Print


@pytest.fixture(autouse=True)
def _as_before(print_out: Print, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The worker changes its own process, which here is the tests'."""
    del print_out
    monkeypatch.setattr(worker, "_limit_memory", lambda: None)
    threshold, progress = gc.get_threshold(), logging.getLogger("weasyprint.progress")
    level, handlers, propagate = progress.level, progress.handlers, progress.propagate
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    progress.setLevel(level)
    progress.handlers, progress.propagate = handlers, propagate


def answers(cache: Path, *orders: str) -> list[dict[str, Any]]:
    said = io.StringIO()
    assert worker.main(cache, io.StringIO("\n".join(orders)), said) == 0
    return [json.loads(line) for line in said.getvalue().splitlines()]


def order(tmp_path: Path, *, images: bool) -> str:
    part = tmp_path / "part.html"
    (html,) = to_html(world.small_report(), Layout.EN)
    part.write_text(html, encoding="utf-8")
    return json.dumps(
        {
            "parts": [str(part)],
            "pdf": str(tmp_path / "report.pdf"),
            "images": str(tmp_path / "pages") if images else None,
            "photos": {},
        }
    )


def test_each_order_is_answered_with_progress_and_an_end(tmp_path: Path) -> None:
    said = answers(
        tmp_path, order(tmp_path, images=True), order(tmp_path, images=False)
    )
    assert said[0] == {"event": "ready"}
    ends = [answer for answer in said if answer["event"] == "done"]
    pages = reading.page_count(tmp_path / "report.pdf")
    assert ends == [{"event": "done", "pages": pages}] * 2
    steps = {answer["step"] for answer in said if answer["event"] == "progress"}
    assert steps == {1, 2, 3, 4, 5, 6, 7, 8}
    assert len(list((tmp_path / "pages").iterdir())) == pages


def test_an_order_that_makes_no_sense_is_a_fault_and_the_next_one_counts(
    tmp_path: Path,
) -> None:
    said = answers(tmp_path, "nonsense", order(tmp_path, images=False))
    assert {"event": "failed", "reason": "JSONDecodeError"} in said
    assert said[-1]["event"] == "done"


def test_being_told_to_go_is_not_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_rest: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "_print", leave)
    with pytest.raises(KeyboardInterrupt):
        answers(tmp_path, order(tmp_path, images=False))


def test_the_verb_reads_and_writes_the_standard_streams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.setattr("sys.stdout", said)
    assert worker.run([str(tmp_path)]) == 0
    assert json.loads(said.getvalue()) == {"event": "ready"}


@pytest.mark.parametrize("most", [resource.RLIM_INFINITY, 1024])
def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.undo()
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr("resource.getrlimit", lambda _kind: (most, most))
    monkeypatch.setattr("resource.setrlimit", lambda _kind, limit: asked.append(limit))
    worker._limit_memory()
    expected = worker.MEMORY if most == resource.RLIM_INFINITY else most
    assert asked == [(expected, most)]
