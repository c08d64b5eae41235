"""What another program finds around it."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest

from slo_desktop import paths
from slo_desktop.storage import programs, systems


def test_other_programs_get_their_own_libraries_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    monkeypatch.setenv("LANGUAGE", "cy")
    around = programs.surroundings()
    assert around["LD_LIBRARY_PATH"] == "/theirs"
    assert around["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
    assert not {"LD_LIBRARY_PATH_ORIG", "LANGUAGE"} & around.keys()
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in programs.surroundings()


def test_the_source_leaves_the_surroundings_of_others_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/theirs")
    around = programs.surroundings()
    assert around["LD_LIBRARY_PATH"] == "/theirs"
    assert "PYINSTALLER_RESET_ENVIRONMENT" not in around


@pytest.mark.parametrize(
    ("platform", "frozen", "told"),
    [("win32", True, [None, "/program"]), ("win32", False, []), ("linux", True, [])],
)
def test_windows_passes_no_folder_of_libraries_on(
    platform: str,
    frozen: bool,
    told: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders: list[Any] = []
    kernel32 = SimpleNamespace(SetDllDirectoryW=folders.append)
    monkeypatch.setattr(programs, "library", lambda _name: kernel32)
    monkeypatch.setattr(paths, "shipped", lambda: Path("/program"))
    monkeypatch.setattr(
        programs, "sys", SimpleNamespace(platform=platform, frozen=frozen)
    )
    with suppress(OSError), programs.apart():
        assert folders == told[:1]
        raise OSError
    assert folders == told


class Key:
    """Stands in for an open key of the registry."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_told: object) -> None: ...


def test_a_value_of_the_registry_is_read_or_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def open_key(root: int, path: str) -> Key:
        if root:
            raise FileNotFoundError
        return Key(path)

    winreg = SimpleNamespace(
        HKEY_CURRENT_USER=0,
        HKEY_LOCAL_MACHINE=1,
        OpenKey=open_key,
        QueryValueEx=lambda key, name: (f"{key.path}/{name}", 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    read = systems.registry_value
    assert read("HKEY_CURRENT_USER", "a", "pv") == "a/pv"
    assert read("HKEY_LOCAL_MACHINE", "a", "pv") is None


def test_a_library_of_windows_is_loaded_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import ctypes

    monkeypatch.setattr(
        ctypes, "WinDLL", lambda *told, **how: (told, how), raising=False
    )
    assert systems.library("kernel32") == (("kernel32",), {"use_last_error": True})
