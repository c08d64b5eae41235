"""A backup that is double-clicked while the data file is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop.services.safety.backing_up import save_to
from slo_desktop.settings import Settings
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder
from tests.web.recovery.conftest import Enter
from tests.web.recovery.test_recovery import finished


@pytest.fixture
def stick(folder: Folder, settings: Settings, tmp_path: Path) -> Path:
    """A backup from a stick, opened with the program; the school is gone."""
    path = tmp_path / "stick.slobackup"
    save_to(
        path,
        data_dir=settings.data_dir,
        database=settings.database,
        now=settings.now(),
        scratch=tmp_path,
        sealed=False,
    )
    damaging.gone(folder.database)
    settings.opened.put(path)
    return path


def test_the_file_that_was_opened_is_offered_and_taken_without_choosing_it_again(
    folder: Folder, enter: Enter, stick: Path, settings: Settings
) -> None:
    client = enter(folder.trouble())
    page = client.get("/safety/restore/opened", follow_redirects=True).text
    assert page.count("stick.slobackup") == 2  # in both languages
    assert "The file that you opened is used unless you choose another" in page
    assert not folder.database.exists()
    answer = client.post("/recovery/file", data={"passphrase": ""})
    assert "Everything you saved is back" in finished(client, answer).text
    assert settings.opened.path is None
    assert stick.exists()
    assert not list((settings.cache_dir / "recovery").glob("*.slobackup"))


def test_a_file_that_is_refused_goes_on_waiting(
    folder: Folder, enter: Enter, stick: Path, settings: Settings
) -> None:
    stick.write_bytes(b"no backup")
    client = enter(folder.trouble())
    answer = client.post("/recovery/file", data={})
    assert answer.status_code == 422
    assert "it is no backup of this program" in answer.text
    assert settings.opened.path == stick


def test_a_file_that_is_gone_again_is_not_offered(
    folder: Folder, enter: Enter, stick: Path
) -> None:
    stick.unlink()
    client = enter(folder.trouble())
    assert "stick.slobackup" not in client.get("/recovery").text
    assert client.post("/recovery/file", data={}).status_code == 422
