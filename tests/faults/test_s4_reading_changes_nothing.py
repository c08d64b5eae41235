from __future__ import annotations

import time
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.attacking import Serving, kept_files
from tests.faults.test_s2_every_route import READS, requests
from tests.faults.test_s9_stored_scripts import crawl

LOADED = "?title_en=evil&_method=POST&rev=1&step=1&next=/bin&language=en"
PATIENCE_SECONDS = 20


def settled(folder: Path) -> dict[str, str]:
    """What is kept, once every look at a backup that was begun is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (folder / ".restoring").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return kept_files(folder)


def ask_everything(app: Flask, serving: Serving) -> int:
    asked = 0
    for method, path, _endpoint in requests(app):
        if method in READS:
            for how, sent in (("GET", path), ("GET", path + LOADED), ("HEAD", path)):
                assert serving.inside.ask(how, sent).status < 500, sent
                asked += 1
    return asked


@pytest.fixture(scope="module")
def backed_up(served: Serving) -> Serving:
    """The school with a backup, so that there is something to look at."""
    answer = served.inside.post("/safety/backup")
    assert answer.status == 303
    deadline = time.monotonic() + PATIENCE_SECONDS
    while b'"running"' in served.inside.get(f"{answer.headers['location']}/state").body:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert list((served.data / "backups").glob("*.slobackup"))
    return served


def test_s4_no_route_that_reads_writes_anything(app: Flask, backed_up: Serving) -> None:
    before = kept_files(backed_up.data)
    assert {"school.sqlite"} < before.keys()
    assert ask_everything(app, backed_up) > 100
    assert settled(backed_up.data) == before


def test_s4_no_link_on_any_page_writes_anything(backed_up: Serving) -> None:
    before = kept_files(backed_up.data)
    pages = [path for path, _text in crawl(backed_up.inside, of_a_kind=2)]
    assert len(pages) > 20
    assert any(path.startswith("/safety/restore/kept/") for path in pages)
    assert settled(backed_up.data) == before


def test_s4_looking_at_what_is_damaged_changes_nothing(
    recovery_app: Flask, recovering: Serving
) -> None:
    before = kept_files(recovering.data)
    assert ask_everything(recovery_app, recovering) > 10
    assert kept_files(recovering.data) == before
