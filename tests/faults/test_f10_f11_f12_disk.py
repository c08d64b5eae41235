from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
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
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from tests.faults.frozen import SCHEMAS, thaw
from tests.faults.looking import restarted
from tests.faults.places import mounted
from tests.faults.sweeping import Sweep
from tests.faults.typist import ANSWER, SAVES
from tests.faults.watching import needs_strace, staged
from tests.web.pictures import photo

JSON = {"Accept": "application/json"}


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
    assert "This is damaged and cannot be shown" in answer.text
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


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sweep]:
    """Somebody who types into a page of the program."""
    place = tmp_path_factory.mktemp("typing")
    start, world = thaw(SCHEMAS[-1], place / "start"), place / "school"
    open_folder(start, start / "school.sqlite")
    with staged(place / "stage", "tests.faults.typist") as stage:
        sweep = Sweep(stage, ["type", str(world)], world, start)
        sweep.rehearse()
        yield sweep


@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize("when", range(1, 16))
def test_f12_what_the_disk_did_not_sync_is_not_called_saved(
    when: int, typing: Sweep
) -> None:
    inject = f"inject=fsync,fdatasync:error=EIO:when={when}"
    watched = ("-o", os.devnull, "-e", "trace=fsync,fdatasync", "-e", inject)
    ending = typing.run(*watched)
    told = ANSWER.findall(ending.said)
    assert len(told) == SAVES, ending.said
    acknowledged = {words for status, words in told if status == "200"}
    assert len(acknowledged) >= 3
    restarted(typing.world)
    engine = open_engine(typing.world / "school.sqlite")
    with Session(engine) as session:
        texts = session.scalars(
            sa.text("SELECT json_extract(after, '$.applied.en.text') FROM \"change\"")
        ).all()
    engine.dispose()
    assert acknowledged <= set(texts)
    assert check(typing.world, typing.world / "school.sqlite").findings == ()
