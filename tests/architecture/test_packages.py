from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from package import left_out, shipped
from package.linux import debian
from places import ROOT
from slo_desktop import paths
from slo_desktop.cli import selftest
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.selftest import NotWholeError

WINDOWS_OF = {
    "linux": "webview.platforms.gtk",
    "win32": "webview.platforms.winforms",
    "darwin": "webview.platforms.cocoa",
}
ONE_OF_EACH = [
    "slo_desktop/web/templates/base.html",
    "slo_desktop/storage/migrations/.current-head",
    "assets/fonts/print/SourceSans3-Bold.ttf",
    "assets/frameworks/slo-wales.json",
    "assets/help/cy/backups.md",
    "assets/print/governors.css",
]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_everything_the_program_reads_is_shipped() -> None:
    names = set(shipped.files())
    rooms = [ROOT / "slo_desktop", ROOT / "assets", ROOT / "translations" / "cy"]
    read = {
        named(path)
        for room in rooms
        for path in room.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".md", ".po"}
    }
    assert {name for name in read - names if not left_out.is_left_out(name)} == set()
    helped = {named(path) for path in (ROOT / "assets" / "help").rglob("*.md")}
    assert helped - names == set()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_each_kind_of_file_is_among_what_is_shipped(name: str) -> None:
    assert name in shipped.files()


def test_a_source_that_lacks_a_kind_of_file_makes_no_program() -> None:
    names = dict.fromkeys(shipped.files(), "")
    assert list(shipped.gaps(names)) == []
    for kind, (pattern, _) in shipped.NEEDED.items():
        folder = pattern.rpartition("/")[0]
        fewer = {name: "" for name in names if not name.startswith(folder)}
        assert kind in " ".join(shipped.gaps(fewer))


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    everywhere = (left_out.MODULES, left_out.FILES)
    somewhere = (*left_out.MODULES_ON.values(), *left_out.FILES_ON.values())
    for reasons in (*everywhere, *somewhere):
        assert all(len(reason) > 7 for reason in reasons.values())


def test_each_system_keeps_the_libraries_of_its_own_window() -> None:
    loader = r"webview\lib\runtimes\win-x64\native\WebView2Loader.dll"
    assert not left_out.is_left_out(loader, "win32")
    assert left_out.is_left_out(loader, "linux")
    assert left_out.is_left_out(r"webview\lib\pywebview-android.jar", "win32")
    for system in left_out.MODULES_ON:
        gone, window = left_out.modules(system), WINDOWS_OF[system]
        assert window not in gone
        assert {other for other in WINDOWS_OF.values() if other != window} <= set(gone)


def test_only_the_languages_of_the_program_are_kept() -> None:
    locales = "babel/locale-data"
    assert not left_out.is_left_out(f"{locales}/cy_GB.dat")
    assert not left_out.is_left_out(f"{locales}/en_GB.dat")
    assert left_out.is_left_out(f"{locales}/fr.dat")


def test_a_packaged_program_compares_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped", lambda: tmp_path)
    page = tmp_path / "page.html"
    page.write_text("tudalen", "utf-8")
    listed = {"page.html": hashlib.sha256(page.read_bytes()).hexdigest()}
    paths.manifest().write_text(json.dumps(listed), "utf-8")
    assert selftest._assets() == 1
    page.write_text("tudalen arall", "utf-8")
    with pytest.raises(NotWholeError):
        selftest._assets()
    page.unlink()
    with pytest.raises(FileNotFoundError):
        selftest._assets()


def test_the_menu_speaks_both_languages() -> None:
    entry = (debian.HERE / "slo-desktop.desktop").read_text("utf-8")
    welsh = set(re.findall(r"^(\w+)\[cy\]=.", entry, re.MULTILINE))
    assert welsh == {"Name", "GenericName", "Comment", "Keywords"}
    assert all(f"\n{name}=" in entry for name in welsh)


def test_the_menu_entry_takes_the_files_that_the_program_opens() -> None:
    entry = (debian.HERE / "slo-desktop.desktop").read_text("utf-8")
    types = (debian.HERE / "slo-desktop.xml").read_text("utf-8")
    known = re.findall(r'<mime-type type="([^"]+)"', types)
    assert f"\nMimeType={';'.join(known)};\n" in entry
    assert re.findall(r'pattern="\*([^"]+)"', types) == list(FileKind)
    assert re.search(r"^Exec=\S+ %f$", entry, re.MULTILINE)
