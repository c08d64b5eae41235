from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import pytest

from slo_desktop.storage.checked import CheckedStore
from slo_desktop.storage.driver import dbapi2
from tests.faults.attacking import ROOT, Serving
from tests.services.safety.damaging import SPOILS, Folder

PATIENCE = 60


def told(data: Path, *arguments: str, surroundings: dict[str, str]) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "slo_desktop", "--data", data, *arguments],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize("spoil", SPOILS[:3], ids=lambda spoil: spoil.__name__)
def test_d2_the_running_program_shows_the_way_back_and_takes_it(
    spoil: Callable[[Path], None],
    sample: Path,
    tmp_path: Path,
    surroundings: dict[str, str],
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    folder = Folder(data)
    before = folder.hashes()
    spoil(folder.database)

    serving = Serving(data, surroundings)
    inside = serving.inside
    page = inside.get("/recovery")
    assert page.status == 200
    assert "Nid oes dim wedi’i ddileu" in page.text
    assert "Traceback" not in page.text
    inside.token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    work = inside.post("/recovery/start", {"way": "journal"}).headers["location"]
    while 'http-equiv="refresh"' in (page := inside.get(work)).text:
        time.sleep(0.1)  # a second look at once would only take its time away
    assert "Everything you saved is back" in page.text
    assert inside.post("/recovery/open", {"language": "en"}).status == 200
    # It opens behind the answer; until then the way back is all there is to see.
    until = time.monotonic() + PATIENCE
    while (page := inside.get("/evidence")).status == HTTPStatus.FOUND:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert "<title>Evidence" in page.text
    assert serving.stop() == 0
    assert serving.complained.read_text() == ""
    assert folder.hashes() == before
    assert folder.is_whole()


def test_d2_the_command_line_tells_the_same(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    (data / "school.sqlite").write_bytes(b"")
    code, said = told(data, "--lang", "en", "check", surroundings=surroundings)
    assert code == 1
    assert "Safe in the journal. Changes: " in said
    assert "Can be brought back from the journal alone." in said
    assert "Open the program: it offers to bring this back" in said
    code, said = told(data, "--lang", "cy", "check", surroundings=surroundings)
    assert "Agorwch y rhaglen: bydd yn cynnig adfer hyn" in said
    assert (data / "school.sqlite").read_bytes() == b""


def half_written(database: Path) -> None:
    """A save that a crash stopped in the middle, and the page it spilt to the disk."""
    copy = database.with_name("copy")
    with closing(dbapi2.connect(str(database), isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE evidence SET note = note || note")
        connection.execute("DELETE FROM evidence_element")
        shutil.copyfile(database, copy)
        shutil.copyfile(f"{database}-journal", f"{copy}-journal")
        connection.execute("ROLLBACK")
    copy.replace(database)
    copy.with_name("copy-journal").replace(f"{database}-journal")


def is_found_out(folder: Folder) -> bool:
    """At the start, or by the look at everything that comes soon after it."""
    from slo_desktop.domain.errors import SloError
    from slo_desktop.services.checking import check
    from slo_desktop.storage.opening import open_folder

    try:
        open_folder(folder.place, folder.database)
    except SloError:
        return True
    return not check(folder.place, folder.database).is_whole


@pytest.mark.parametrize("is_swapped", [False, True])
def test_d3_a_rollback_journal_that_is_gone_or_anothers_is_found_out(
    is_swapped: bool, sample: Path, tmp_path: Path
) -> None:
    folder = Folder(Path(shutil.copytree(sample, tmp_path / "school")))
    before = folder.hashes()
    half_written(folder.database)
    hot = folder.database.with_name("school.sqlite-journal")
    if is_swapped:
        other = Folder(Path(shutil.copytree(sample, tmp_path / "other")))
        other.save(5)
        half_written(other.database)
        hot.write_bytes(Path(f"{other.database}-journal").read_bytes()[:4096])
    else:
        hot.unlink()
    if is_found_out(folder):
        from slo_desktop.domain.errors import DataDamagedError
        from slo_desktop.services.safety.outlook import look

        error = DataDamagedError(folder.database, "unreadable")
        outlook = look(folder.place, folder.database, error)
        folder.recover(outlook.ways[0])
    assert folder.hashes() == before
    assert folder.is_whole()


def test_d11_what_somebody_edited_by_hand_is_reported_and_left(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    assert Serving(data, surroundings).stop() == 0
    with closing(dbapi2.connect(str(data / "school.sqlite"))) as connection:
        connection.execute("UPDATE evidence SET worked = 'no' WHERE id = 1")
        connection.commit()

    serving = Serving(data, surroundings)
    inside = serving.inside
    inside.post("/language", {"language": "en", "next": "/"})
    inside.post("/safety/check")
    for _ in range(PATIENCE * 5):
        page = inside.get("/safety/check").text
        if "Not everything is as it was kept: 1" in page:
            break
        time.sleep(0.2)
    assert "A record was changed from outside the program: Evidence E2425-001" in page
    assert "Not as it was kept: 1" in inside.get("/evidence").text
    assert serving.stop() == 0
    last = CheckedStore(data).last()
    assert last is not None
    assert not last.is_whole
    with closing(dbapi2.connect(str(data / "school.sqlite"))) as connection:
        query = "SELECT worked FROM evidence WHERE id = 1"
        assert connection.execute(query).fetchone() == ("no",)


def test_p9_a_newer_folder_is_left_as_it_is_and_can_be_read_out(
    sample: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    data = tmp_path / "school"
    shutil.copytree(sample, data)
    with closing(dbapi2.connect(str(data / "school.sqlite"))) as connection:
        connection.execute("PRAGMA user_version=99")
    before = (data / "school.sqlite").read_bytes()
    serving = Serving(data, surroundings)
    page = serving.inside.get("/recovery").text
    assert "Version of the data: 99." in page
    serving.inside.token = page.split('name="csrf_token" value="')[1].split('"')[0]
    bundle = serving.inside.post("/recovery/readable")
    assert bundle.body.startswith(b"PK")
    assert serving.stop() == 0
    assert (data / "school.sqlite").read_bytes() == before
