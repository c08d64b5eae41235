"""Whom an update is for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from slo_desktop import __version__
from slo_desktop.domain.updates import (
    Here,
    UpdateFault,
    UpdateRefusedError,
    Version,
)
from slo_desktop.services.updating import surroundings
from slo_desktop.services.updating.preparing import check
from slo_desktop.storage.upgrade import HEAD
from tests.schools import SchoolFolder, school_folder
from tests.updates import HERE, KEYS, Made


def test_versions_are_numbers_and_no_words() -> None:
    order = ["0.1.0", "0.1.2", "0.2.0", "0.10.0", "1.0.0"]
    assert sorted(map(Version.read, reversed(order))) == [*map(Version.read, order)]
    assert str(Version.read("0.10.3")) == "0.10.3"
    for text in (
        "1",
        "1.2",
        "",
        "1.2.3.4",
        "1.2.x",
        "01.2.3",
        "1.2.3 ",
        "v1.2.3",
        "١.٢.٣",
    ):
        with pytest.raises(ValueError, match=r"^"):
            Version.read(text)


def test_this_very_program_has_a_version_that_can_be_compared() -> None:
    assert str(Version.read(__version__)) == __version__


@pytest.mark.parametrize(
    ("here", "fault"),
    [
        ({"version": Version(0, 2, 0)}, UpdateFault.SAME),
        ({"version": Version(0, 2, 1)}, UpdateFault.OLDER),
        ({"version": Version(0, 0, 9)}, UpdateFault.TOO_OLD),
        ({"system": "macos-arm64"}, UpdateFault.OTHER_SYSTEM),
        ({"system": "linux-amd64"}, UpdateFault.OTHER_SYSTEM),
        ({"schema": HEAD + 1}, UpdateFault.OLDER_DATA),
        ({"is_portable": True}, UpdateFault.PORTABLE),
    ],
)
def test_an_update_that_would_do_no_good_is_refused_with_the_versions(
    made: Made, here: dict[str, Any], fault: UpdateFault
) -> None:
    other: Here = replace(HERE, **here)
    with pytest.raises(UpdateRefusedError) as caught:
        check(made.write(), here=other, keys=KEYS)
    assert caught.value.fault is fault
    assert caught.value.facts == {
        "found": "0.2.0",
        "here": str(other.version),
        "oldest": "0.1.0",
    }


@pytest.mark.parametrize(
    ("platform", "machine", "told", "system"),
    [
        ("linux", "x86_64", "/usr/bin/dpkg", "debian-amd64"),
        ("linux", "aarch64", "/usr/bin/dpkg", "debian-arm64"),
        ("linux", "x86_64", None, "linux-amd64"),
        ("darwin", "arm64", None, "macos-arm64"),
        ("win32", "AMD64", None, "windows-amd64"),
    ],
)
def test_each_system_has_its_name(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    machine: str,
    told: str | None,
    system: str,
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("platform.machine", lambda: machine)
    monkeypatch.setattr("sysconfig.get_platform", lambda: "win-amd64")
    monkeypatch.setattr("shutil.which", lambda _name: told)
    assert surroundings.this_system() == system


def test_the_program_says_which_data_it_has_open(tmp_path: Any, migrated: Any) -> None:
    school: SchoolFolder = school_folder(tmp_path / "ysgol", migrated)
    found = surroundings.here(school.database, is_portable=True)
    assert found.schema >= 2
    assert found.is_portable
    nowhere = surroundings.here(tmp_path / "none.sqlite", is_portable=False)
    assert nowhere.schema == 0


def test_the_program_opens_without_loading_what_checks_signatures() -> None:
    script = (
        "import sys, slo_desktop.app, slo_desktop.desktop.serving\n"
        "sys.exit('nacl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
