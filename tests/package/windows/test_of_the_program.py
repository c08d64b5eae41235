"""What a school does with the program for Windows, one thing after the other."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from package.windows import nsis
from places import OUT
from tests.desktop.conftest import Program
from tests.package.installed import (
    Run,
    measured,
    report,
    send_backup,
    told,
    typefaces,
    visit,
)
from tests.package.windows.computer import Computer
from tests.visitor import Visitor

OLDER = "0.0.9"
MEGABYTE = 1_000_000
LARGEST_SETUP, LARGEST_PROGRAM = 45 * MEGABYTE, 140 * MEGABYTE
NOTE = "Gwelais ŵyn a dŵr o dan y tŷ"


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A setup of the same program that says it is older."""
    made = tmp_path_factory.mktemp("older") / "older.exe"
    with measured("setup of an older version made"):
        program = OUT / "windows" / "program" / "slo-desktop"
        nsis.compile_setup(program, made, OLDER, quick=True)
    return made


@pytest.fixture
def serve(frozen: Run, school: Path) -> Iterator[Callable[[], tuple[Program, Visitor]]]:
    """Serves the school and enters; whatever still runs at the end is ended."""
    started: list[Program] = []

    def begin() -> tuple[Program, Visitor]:
        line = frozen.line("serve", "--data", school, "--lang", "en")
        started.append(Program(line, frozen.surroundings))
        url = str(started[-1].url())
        visitor = Visitor(url)
        visitor.enter(url)
        return started[-1], visitor

    yield begin
    for program in started:
        program.kill()


Serve = Callable[[], tuple[Program, Visitor]]


def test_an_older_version_is_installed_and_makes_the_sample_school(
    pc: Computer, place: Path, older: Path, frozen: Run, school: Path
) -> None:
    with measured("the older version installed"):
        assert pc.run(older, "/S", "/LANG=cy") == 0
    assert pc.version() == OLDER
    assert (place / "SLO Desktop.exe").is_file()
    with measured("sample school"):
        frozen.must("sample", "--data", school, "--lang", "cy")


def test_the_setup_puts_this_version_in_its_place(
    pc: Computer, place: Path, package: Path, frozen: Run, school: Path
) -> None:
    with measured("this version installed over it"):
        assert pc.run(package, "/S") == 0
    assert pc.version() == frozen.must("--version").strip()
    assert (place / "SLO Desktop.exe").is_file()
    frozen.must("check", "--data", school)


def test_neither_the_setup_nor_the_program_takes_too_much_room(
    package: Path, place: Path
) -> None:
    small, whole = package.stat().st_size, size_of(place)
    told(f"setup {small / MEGABYTE:.1f} MB, installed {whole / MEGABYTE:.1f} MB")
    assert small <= LARGEST_SETUP
    assert whole <= LARGEST_PROGRAM


@pytest.mark.parametrize(("language", "good"), [("en", "Good"), ("cy", "Iawn")])
def test_the_installed_copy_is_whole(frozen: Run, language: str, good: str) -> None:
    with measured(f"selftest, {language}"):
        said = frozen.must("selftest", "--lang", language)
    assert f"{good}: SQLite (3." in said


def test_it_brings_the_licences_of_what_it_is_made_of(place: Path) -> None:
    folder = place / "licences"
    parts = (folder / "README.txt").read_text("utf-8").splitlines()
    folders = {path.name.partition("-")[0].lower() for path in folder.iterdir()}
    needed = {"gstreamer_ext_runtime", "gstreamer_libs", "python", "pythonnet"}
    assert needed | {"flask", "weasyprint", "pywebview"} <= folders
    lesser = next(folder.glob("gstreamer_libs-*/LGPL-2.1.txt")).read_text("utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser
    told(f"licences: {len(parts)} packages")


def test_its_report_says_what_the_sources_report_says(
    frozen: Run, source: Run, school: Path, tmp_path: Path
) -> None:
    with measured("governors' report of the installed program"):
        ours = report(frozen, school, tmp_path / "windows.pdf")
    with measured("the same from the source on Linux"):
        theirs = report(source, school, tmp_path / "source.pdf")
    assert len(ours) > 1000
    assert ours == theirs
    # The person's folder and the program's have a ŵ in their names.
    assert typefaces(tmp_path / "windows.pdf") == {"Source-Sans-3"}


@pytest.mark.parametrize("direction", ["to the source", "from the source"])
def test_a_backup_goes_from_one_system_to_the_other(
    frozen: Run, source: Run, school: Path, tmp_path: Path, direction: str
) -> None:
    one, other = (frozen, source) if direction.startswith("to") else (source, frozen)
    elsewhere = send_backup(one, other, school, tmp_path)
    before = report(source, school, tmp_path / "before.pdf")
    assert report(source, elsewhere, tmp_path / "after.pdf") == before


def test_only_who_has_the_way_in_sees_a_page(serve: Serve) -> None:
    with measured("served and entered"):
        _, visitor = serve()
    assert visitor.ask("/evidence", cookie="").status == 401
    assert visitor.ask("/evidence", host="school.example").status == 403
    form = {"note": NOTE}
    assert visitor.ask("/evidence/capture", form, cookie="").status == 401
    assert visitor.ask("/evidence/capture", form).status == 400  # no mark of ours


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_place_of_the_rail_has_its_page(serve: Serve, language: str) -> None:
    _, visitor = serve()
    visit(visitor, language)


def test_what_was_saved_is_there_after_the_program_was_ended_by_force(
    serve: Serve, frozen: Run, source: Run, school: Path
) -> None:
    program, visitor = serve()
    visitor.send("/evidence/capture", note=NOTE)
    program.kill()
    _, again = serve()
    assert NOTE in again.page("/evidence")
    frozen.must("check", "--data", school)


def test_a_portable_copy_keeps_its_school_beside_it(
    package: Path, tmp_path: Path, frozen: Run
) -> None:
    made = package.with_name(package.name.replace("-setup.exe", "-portable.zip"))
    told(f"portable copy {made.stat().st_size / MEGABYTE:.1f} MB")
    with zipfile.ZipFile(made) as packed:
        packed.extractall(tmp_path / "Cof bach ŵ")
    folder = tmp_path / "Cof bach ŵ" / "SLO Desktop"
    program = (*frozen.command[:-1], str(folder / "slo-desktop.exe"))
    portable = Run("portable", program, frozen.surroundings, frozen.called)
    portable.must("sample", "--lang", "en")
    kept = folder / "SLO Desktop data"
    assert list(kept.rglob("school.sqlite"))
    shutil.rmtree(folder)
