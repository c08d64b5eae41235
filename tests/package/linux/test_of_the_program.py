"""What a school does with the installed program."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from places import OUT
from tests.desktop.conftest import Program, still_running
from tests.desktop.x11 import close, find_window, windows
from tests.package.conftest import as_root
from tests.package.installed import Run, measured, report, send_backup, told, visit
from tests.package.linux.conftest import HOME, INSTALLED, is_installed
from tests.package.screen import Screen, difference
from tests.visitor import Visitor

SHARE = Path("/usr/share")
PICTURE = OUT / "window.png"
ROUNDS = 3
SLOWEST = 2.0
MOST_UNLIKE = 0.02
ONE_OF_EACH = (
    "assets/fonts/print/SourceSans3-Regular.ttf",
    "assets/frameworks/slo-wales.json",
    "slo_desktop/storage/migrations/.current-head",
)


def test_the_installed_copy_is_whole(frozen: Run) -> None:
    with measured("selftest of the installed program"):
        said = frozen.must("selftest", "--lang", "en")
    assert "SQLite (3." in said
    assert "Not good" not in said


def test_it_answers_in_welsh_too(frozen: Run) -> None:
    assert "Iawn: SQLite" in frozen.must("selftest", "--lang", "cy")


def test_it_stands_in_the_menu_in_both_languages(frozen: Run) -> None:
    entry = (SHARE / "applications" / "slo-desktop.desktop").read_text("utf-8")
    for line in ("Name=", "Name[cy]=", "Comment=", "Comment[cy]=", f"Exec={INSTALLED}"):
        assert f"\n{line}" in entry
    assert (SHARE / "icons/hicolor/scalable/apps/slo-desktop.svg").is_file()
    assert (SHARE / "icons/hicolor/256x256/apps/slo-desktop.png").is_file()


@pytest.mark.parametrize("kind", ["slobackup", "sloupdate"])
def test_the_desktop_knows_our_files_by_their_names(kind: str, frozen: Run) -> None:
    asked = f"from gi.repository import Gio; print(Gio.content_type_guess('a.{kind}'))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert f"application/x-{kind}" in done.stdout


def test_it_brings_the_licences_of_what_it_is_made_of(frozen: Run) -> None:
    folder = HOME / "licences"
    parts = (folder / "README.txt").read_text("utf-8").splitlines()
    folders = {path.name.partition("-")[0].lower() for path in folder.iterdir()}
    assert {"flask", "weasyprint", "pywebview", "pillow", "python"} <= folders
    for path in folder.iterdir():
        texts = [path] if path.is_file() else list(path.rglob("*"))
        assert any(text.is_file() and text.stat().st_size for text in texts), path
    told(f"licences: {len(parts)} packages")


def test_the_window_and_the_printer_use_the_libraries_of_the_system(
    frozen: Run,
) -> None:
    inside = {path.name for path in (HOME / "_internal").glob("lib*")}
    assert not [name for name in inside if name.startswith(("libgtk", "libwebkit"))]
    assert not [name for name in inside if name.startswith(("libpango", "libglib"))]
    needs = subprocess.run(
        ["dpkg-query", "-W", "-f=${Depends}", "slo-desktop"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "gir1.2-webkit2-4.1" in needs
    assert "libpango-1.0-0" in needs


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_copy_that_lacks_a_file_says_so(
    frozen: Run, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "slo-desktop"
    shutil.copytree(HOME, copy, symlinks=True)
    (copy / "_internal" / name).unlink()
    broken = Run("broken", (str(copy / "slo-desktop"),), frozen.surroundings)
    assert broken("selftest", "--lang", "en").returncode != 0


def test_its_report_says_what_the_sources_report_says(
    frozen: Run, source: Run, school: Path, tmp_path: Path
) -> None:
    with measured("governors' report of the installed program"):
        ours = report(frozen, school, tmp_path / "frozen.pdf")
    with measured("the same from the source"):
        theirs = report(source, school, tmp_path / "source.pdf")
    assert len(ours) > 1000
    assert ours == theirs


@pytest.mark.parametrize("direction", ["frozen to source", "source to frozen"])
def test_a_backup_goes_both_ways(
    frozen: Run, source: Run, school: Path, tmp_path: Path, direction: str
) -> None:
    one, other = (frozen, source) if direction.startswith("fr") else (source, frozen)
    elsewhere = send_backup(one, other, school, tmp_path)
    before = report(one, school, tmp_path / "before.pdf")
    assert report(other, elsewhere, tmp_path / "after.pdf") == before


def test_every_place_of_the_rail_has_its_page(frozen: Run, school: Path) -> None:
    program = Program(frozen.line("serve", "--data", school), frozen.surroundings)
    try:
        url = program.url()
        visitor = Visitor(url)
        visitor.enter(url)
        for language in ("en", "cy"):
            visit(visitor, language)
    finally:
        assert program.stop() == 0


@pytest.fixture
def open_window(
    display: Screen, school: Path
) -> Iterator[Callable[[Run], tuple[Program, float]]]:
    """Starts a window; whatever still runs at the end is ended."""
    started: list[Program] = []

    def begin(run: Run) -> tuple[Program, float]:
        arguments = ["--data", str(school), "--lang", "cy"]
        surroundings = run.surroundings | {"DISPLAY": display.name}
        began = time.monotonic()
        started.append(Program([*run.command, *arguments], surroundings))
        return started[-1], began

    yield begin
    for program in started:
        if program.process.poll() is None:
            program.kill()


OpenWindow = Callable[[Run], tuple[Program, float]]


def shut(program: Program, display: Screen) -> None:
    """Close the window, and see that nothing stays."""
    family = program.family()
    close(display.name, find_window(display.name))
    code, _, complained = program.ended()
    assert code == 0, complained
    assert still_running(family) == set()
    assert windows(display.name) == []


def page_of(run: Run, display: Screen, open_window: OpenWindow) -> Image.Image:
    program, _ = open_window(run)
    picture = display.settled()
    shut(program, display)
    return picture


def test_its_window_shows_the_page_and_leaves_no_process(
    frozen: Run, source: Run, display: Screen, open_window: OpenWindow
) -> None:
    ours = page_of(frozen, display, open_window)
    ours.save(PICTURE)
    theirs = page_of(source, display, open_window)
    unlike = difference(ours, theirs)
    told(f"the window differs from the source's in {unlike:.2%} of its dots")
    assert unlike <= MOST_UNLIKE


def test_its_first_page_comes_as_fast_as_from_the_source(
    frozen: Run, source: Run, display: Screen, open_window: OpenWindow
) -> None:
    page = page_of(frozen, display, open_window)
    times: dict[str, list[float]] = {"frozen": [], "source": []}
    for _ in range(ROUNDS):
        for run in (frozen, source):
            program, began = open_window(run)
            display.wait_for(page)
            times[run.name].append(time.monotonic() - began)
            shut(program, display)
    ours, theirs = (statistics.median(times[name]) for name in ("frozen", "source"))
    told(f"first page: {ours:.2f} s = {ours / theirs:.2f} x {theirs:.2f} s (source)")
    assert ours <= SLOWEST * theirs


def test_p10_an_open_program_is_not_replaced_or_removed(
    frozen: Run, package: Path, display: Screen, open_window: OpenWindow
) -> None:
    program, _ = open_window(frozen)
    display.settled()
    for command in (("--install", str(package)), ("--remove", "slo-desktop")):
        done = as_root("dpkg", *command)
        assert done.returncode != 0
        assert "Nid oes dim wedi newid." in done.stderr
        assert "Nothing was changed." in done.stderr
    shut(program, display)
    assert is_installed()
    frozen.must("selftest")
