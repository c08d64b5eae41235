"""What keeps Windows from showing the window, with a registry that stands in."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from slo_desktop import paths
from slo_desktop.desktop import hindrances
from slo_desktop.desktop.hindrances import (
    CLIENTS,
    NET_KEY,
    PLACES,
    Hindrance,
    NoWindowError,
    missing,
    still_marked,
)

Registry = dict[tuple[str, str, str], object]
NET = {("HKEY_LOCAL_MACHINE", NET_KEY, "Release"): 528040}


def client(place: int = 0, which: int = 0, build: object = "131.0.2903.70") -> Registry:
    root, path = PLACES[place]
    return {(root, rf"{path}\{CLIENTS[which]}", "pv"): build}


def found(registry: Registry) -> Hindrance | None:
    return missing(lambda root, path, name: registry.get((root, path, name)))


@pytest.mark.parametrize("place", range(len(PLACES)))
@pytest.mark.parametrize("which", range(len(CLIENTS)))
def test_webview2_is_found_wherever_it_was_installed(place: int, which: int) -> None:
    assert found(NET | client(place, which)) is None


@pytest.mark.parametrize("build", [None, "", "0.0.0.0", "85.9.1.2", "soon", 131])  # noqa: S104  a version
def test_what_is_gone_or_too_old_does_not_count_as_webview2(build: object) -> None:
    assert found(NET | client(build=build)) is Hindrance.NO_WEB_VIEW


@pytest.mark.parametrize("release", [None, 394801, "528040"])
def test_without_a_new_net_webview2_is_of_no_use(release: object) -> None:
    old: Registry = {("HKEY_LOCAL_MACHINE", NET_KEY, "Release"): release}
    assert found(old | client()) is Hindrance.OLD_NET


def library(folder: Path, name: str, *, marked: bool) -> Path:
    """A library, with its stream as Windows names it; here that is a file beside it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ")
    if marked:
        Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    return path


def test_the_mark_of_a_download_is_taken_off_what_net_loads(tmp_path: Path) -> None:
    marked = [
        library(tmp_path, name, marked=True)
        for name in (
            "pythonnet/runtime/Python.Runtime.dll",
            "clr_loader/ffi/dlls/amd64/ClrLoader.dll",
            "webview/lib/Microsoft.Web.WebView2.Core.dll",
        )
    ]
    plain = library(tmp_path, "webview/lib/WebBrowserInterop.x64.dll", marked=False)
    elsewhere = library(tmp_path, "PIL/other.dll", marked=True)
    assert still_marked(tmp_path) == []
    assert not any(Path(f"{path}:Zone.Identifier").exists() for path in marked)
    assert all(path.read_bytes() == b"MZ" for path in (*marked, plain))
    assert Path(f"{elsewhere}:Zone.Identifier").exists()


def test_what_cannot_be_unmarked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_stream: str) -> None:
        raise PermissionError

    stays = library(tmp_path, "pythonnet/runtime/Python.Runtime.dll", marked=True)
    monkeypatch.setattr(os, "remove", refuse)
    assert still_marked(tmp_path) == [stays]


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registry:
    """A Windows that has everything, and a program in `tmp_path`."""
    registry = NET | client()
    monkeypatch.setattr(hindrances, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(paths, "shipped", lambda: tmp_path)
    monkeypatch.setattr(
        hindrances, "registry_value", lambda *asked: registry.get(asked)
    )
    return registry


def test_nothing_is_said_where_nothing_is_missing(on_windows: Registry) -> None:
    hindrances.look()
    assert on_windows


def test_what_is_missing_is_told_before_the_window_is_loaded(
    on_windows: Registry,
) -> None:
    on_windows.clear()
    with pytest.raises(NoWindowError) as caught:
        hindrances.look()
    assert caught.value.hindrance is Hindrance.OLD_NET


def test_marks_that_stay_are_told_too(
    on_windows: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hindrances, "still_marked", lambda folder: [folder])
    with pytest.raises(NoWindowError) as caught:
        hindrances.look()
    assert caught.value.hindrance is Hindrance.MARKED
    assert on_windows


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hindrances, "sys", SimpleNamespace(platform="linux"))
    asked: list[object] = []
    monkeypatch.setattr(hindrances, "missing", asked.append)
    hindrances.look()
    assert asked == []


def test_a_fault_of_the_window_elsewhere_is_no_hindrance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hindrances, "sys", SimpleNamespace(platform="linux"))
    with pytest.raises(RuntimeError), hindrances.told():
        raise RuntimeError
