from __future__ import annotations

import os
from pathlib import Path

import cffi
import pytest

from slo_desktop.reports import libraries

PLACE = [Path("one"), Path("two")]


def test_the_worker_sees_its_libraries_on_windows() -> None:
    seen = libraries.with_libraries({"PATH": "system"}, PLACE, "win32")
    assert seen == {"PATH": "one;two;system", "WEASYPRINT_DLL_DIRECTORIES": "one;two"}


def test_the_worker_sees_its_libraries_on_macos() -> None:
    seen = libraries.with_libraries({"PATH": "system"}, PLACE, "darwin")
    assert seen == {"PATH": "system", "DYLD_FALLBACK_LIBRARY_PATH": "one:two"}


def test_a_system_that_has_the_libraries_changes_nothing() -> None:
    assert libraries.with_libraries({"PATH": "system"}, []) == {"PATH": "system"}


@pytest.mark.parametrize(("platform", "inside"), [("win32", "bin"), ("darwin", "lib")])
def test_the_libraries_lie_inside_their_package(
    platform: str, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / libraries.PACKAGES[0]).mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert libraries.folders(platform) == [tmp_path / libraries.PACKAGES[0] / inside]


def test_here_the_worker_sees_what_we_see() -> None:
    assert os.environ.items() <= libraries.environment().items()


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("libpango-1.0.dylib", "libpango-1.0.0.dylib"),
        ("libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
        ("libgobject-2.0.0.dylib", "libgobject-2.0.0.dylib"),
    ],
)
def test_on_macos_each_library_is_opened_once_and_by_its_place(
    asked: str, opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for = opened_by_place(tmp_path, monkeypatch)
    for name in (asked, opened):
        (tmp_path / name).write_bytes(b"")
    cffi.FFI().dlopen(asked)
    assert asked_for == [str(tmp_path / opened)]


@pytest.mark.parametrize("name", ["libpango-1.0-0", None])
def test_what_does_not_lie_there_is_looked_for_as_ever(
    name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for = opened_by_place(tmp_path, monkeypatch)
    cffi.FFI().dlopen(name)
    assert asked_for == [name]


def opened_by_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What reaches cffi's own search from now on."""
    asked_for: list[str | None] = []
    monkeypatch.setattr(
        cffi.FFI, "dlopen", lambda _self, name, _flags=0: asked_for.append(name)
    )
    libraries.open_by_place([place])
    return asked_for


def test_libraries_are_told_of_files_by_a_name_they_can_open(tmp_path: Path) -> None:
    place = tmp_path / "Tŷ Gŵyn"
    place.mkdir()
    assert Path(libraries.plain(place)).samefile(place)
