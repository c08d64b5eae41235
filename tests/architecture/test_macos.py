"""What can be said of the program for macOS without one; nobody has run it yet."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from package import left_out, shipped
from package.macos import program as macos
from places import BUILD
from slo_desktop import paths

MACH_O = bytes.fromhex("cffaedfe") + b"the rest"
KEY = "Developer ID Application: Somebody (ABCDE12345)"


@pytest.fixture
def information() -> dict[str, Any]:
    """What the bundle says, as macOS reads it."""
    told: dict[str, Any] = plistlib.loads(plistlib.dumps(macos.information()))
    return told


def test_the_bundle_says_that_it_speaks_both_languages(
    information: dict[str, Any],
) -> None:
    assert information["CFBundleLocalizations"] == ["cy", "en"]
    for language, expected in (("cy", "Copi wrth gefn"), ("en", "backup")):
        told = plistlib.loads(macos.names(language))
        assert set(told) == {en for en, _ in macos.DOCUMENTS.values()}
        assert expected in told["SLO Desktop backup"]


def test_the_window_may_talk_to_this_computer_and_to_nothing_else(
    information: dict[str, Any],
) -> None:
    assert information["NSAppTransportSecurity"] == {
        "NSAllowsArbitraryLoads": False,
        "NSAllowsLocalNetworking": True,
    }


@pytest.mark.parametrize("ending", ["slobackup", "sloupdate"])
def test_a_double_click_opens_our_files(
    ending: str, information: dict[str, Any]
) -> None:
    (kind,) = (
        each
        for each in information["UTExportedTypeDeclarations"]
        if each["UTTypeTagSpecification"] == {"public.filename-extension": [ending]}
    )
    opened = [
        name
        for each in information["CFBundleDocumentTypes"]
        for name in each["LSItemContentTypes"]
    ]
    assert kind["UTTypeIdentifier"] in opened


def test_the_bundle_asks_for_the_oldest_system_that_the_locks_are_for(
    information: dict[str, Any],
) -> None:
    guide = (BUILD / "README.md").read_text("utf-8")
    oldest = information["LSMinimumSystemVersion"]
    assert f"macOS {oldest.removesuffix('.0')}" in guide
    assert information["NSHighResolutionCapable"] is True
    assert information["LSBackgroundOnly"] is False


def test_every_leave_that_the_program_asks_for_has_its_reason() -> None:
    text = macos.ENTITLEMENTS.read_text("utf-8")
    leaves = plistlib.loads(text.encode())
    assert set(leaves) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }
    assert len(re.findall(r"<!--.+?-->\s*<key>", text, re.DOTALL)) == len(leaves)


def app_in(folder: Path) -> Path:
    """A bundle that has a bit of everything."""
    app = folder / "SLO Desktop.app"
    inside = app / "Contents"
    code = [
        "MacOS/SLO Desktop",
        "MacOS/slo-desktop",
        "Frameworks/libz.1.dylib",
        "Frameworks/PIL/_imaging.so",
        "Frameworks/Python.framework/Versions/3.13/Python",
    ]
    for name in code:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(MACH_O)
    (inside / "Resources").mkdir()
    (inside / "Resources" / "text.txt").write_text("testun", "utf-8")
    (inside / "Resources" / "libz.1.dylib").symlink_to("../Frameworks/libz.1.dylib")
    return app


def test_what_lies_inside_is_signed_before_what_is_around_it(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    order = macos.inside_out(app)
    names = [path.relative_to(app).as_posix() for path in order]
    assert names == [
        "Contents/Frameworks/Python.framework/Versions/3.13/Python",
        "Contents/Frameworks/PIL/_imaging.so",
        "Contents/Frameworks/libz.1.dylib",
        "Contents/Frameworks/Python.framework",
        "Contents/MacOS/SLO Desktop",
        "Contents/MacOS/slo-desktop",
        ".",
    ]


def test_only_what_runs_is_given_leave_and_a_key_hardens_it(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    start, library = (
        app / "Contents/MacOS/slo-desktop",
        app / "Contents/Frameworks/l.so",
    )
    hardened = ["--options", "runtime", "--timestamp"]
    leave = ["--entitlements", str(macos.ENTITLEMENTS)]
    sign = ["codesign", "--force", "--sign"]
    assert macos.signing(library, KEY) == [*sign, KEY, *hardened, str(library)]
    assert macos.signing(start, KEY) == [*sign, KEY, *hardened, *leave, str(start)]
    assert macos.signing(app, KEY) == [*sign, KEY, *hardened, *leave, str(app)]
    assert macos.signing(app, macos.NOBODY) == [*sign, "-", *leave, str(app)]


def test_a_library_that_printing_needs_is_missed(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    assert "libpango-1.0.0.dylib" in macos.missing(app)
    assert "libz.1.dylib" not in macos.missing(app)
    for name in macos.LIBRARIES:
        (app / "Contents" / "Frameworks" / name).write_bytes(MACH_O)
    assert macos.missing(app) == []


def test_the_list_of_shipped_files_is_found_beside_the_code(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    macos.add_texts(app)
    listed = app / "Contents" / "Frameworks" / shipped.MANIFEST
    assert "assets/help/cy/backups.md" in listed.read_text("utf-8")
    for language in ("cy", "en"):
        strings = app / "Contents/Resources" / f"{language}.lproj" / "InfoPlist.strings"
        assert strings.read_bytes() == macos.names(language)


def test_the_disk_image_is_packed_and_named_after_the_program(tmp_path: Path) -> None:
    command = macos.imaging(tmp_path, tmp_path / "made.dmg")
    assert command[:2] == ["hdiutil", "create"]
    assert command[command.index("-volname") + 1] == "SLO Desktop"
    assert command[-1] == str(tmp_path / "made.dmg")


def test_the_picture_is_large_enough_and_stands_free() -> None:
    with Image.open(macos.ICON) as picture:
        assert picture.size == (1024, 1024)
        assert picture.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


def frozen_at(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))


def test_the_window_of_macos_starts_its_workers_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_in(tmp_path)
    frozen_at(monkeypatch, app / "Contents" / "MacOS" / "SLO Desktop")
    assert paths.console() == app / "Contents" / "MacOS" / "slo-desktop"
    assert paths.licences() == app / "Contents" / "Resources" / "licences"


def test_on_linux_there_is_one_program_for_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "slo-desktop"
    program.touch()
    frozen_at(monkeypatch, program)
    assert paths.console() == program
    assert paths.licences() == tmp_path / "licences"


def test_the_window_of_macos_is_inside_and_other_systems_windows_are_not() -> None:
    without = left_out.modules("darwin")
    assert "webview.platforms.cocoa" not in without
    assert {"webview.platforms.gtk", "webview.platforms.winforms"} <= set(without)
    assert left_out.is_left_out("webview/lib/WebView2Loader.dll", "darwin")
    assert not left_out.is_left_out("libpango-1.0.0.dylib", "darwin")
