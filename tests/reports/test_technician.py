from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pikepdf
import pytest
from platformdirs import windows
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows, get_win_folder_from_env_vars

from slo_desktop import paths
from slo_desktop.domain.languages import Language
from slo_desktop.reports.press import Order, Press
from slo_desktop.reports.technician import to_html
from slo_desktop.web.help.technician import TOPIC, note_in
from slo_desktop.web.help.topics import source
from tests.reports import reading

CODE = re.compile(r"`([^`]+)`")
EXIT = re.compile(r"- (?:Exit codes|Codau gorffen):([^.]+)\.")
SAID = (
    r"%LOCALAPPDATA%\Programs\SLO Desktop",
    r"%ProgramFiles%\SLO Desktop",
    paths.PORTABLE_FOLDER,
    "127.0.0.1",
    "SLO-Desktop-<version>-setup.exe /S",
    "/ALLUSERS",
    "/LANG=cy",
    "/D=",
    "SHA256SUMS",
    ".slobackup",
    ".sloupdate",
    "slo-desktop selftest",
    "slo-desktop check",
)
EXIT_CODES = ["0", "1", "2", "3", "4", "5", "6"]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(tmp_path_factory.mktemp("press")) as machine:
        yield machine


@pytest.fixture(scope="module", params=Language)
def printed(
    request: pytest.FixtureRequest,
    press: Press,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Language, Path]:
    """The note with one of the languages on the left."""
    first = Language(request.param)
    html = to_html(note_in(first), note_in(first.other), "10.20.30")
    pdf = tmp_path_factory.mktemp("note") / f"{first}.pdf"
    assert press.print_out(Order(parts=(html,), pdf=pdf)) == 1
    return first, pdf


def test_the_note_is_one_page_that_any_listener_can_follow(
    printed: tuple[Language, Path],
) -> None:
    first, pdf = printed
    assert reading.page_count(pdf) == 1
    assert reading.faults(pdf) == []
    assert reading.dangers(pdf) == []
    assert all(inside for _name, inside in reading.fonts(pdf))
    assert {tag.language for tag in reading.tags(pdf)} == {"cy", "en"}
    with pikepdf.open(pdf) as document:
        assert str(document.Root.Lang) == first


def test_the_note_says_all_of_its_topic_in_both_languages(
    printed: tuple[Language, Path],
) -> None:
    first, pdf = printed
    words = reading.words(pdf)
    assert "SLO Desktop 10.20.30" in words
    for language in Language:
        note = note_in(language)
        assert note.title in words
        for heading, part in note.parts.items():
            assert heading in words
            assert len(part) > 100
    left, right = note_in(first), note_in(first.other)
    parts = zip(left.parts, right.parts, strict=True)
    named = [f"{one} / {other}" for one, other in parts]
    marks = [text for _level, text in reading.bookmarks(pdf)]
    assert marks == [f"{left.title} / {right.title}", *named]


def codes(language: Language) -> list[str]:
    """What is to be typed, or found on a computer."""
    return CODE.findall(" ".join(source(TOPIC, language).split()))


def test_what_is_typed_or_looked_for_stands_on_one_line(
    printed: tuple[Language, Path],
) -> None:
    _first, pdf = printed
    lines = reading.text(pdf).splitlines()
    torn = [
        (language, code)
        for language in Language
        for code in codes(language)
        if not any(code in line for line in lines)
    ]
    assert torn == []


def test_both_languages_name_the_same_places_and_switches() -> None:
    assert codes(Language.CY) == codes(Language.EN)
    assert [each for each in SAID if each not in codes(Language.EN)] == []
    for language in Language:
        (line,) = EXIT.findall(source(TOPIC, language))
        assert re.findall(r"\d", line) == EXIT_CODES


def test_the_note_names_the_folders_that_the_program_really_uses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOCALAPPDATA", "%LOCALAPPDATA%")
    monkeypatch.setattr(windows, "_RESOLVE_WIN_FOLDER", get_win_folder_from_env_vars)
    home = os.path.expanduser("~")  # noqa: PTH111  as platformdirs does
    named = codes(Language.EN)
    for system in (Windows, MacOS, Unix):
        here = system(paths.PROGRAM, appauthor=False, roaming=False)
        work = str(Path(here.user_data_dir, "school")).replace(home, "~")
        cache = here.user_cache_dir.replace(home, "~")
        if system is Windows:
            work, cache = (str(PureWindowsPath(each)) for each in (work, cache))
        assert work in named
        assert cache in named
