from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from slo_desktop.desktop import single_instance
from slo_desktop.desktop.pages import Pages
from slo_desktop.settings import Settings
from slo_desktop.storage.writable import may_write
from tests.conftest import NOW, OurWindow
from tests.faults.places import as_nobody, folder_of_nobody, mounted, remount
from tests.services.safety.damaging import Folder

JSON = {"Accept": "application/json"}
Lock = Callable[[Path], None]


def folder_and_files(place: Path) -> None:
    for path in sorted(place.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    place.chmod(0o555)


def file_alone(place: Path) -> None:
    for path in [place, *place.rglob("*")]:
        os.chown(path, 65534, 65534)
    (place / "school.sqlite").chmod(0o444)


@pytest.fixture
def place() -> Iterator[Path]:
    if sys.platform == "win32":
        pytest.skip("modes mean something else: Windows")
    with folder_of_nobody() as place:
        yield place


def opened(settings: Settings) -> tuple[Pages, FlaskClient]:
    pages = Pages(settings, None)
    pages.start()
    app = pages.running().app
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = OurWindow
    client = app.test_client()
    assert client.get(f"/enter/{settings.launch_token}").status_code == 302
    return pages, client


PAGES = ("/", "/evidence", "/evidence/1", "/plan", "/learning")


def look_around(client: FlaskClient, *more: str) -> None:
    """Everything can be read, and every page says that it is so."""
    for path in (*PAGES, *more):
        page = client.get(path, follow_redirects=True)
        assert page.status_code == 200, path
        assert "Ffolder darllen yn unig" in page.text, path
    client.post("/language", data={"language": "en", "next": "/evidence/1"})
    assert "This folder is read-only." in client.get("/evidence/1").text


def try_to_write(client: FlaskClient) -> None:
    sent = {"rev": "1", "_fields": "title_en", "title_en": "Changed"}
    answer = client.post("/evidence/1", data=sent, headers=JSON)
    assert answer.status_code == 423
    assert "read-only" in json.loads(answer.text)["message"]
    kept = client.put("/drafts/evidence-new", json={"title_en": ["Words"]})
    assert kept.status_code == 204
    assert "Words" in client.get("/drafts/evidence-new").text


@pytest.mark.parametrize("lock", [folder_and_files, file_alone])
def test_f13_a_read_only_folder_is_read_and_not_written_to(
    lock: Lock, sample: Path, place: Path
) -> None:
    data = Path(shutil.copytree(sample, place / "school"))
    cache = place / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    lock(data)
    before = Folder(data).hashes()
    settings = Settings(data_dir=data, cache_dir=cache, clock=lambda: NOW)
    warm, client = opened(settings.anew())  # loads what nobody else may read later
    look = client.get("/evidence")
    warm.finish()
    assert look.status_code == 200
    for path in cache.rglob("*"):
        path.chmod(0o777)
    files = sorted(path.name for path in data.iterdir())

    with as_nobody():
        assert not may_write(data, settings.database)
        with single_instance.hold(data):
            pages, client = opened(settings)
            look_around(client)
            try_to_write(client)
            pages.finish()

    assert Folder(data).hashes() == before
    if lock is folder_and_files:
        assert sorted(path.name for path in data.iterdir()) == files


def test_f13_a_read_only_disk_is_read_and_not_written_to(
    sample: Path, tmp_path: Path
) -> None:
    with mounted("16m") as disk:
        data = Path(shutil.copytree(sample, disk / "school"))
        remount(disk, "ro")
        settings = Settings(
            data_dir=data, cache_dir=tmp_path / "cache", clock=lambda: NOW
        )
        with single_instance.hold(data):
            pages, client = opened(settings)
            look_around(client, "/reports")
            try_to_write(client)
            pages.finish()


def test_f13_a_folder_one_may_write_to_is_no_such_folder(tmp_path: Path) -> None:
    assert may_write(tmp_path, tmp_path / "school.sqlite")
    assert may_write(tmp_path / "new", tmp_path / "new" / "school.sqlite")
