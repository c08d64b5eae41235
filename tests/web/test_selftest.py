from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import paths
from slo_desktop.domain.selftest import Ended, Planned, Tried, line_of
from slo_desktop.web.help import trying
from slo_desktop.web.jobs import KEY as JOBS
from slo_desktop.web.jobs import Job, JobState

PATIENCE_SECONDS = 60.0
BEGIN = line_of(Planned(steps=("fonts", "SQLite")))
GOOD = line_of(Tried(what="fonts", good=True, found="1528"))
BAD = line_of(Tried(what="SQLite", good=False, found="NotWholeError"))
WAIT = "import time; time.sleep(600)"

Child = Callable[..., None]


@pytest.fixture(autouse=True)
def _stopped(app: Flask, in_english: None) -> Iterator[None]:
    yield
    app.extensions[JOBS].stop_all()


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Child:
    """Have another program tell these lines in the self-test's place."""

    def tell(*lines: str, then: str = "") -> None:
        said = "".join(f"print({line!r}, flush=True)\n" for line in lines)
        command = [sys.executable, "-c", said + then]
        monkeypatch.setattr(paths, "own_command", lambda: command)

    return tell


def begin(app: Flask, client: FlaskClient) -> Job:
    answer = client.post("/help/selftest")
    assert (answer.status_code, answer.location) == (303, "/help/selftest")
    job: Job = app.extensions[JOBS].newest(trying.KIND)
    return job


def over(job: Job) -> Job:
    assert job.thread
    job.thread.join(PATIENCE_SECONDS)
    assert job.is_over
    return job


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def page(client: FlaskClient) -> str:
    answer = client.get("/help/selftest")
    assert answer.status_code == 200
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(main.split())


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_real_selftest_is_run_beside_the_pages_and_leaves_nothing(
    app: Flask, client: FlaskClient
) -> None:
    here = app.extensions["slo_desktop"].settings
    before = everything_in(here.data_dir)
    job = over(begin(app, client))
    assert (job.state, job.result) == (JobState.DONE, trying.Verdict.WHOLE)
    said = page(client)
    assert "This copy of the program is whole." in said
    assert "Not good" not in said
    for step in ("Fonts", "SQLite", "Report as a PDF, pages", "Backup, files"):
        assert f'<th scope="row">{step}</th>' in said
    assert everything_in(here.data_dir) == before
    assert list(job.folder.iterdir()) == []


def test_before_the_first_one_the_page_offers_to_begin(client: FlaskClient) -> None:
    said = page(client)
    assert "Start the self-test" in said
    assert "<table" not in said
    assert client.get("/help/selftest/steps").status_code == 200


def test_the_steps_are_shown_as_they_come(
    app: Flask, client: FlaskClient, child: Child
) -> None:
    child(BEGIN, GOOD, then=WAIT)
    job = begin(app, client)
    until(lambda: bool(job.about.tried))
    said = page(client)
    assert "The self-test is under way" in said
    assert 'value="50"' in said
    steps = client.get("/help/selftest/steps").text
    assert "<html" not in steps
    assert 'data-state="running" data-percent="50"' in steps
    assert "Good" in steps.partition("fonts")[2].partition("</tr>")[0]
    assert ">1,528<" in steps
    assert "Under way" in steps.partition("SQLite")[2].partition("</tr>")[0]


def test_what_is_not_good_is_named_with_what_to_do(
    app: Flask, client: FlaskClient, child: Child, caplog: pytest.LogCaptureFixture
) -> None:
    child(BEGIN, GOOD, BAD, line_of(Ended(whole=False)))
    over(begin(app, client))
    said = page(client)
    assert "This copy of the program is not whole. Install it again." in said
    assert 'role="alert"' in said
    row = said.partition("SQLite")[2].partition("</tr>")[0]
    assert "Not good" in row
    assert "missing, or not as it was made" in row
    assert "selftest: not good: SQLite: NotWholeError" in caplog.text


def test_a_second_one_is_refused_while_the_first_runs(
    app: Flask, client: FlaskClient, child: Child
) -> None:
    child(BEGIN, then=WAIT)
    first = begin(app, client)
    assert begin(app, client) is first
    assert not first.stop.is_set()
    assert "The self-test is under way already." in client.get("/help/selftest").text
    client.post("/help/selftest/stop")
    over(first)
    assert begin(app, client) is not first


def test_stopping_ends_the_process_and_leaves_nothing(
    app: Flask, client: FlaskClient, child: Child, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    where = "import os, tempfile, pathlib\n"
    told = f"pathlib.Path({str(note)!r}).write_text"
    child(BEGIN, then=f"{where}tempfile.mkdtemp()\n{told}(str(os.getpid()))\n{WAIT}")
    job = begin(app, client)
    until(note.exists)
    until(lambda: note.read_text() != "")
    assert list((job.folder / trying.KIND).iterdir())
    answer = client.post("/help/selftest/stop")
    assert answer.location == "/help/selftest"
    assert over(job).state is JobState.STOPPED
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), signal.SIG_DFL)
    assert list(job.folder.iterdir()) == []
    said = page(client)
    assert "Stopped. Nothing of it is left." in said
    assert "Not tried yet" in said


def test_one_that_takes_too_long_is_ended(
    app: Flask, client: FlaskClient, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "LIMIT", 0.5)
    child(BEGIN, then=WAIT)
    over(begin(app, client))
    assert "The self-test took too long and was stopped." in page(client)


@pytest.mark.parametrize("lines", [[], [BEGIN, GOOD], ["Traceback …", "no JSON"]])
def test_one_that_breaks_off_is_no_good_sign(
    app: Flask, client: FlaskClient, child: Child, lines: list[str]
) -> None:
    child(*lines)
    assert over(begin(app, client)).result is trying.Verdict.BROKEN_OFF
    said = page(client)
    assert "The self-test broke off." in said
    assert 'role="alert"' in said


def test_a_computer_that_does_not_let_it_begin_is_told_so(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "own_command", lambda: [str(tmp_path / "nothing")])
    assert over(begin(app, client)).state is JobState.FAILED
    assert "Something on this computer may have stopped it." in page(client)


def test_the_child_is_told_of_no_folder_but_its_own(
    app: Flask, client: FlaskClient, child: Child, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    told = "import json, os, pathlib, sys, tempfile\n"
    told += "seen = [*sys.argv[1:], tempfile.gettempdir()]\n"
    told += f"pathlib.Path({str(note)!r}).write_text(json.dumps(seen))"
    child(BEGIN, then=told)
    job = over(begin(app, client))
    verb, form, data, where, place = json.loads(note.read_text())
    assert (verb, form, data) == ("selftest", "--json", "--data")
    for path in (where, place):
        assert Path(path).is_relative_to(job.folder)
    assert not job.folder.is_relative_to(
        app.extensions["slo_desktop"].settings.data_dir
    )


def test_a_frozen_program_starts_the_one_with_a_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.own_command() == [sys.executable, "-m", "slo_desktop"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "SLO Desktop.exe"))
    assert paths.own_command() == [str(tmp_path / "SLO Desktop.exe")]
    console = tmp_path / "slo-desktop.exe"
    console.touch()
    assert paths.own_command() == [str(console)]
