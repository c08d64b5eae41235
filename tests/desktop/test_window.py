"""The real window on a virtual screen."""

from __future__ import annotations

import json
import queue
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from slo_desktop.storage.driver import dbapi2
from tests.desktop.conftest import Program, Start, still_running
from tests.desktop.x11 import click, close, find_window, windows, xdotool

pytestmark = pytest.mark.window

SECOND_PLACE_OF_THE_RAIL = (50, 156)
DRIVER = Path(__file__).with_name("driver.py")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school, made once."""
    from slo_desktop.cli import main

    folder = tmp_path_factory.mktemp("sample") / "school"
    assert main(["sample", "--data", str(folder), "--lang", "cy"]) == 0
    return folder


@pytest.fixture
def school(sample: Path, data: Path) -> Path:
    shutil.copytree(sample, data)
    return data


def state_of(folder: Path) -> dict[str, Any]:
    """What the program remembers of its window."""
    state: dict[str, Any] = json.loads((folder / "state.json").read_text("utf-8"))
    return state


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def wait_for_page(program: Program, path: str) -> None:
    """Hear of pages until this one is shown; a page may be told of twice."""
    while program.line() != f"page {path}":
        pass


def click_until_page(program: Program, screen: str, window: int, path: str) -> None:
    """Click as a person does: again, if a busy computer did not notice."""
    for _ in range(6):
        click(screen, window, *SECOND_PLACE_OF_THE_RAIL)
        with suppress(queue.Empty):
            while program.line(seconds=10) != f"page {path}":
                pass
            return
    raise AssertionError(f"no click led to {path}")


def test_the_window_opens_is_clicked_through_and_leaves_nothing_behind(
    start: Start, screen: str, school: Path, tmp_path: Path
) -> None:
    program = start(school, tmp_path / "cache", display=screen, script=DRIVER)
    sqlite = program.line()
    assert sqlite == f"sqlite {dbapi2.sqlite_version}"
    wait_for_page(program, "/")
    window = find_window(screen)
    family = program.family()

    click_until_page(program, screen, window, "/evidence")
    xdotool(screen, "windowmove", window, 40, 30)
    xdotool(screen, "windowsize", window, 1100, 700)
    wanted = {"x": 40, "y": 30, "width": 1100, "height": 700, "maximized": False}
    wait_until(lambda: state_of(school).get("window") == wanted)
    close(screen, window)

    code, _, complaints = program.ended()
    assert code == 0, complaints
    assert not still_running(family)
    assert state_of(school)["last_page"] == "/evidence"
    assert not (school / "instance.json").exists()


def test_it_opens_again_where_it_stood(
    start: Start, screen: str, school: Path, tmp_path: Path
) -> None:
    state = {
        "last_page": "/elements",
        "window": {"x": 200, "y": 90, "width": 1000, "height": 720},
    }
    (school / "state.json").write_text(json.dumps(state), encoding="utf-8")
    program = start(school, tmp_path / "cache", display=screen, script=DRIVER)
    program.line()
    wait_for_page(program, "/elements")
    window = find_window(screen)
    place = xdotool(screen, "getwindowgeometry", "--shell", window).splitlines()
    assert {"X=200", "Y=90", "WIDTH=1000", "HEIGHT=720"} <= set(place)
    assert program.stop() == 0


def test_a_second_start_leaves_one_window(
    start: Start, screen: str, school: Path
) -> None:
    first = start("--data", school, display=screen)
    find_window(screen)
    wait_until((school / "instance.json").exists)
    second = start("--data", school, "--lang", "cy", display=screen)
    code, said, complaints = second.ended()
    assert (code, complaints) == (0, "")
    assert said == "Mae’r rhaglen eisoes ar agor."
    assert len(windows(screen)) == 1
    assert first.process.poll() is None
    family = first.family()
    assert first.stop() == 0
    assert not still_running(family)


@pytest.fixture
def backup(school: Path, tmp_path: Path) -> Path:
    """A backup of the school, where a person keeps it."""
    from slo_desktop.cli import main

    file = tmp_path / "Copi ŷ.slobackup"
    line = ["backup", "--plain", "--out", str(file), "--data", str(school)]
    assert main([*line, "--lang", "cy"]) == 0
    return file


def wait_for_a_look(program: Program) -> None:
    """Hear of pages until a backup is looked at."""
    while not program.line().startswith("page /safety/restore/file/"):
        pass


def test_a_file_that_was_double_clicked_is_looked_at_in_the_window(
    start: Start, screen: str, school: Path, tmp_path: Path, backup: Path
) -> None:
    before = (school / "school.sqlite").read_bytes()
    cache = tmp_path / "cache"
    program = start(school, cache, backup, display=screen, script=DRIVER)
    program.line()
    wait_for_a_look(program)
    assert program.stop() == 0
    assert (school / "school.sqlite").read_bytes() == before
    log = school / "logs" / "slo-desktop.log"
    assert not log.exists() or "Copi" not in log.read_text("utf-8")


def test_a_second_start_shows_its_file_in_the_window_that_is_open(
    start: Start, screen: str, school: Path, tmp_path: Path, backup: Path
) -> None:
    first = start(school, tmp_path / "cache", display=screen, script=DRIVER)
    first.line()
    wait_for_page(first, "/")
    second = start("--data", school, backup, display=screen)
    assert second.ended()[0] == 0
    wait_for_a_look(first)
    assert len(windows(screen)) == 1
    assert first.stop() == 0


def test_a_damaged_school_opens_a_window_with_a_way_back_and_is_never_replaced(
    start: Start, screen: str, school: Path
) -> None:
    database = school / "school.sqlite"
    database.write_bytes(b"")
    program = start("--data", school, display=screen)
    find_window(screen)
    wait_until((school / "instance.json").exists)  # pages are served: those of recovery
    assert database.read_bytes() == b""
    close(screen, find_window(screen))
    code, _, told = program.ended()
    assert code == 0
    assert "Traceback" not in told
    assert database.read_bytes() == b""
    assert not list(school.glob("damaged-*"))


def test_no_secret_of_the_launch_can_be_seen_from_outside(
    start: Start, screen: str, school: Path
) -> None:
    program = start("--data", school, display=screen)
    window = find_window(screen)
    wait_until((school / "instance.json").exists)
    note = school / "instance.json"
    nonce = json.loads(note.read_text())["nonce"]
    assert note.stat().st_mode & 0o777 == 0o600
    for pid in program.family():
        for name in ("cmdline", "environ"):
            seen = Path(f"/proc/{pid}/{name}").read_bytes()
            assert nonce.encode() not in seen
            assert b"/enter/" not in seen
    assert xdotool(screen, "getwindowname", window) == "SLO Desktop"
    assert program.stop() == 0
