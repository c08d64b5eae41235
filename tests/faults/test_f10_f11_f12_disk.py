from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from slo_desktop.services.checking import check
from slo_desktop.settings import Settings
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.files import append_line
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from tests.faults.places import mounted
from tests.faults.watching import can_watch
from tests.web.pictures import photo

JSON = {"Accept": "application/json"}
ROOT = Path(__file__).parents[2]
SAVES = """
import re
import sys
from contextlib import suppress
from pathlib import Path
import sqlalchemy as sa
from slo_desktop.app import create_app
from slo_desktop.settings import Settings
from tests.conftest import OurWindow
place = Path(sys.argv[1])
settings = Settings(data_dir=place, cache_dir=place.parent / "cache")
app = create_app(settings)
app.config["WTF_CSRF_ENABLED"] = False
app.test_client_class = OurWindow
client = app.test_client()
client.get(f"/enter/{settings.launch_token}")
client.get("/learning/1")
headers = {"Accept": "application/json"}
rev = 1
for number in range(5):
    sent = {"rev": str(rev), "_fields": "applied_en", "applied_en": f"saved {number}"}
    answer = client.post("/learning/1", data=sent, headers=headers)
    rev = re.search(r'name="rev" value="(\\d+)"', client.get("/learning/1").text)[1]
    print(answer.status_code, number, flush=True)
"""


def save(client: FlaskClient, words: str, rev: int) -> int:
    sent = {"rev": str(rev), "_fields": "applied_en", "applied_en": words}
    return client.post("/learning/1", data=sent, headers=JSON).status_code


def test_f10_a_full_temporary_folder_keeps_nobody_from_saving(
    client: FlaskClient,
    settings: Settings,
    school_year_of_work: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = ObjectStore(settings.data_dir).add(io.BytesIO(photo(900)), "llun.jpg")
    with mounted("64k") as disk:
        monkeypatch.setenv("TMPDIR", str(disk))
        (disk / "filler").write_bytes(b"x" * 60_000)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            (disk / "more").write_bytes(b"x" * 60_000)
        assert save(client, "Saved", 1) == 200
        assert client.get("/evidence?q=taith").status_code == 200
        with suppress(OSError):
            ObjectStore(settings.data_dir).thumbnail(kept.sha256, disk)
        assert not list(disk.rglob("*.jpg"))
    assert check(settings.data_dir, settings.database).is_whole


def test_f11_a_record_that_cannot_be_read_is_said_to_be_and_the_rest_works(
    client: FlaskClient,
    settings: Settings,
    in_english: None,
    school_year_of_work: None,
) -> None:
    engine = open_engine(settings.database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE learning SET starts_on = 'yesterday'"))
    engine.dispose()
    answer = client.get("/learning/1")
    assert answer.status_code == 500
    assert "This is damaged and cannot be shown." in answer.text
    assert "journal" in answer.text
    assert "Traceback" not in answer.text
    assert client.get("/evidence").status_code == 200
    assert client.get("/evidence/1").status_code == 200


def test_f11_a_page_of_the_file_that_cannot_be_read_is_said_to_be(
    client: FlaskClient,
    settings: Settings,
    in_english: None,
    school_year_of_work: None,
) -> None:
    engine = open_engine(settings.database)
    with engine.connect() as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'learning'"
        page = connection.execute(sa.text(query)).scalar_one()
    engine.dispose()
    with settings.database.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    os.utime(settings.database)
    answer = client.get("/learning/1")
    assert answer.status_code in {404, 500}
    assert "Traceback" not in answer.text
    assert client.get("/evidence/1").status_code == 200


def test_f12_a_line_that_did_not_reach_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "2026-11.jsonl"
    append_line(file, "one")

    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            append_line(file, "two")
    assert file.read_text() == "one\n"
    append_line(file, "two")
    assert file.read_text() == "one\ntwo\n"


@pytest.mark.slow
@pytest.mark.parametrize("when", range(1, 16))
def test_f12_what_the_disk_did_not_sync_is_not_called_saved(
    when: int,
    settings: Settings,
    client: FlaskClient,
    school_year_of_work: None,
) -> None:
    del client
    if not can_watch():
        pytest.skip("needs strace and leave to use it")
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]
    command += ["-e", f"inject=fsync,fdatasync:error=EIO:when={when}"]
    ran = subprocess.run(
        [*command, sys.executable, "-c", SAVES, settings.data_dir],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    told = [line.split() for line in ran.stdout.splitlines()]
    assert len(told) == 5, ran.stderr
    acknowledged = [number for status, number in told if status == "200"]
    assert len(acknowledged) >= 3
    open_folder(settings.data_dir, settings.database)
    engine = open_engine(settings.database)
    with Session(engine) as session:
        Journal(settings.data_dir).catch_up(session)
        texts = session.scalars(
            sa.text("SELECT json_extract(after, '$.applied.en.text') FROM \"change\"")
        ).all()
    engine.dispose()
    assert {f"saved {number}" for number in acknowledged} <= set(texts)
    assert check(settings.data_dir, settings.database).findings == ()
