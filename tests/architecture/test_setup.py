"""What can be known of the setup for Windows without Windows, and without NSIS."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from package.bundling import version
from package.windows import icon, nsis

SETUP = nsis.HERE / "setup"
SCRIPTS = sorted(SETUP.glob("*.ns?"))
TEXTS = (SETUP / "texts.nsh").read_text("utf-8")
SAID = re.findall(r'^\$\{Say\} (\S+) "(.*)" "(.*)"$', TEXTS, re.MULTILINE)
ALIKE = {"^Byte", "^Kilo", "^Mega", "^Giga"}
"""Signs of units, the same in both languages."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The beginning of a program's folder."""
    folder = tmp_path / "program"
    files = ("SLO Desktop.exe", "_internal/b/dŵr.txt", "_internal/a.txt", "slo.exe")
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    return folder


def test_every_line_of_texts_is_understood_here() -> None:
    assert len(SAID) == len(re.findall(r"^\$\{Say\} ", TEXTS, re.MULTILINE)) > 60
    assert len({name for name, _, _ in SAID}) == len(SAID)


@pytest.mark.parametrize(("name", "welsh", "english"), SAID)
def test_every_text_is_there_in_both_languages(
    name: str, welsh: str, english: str
) -> None:
    assert welsh.strip()
    assert english.strip()
    assert (welsh == english) == (name in ALIKE)
    assert welsh.count("&") == english.count("&"), "both have a key, or neither"
    assert '"' not in welsh + english
    assert "'" not in welsh + english, "the apostrophe is ’"
    facts = r"\$\{?[A-Za-z]+"
    assert sorted(re.findall(facts, welsh)) == sorted(re.findall(facts, english))


def test_every_text_that_is_shown_is_said_and_the_other_way_round() -> None:
    scripts = "".join(
        path.read_text("utf-8") for path in SCRIPTS if path.name != "texts.nsh"
    )
    shown = set(re.findall(r"\$\(([A-Z_]+)\)", scripts))
    said = {name for name, _, _ in SAID if not name.startswith("^")}
    assert shown == said


def test_the_setup_answers_as_its_users_are_told() -> None:
    script = (SETUP / "setup.nsi").read_text("utf-8")
    answers = re.findall(r"^!define ([A-Z_]+) (\d+)", script, re.MULTILINE)
    assert dict(answers) == {
        "DONE": "0",
        "CANCELLED": "1",
        "DOES_NOT_WORK": "2",
        "PROGRAM_OPEN": "3",
        "NEWER_HERE": "4",
        "TOO_LITTLE_ROOM": "5",
        "CANNOT_WRITE_THERE": "6",
        "DONE_AND_OPEN": "10",
    }


def test_no_folder_is_removed_whole_except_the_draft() -> None:
    removed = [
        line.strip()
        for path in SCRIPTS
        for line in path.read_text("utf-8").splitlines()
        if "RMDir /r" in line
    ]
    assert removed
    assert {line.split(" ;")[0] for line in removed} == {'RMDir /r "$Draft"'}


@pytest.mark.parametrize(
    ("number", "four"),
    [("1.2", "1.2.0.0"), ("0.10.0", "0.10.0.0"), ("1.2.3.4", "1.2.3.4")],
)
def test_a_version_is_written_as_windows_wants_it(number: str, four: str) -> None:
    assert nsis.four_numbers(number) == four


@pytest.mark.parametrize("number", ["1.0rc1", "1", "1.2.3.4.5", "v1.0", ""])
def test_a_version_that_cannot_be_compared_makes_no_setup(number: str) -> None:
    with pytest.raises(SystemExit):
        nsis.four_numbers(number)


def test_the_program_has_a_version_that_can_be_compared() -> None:
    assert nsis.four_numbers(version())


def test_what_is_unpacked_is_what_will_be_removed(program: Path) -> None:
    unpacked, where = [], ""
    for line in nsis.instructions(program):
        order, _, rest = line.partition(" ")
        if order == "SetOutPath":
            where = rest.strip('"').removeprefix("$Draft").lstrip("\\")
        else:
            unpacked.append("\\".join(filter(None, [where, Path(rest[1:-1]).name])))
    lines = list(nsis.listing(program))
    top, every = lines[: lines.index("")], lines[lines.index("") + 1 :]
    files = [name for name in every if not name.endswith("\\")]
    folders = [name for name in every if name.endswith("\\")]
    assert sorted(files) == sorted([*unpacked, *nsis.OWN_FILES])
    assert folders == ["_internal\\b\\", "_internal\\"], "the inner ones first"
    own = ["SLO Desktop.exe", "_internal", "slo.exe"]
    assert top == sorted([*own, *nsis.OWN_FILES])


def test_a_file_takes_whole_blocks_of_the_disk(program: Path) -> None:
    assert nsis.room(program) == 4 * len(nsis.files(program))


def test_the_portable_copy_holds_the_program_its_flag_and_what_to_do(
    program: Path, tmp_path: Path
) -> None:
    made = nsis.portable(program, tmp_path / "out")
    assert made.name == f"SLO-Desktop-{version()}-portable.zip"
    with zipfile.ZipFile(made) as kept:
        names = kept.namelist()
        read_me = kept.read("SLO Desktop/README.txt").decode("utf-8-sig")
        for name in nsis.files(program):
            inside = kept.read(f"SLO Desktop/{name}")
            assert inside == (program / name).read_bytes()
        assert {about.date_time for about in kept.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    more = {"portable.flag", "README.txt"}
    assert set(names) == {f"SLO Desktop/{n}" for n in more | set(nsis.files(program))}
    for word in ("CYMRAEG", "ENGLISH", "Dadrwystro", "Unblock", version()):
        assert word in read_me
    assert read_me.count("SLO Desktop data") == 4
    assert "\n" not in read_me.replace("\r\n", ""), "as Notepad expects it"


def test_the_same_folder_makes_the_same_portable_copy(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = nsis.portable(program, tmp_path / "one").read_bytes()
    (program / "slo.exe").touch()
    assert nsis.portable(program, tmp_path / "two").read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert nsis.portable(program, tmp_path / "three").read_bytes() != first


def test_the_icon_has_every_size_that_windows_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, file in {"OUT": "", "ICON": "mark.ico", "HEADER": "head.bmp"}.items():
        monkeypatch.setattr(icon, name, tmp_path / file)
    icon._draw()
    with Image.open(icon.ICON) as drawn:
        sizes = drawn.info["sizes"]
        assert sizes == {(dots, dots) for dots in icon.SMALL + icon.LARGE}
        assert isinstance(drawn, IcoImageFile)
        for size in sizes:
            assert drawn.ico.getimage(size).size == size
    with Image.open(icon.HEADER) as head:
        assert head.size == icon.HEADER_SIZE
