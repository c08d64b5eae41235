from __future__ import annotations

import os
from pathlib import Path

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
