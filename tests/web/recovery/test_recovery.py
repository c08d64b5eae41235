from __future__ import annotations

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from slo_desktop.domain.errors import (
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
)
from slo_desktop.settings import Settings
from slo_desktop.storage.opening import open_folder
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder
from tests.web.recovery.conftest import Enter, Ordered


def finished(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """The page of a job once it is over."""
    assert answer.status_code == 303
    for _ in range(600):
        page = client.get(answer.headers["Location"])
        if 'http-equiv="refresh"' not in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError("it never ends")


def readable(client: FlaskClient) -> zipfile.ZipFile:
    with client.post("/recovery/readable") as answer:
        return zipfile.ZipFile(io.BytesIO(answer.data))


def way(folder: Folder) -> str:
    return folder.look().ways[0].key


def test_what_is_wrong_stands_in_both_languages_welsh_first(
    folder: Folder, enter: Enter
) -> None:
    damaging.cut(folder.database)
    page = enter(folder.trouble()).get("/recovery").text
    welsh = page.index("Ni ellir agor y ffeil ddata yn ddiogel")
    assert welsh < page.index("The data file cannot be opened safely")
    assert "Ysgol y Bryn" in page
    assert "Safe in the journal. Changes: 4." in page
    assert "Comes back from the journal. Changes: 2" in page
    assert "Daw’n ôl o’r dyddlyfr. Newidiadau: 2" in page
    assert "22 Nov 2026, 18:00" in page
    assert "Nothing has been deleted." in page


def test_every_page_of_the_program_leads_here(folder: Folder, enter: Enter) -> None:
    damaging.cut(folder.database)
    client = enter(folder.trouble())
    for path in ("/", "/evidence/5", "/plan/2026", "/no/such"):
        assert client.get(path).headers["Location"] == "/recovery"
    assert client.get("/static/any/css/program.css").status_code == 200


def test_the_guards_are_on(folder: Folder, enter: Enter) -> None:
    damaging.cut(folder.database)
    client = enter(folder.trouble())
    stranger = client.application.test_client()
    assert stranger.get("/recovery").status_code == 401
    foreign = {"Host": "evil.example:5000"}
    assert client.get("/recovery", headers=foreign).status_code == 403
    other = client.post("/recovery/start", headers={"Origin": "http://127.0.0.1:9"})
    assert other.status_code == 403
    answer = client.get("/recovery")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_refused(folder: Folder, enter: Enter) -> None:
    damaging.cut(folder.database)
    client = enter(folder.trouble())
    client.application.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/recovery/start", data={"way": way(folder)})
    assert answer.status_code == 400
    assert "Nid oes dim wedi’i newid na’i ddileu" in answer.text
    assert folder.look().ways


def test_the_chosen_copy_and_the_journal_bring_everything_back(
    folder: Folder, enter: Enter, reopened: Ordered
) -> None:
    before = folder.hashes()
    damaging.cut(folder.database)
    client = enter(folder.trouble())
    answer = client.post("/recovery/start", data={"way": way(folder)})
    page = finished(client, answer).text
    assert "Everything you saved is back" in page
    assert "Mae popeth a gadwyd gennych yn ôl" in page
    assert "Changes brought back from the journal: 2" in page
    assert "damaged-20261122T180000Z.sqlite" in page
    assert folder.hashes() == before
    assert folder.is_whole()

    opening = client.post("/recovery/open", data={"language": "en"})
    assert reopened.times == 1
    assert 'content="1;url=/"' in opening.text


def test_a_way_that_is_not_offered_is_not_taken(folder: Folder, enter: Enter) -> None:
    damaging.cut(folder.database)
    spoilt = folder.database.read_bytes()
    client = enter(folder.trouble())
    answer = client.post("/recovery/start", data={"way": "../../etc/passwd"})
    assert answer.status_code == 422
    assert folder.database.read_bytes() == spoilt


def test_a_backup_from_elsewhere_is_taken(
    folder: Folder, enter: Enter, tmp_path: Path, settings: Settings
) -> None:
    from slo_desktop.services.safety.backing_up import save_to

    before = folder.hashes()
    save_to(
        tmp_path / "stick.slobackup",
        data_dir=settings.data_dir,
        database=settings.database,
        now=settings.now(),
        scratch=tmp_path,
        sealed=False,
    )
    content = (tmp_path / "stick.slobackup").read_bytes()
    damaging.gone(folder.database)
    client = enter(folder.trouble())
    sent = {"file": (io.BytesIO(content), "stick.slobackup"), "passphrase": ""}
    page = finished(client, client.post("/recovery/file", data=sent)).text
    assert "Everything you saved is back" in page
    assert folder.hashes() == before
    assert not list((settings.cache_dir / "recovery").glob("*.slobackup"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "", "Choose a file first."),
        (b"Cofnodion", "a.slobackup", "it is no backup of this program"),
        (b"PK\x03\x04" + b"x" * 400, "a.slobackup", "it is no backup of this program"),
    ],
)
def test_a_file_that_is_no_backup_is_refused_in_a_sentence(
    folder: Folder, enter: Enter, content: bytes, name: str, words: str
) -> None:
    damaging.cut(folder.database)
    spoilt = folder.database.read_bytes()
    client = enter(folder.trouble())
    sent = {"file": (io.BytesIO(content), name)}
    answer = client.post("/recovery/file", data=sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert folder.database.read_bytes() == spoilt


def test_p9_newer_data_is_refused_with_versions_and_can_be_read_out(
    folder: Folder, enter: Enter
) -> None:
    before = folder.database.read_bytes()
    client = enter(NewerDataError(99, 2))
    page = client.get("/recovery").text
    assert "This folder needs a newer version of the program" in page
    assert "Version of the data: 99. Version this program knows: 2." in page
    assert "Choose what to bring back" not in page
    bundle = readable(client)
    text = bundle.read("evidence.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 3
    assert "Taith ddysgu" in rows[0]["title"]
    assert "README-DARLLENWCHFI.txt" in bundle.namelist()
    assert any(name.startswith("journal/") for name in bundle.namelist())
    assert folder.database.read_bytes() == before


def test_an_upgrade_that_failed_says_that_the_old_file_stays(
    folder: Folder, enter: Enter, reopened: Ordered
) -> None:
    client = enter(MigrationFailedError("integrity"))
    page = client.get("/recovery").text
    assert "The upgraded copy was not right" in page
    client.post("/recovery/open")
    assert reopened.times == 1


def test_without_any_way_the_page_asks_for_a_file(
    settings: Settings, enter: Enter
) -> None:
    settings.data_dir.mkdir(parents=True)
    page = enter(DataDamagedError(settings.database, "missing")).get("/recovery").text
    assert "Choose what to bring back" not in page
    assert "Use a backup file from somewhere else" in page
    assert not settings.database.exists()


def test_a_window_shows_the_folder(
    folder: Folder, enter: Enter, tmp_path: Path
) -> None:
    shown: list[Path] = []

    class Shell:
        def show_in_folder(self, path: Path) -> bool:
            shown.append(path.parent)
            return True

        def save_as(self, name: str, content: Path) -> Path:
            del name
            return Path(content.rename(tmp_path / "saved.zip"))

    damaging.cut(folder.database)
    client = enter(folder.trouble(), Shell())
    assert "Agor y ffolder" in client.get("/recovery").text
    client.post("/recovery/folder")
    assert shown == [folder.place]
    client.post("/recovery/readable")
    assert (tmp_path / "saved.zip").exists()


def test_what_can_be_read_is_saved_of_a_damaged_file_too(
    folder: Folder, enter: Enter
) -> None:
    damaging.zeroed(folder.database)
    client = enter(folder.trouble())
    bundle = readable(client)
    assert b"Taith ddysgu" in bundle.read("evidence.csv")


def test_a_recovered_folder_is_opened_by_the_program(
    folder: Folder, enter: Enter, settings: Settings
) -> None:
    damaging.empty(folder.database)
    client = enter(folder.trouble())
    finished(client, client.post("/recovery/start", data={"way": "journal"}))
    open_folder(settings.data_dir, settings.database)
