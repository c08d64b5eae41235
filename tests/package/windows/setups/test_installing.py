"""What a setup puts where, and what Windows is told."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from package.windows import nsis, wine
from tests.package.windows.computer import (
    CLASSES,
    UNINSTALL,
    Computer,
    tree,
)
from tests.package.windows.setups.conftest import (
    CANCELLED,
    DONE,
    NEWER,
    NEWER_HERE,
    OLDER,
    installed_files,
    program_files,
)


def test_it_installs_for_one_person_and_tells_windows(
    computer: Computer, made: Path, older: Path
) -> None:
    assert computer.run(older, "/S", "/LANG=cy") == DONE
    assert installed_files(computer.mine) == program_files(made, OLDER)
    home = computer.path(computer.mine)
    assert computer.keys(rf"HKCU\{UNINSTALL}") == {
        "DisplayName": "SLO Desktop",
        "DisplayVersion": OLDER,
        "Publisher": "The SLO Desktop authors",
        "DisplayIcon": rf"{home}\SLO Desktop.exe,0",
        "InstallLocation": home,
        "UninstallString": rf'"{home}\uninstall.exe"',
        "QuietUninstallString": rf'"{home}\uninstall.exe" /S',
        "EstimatedSize": hex(nsis.room(made / OLDER)),
        "NoModify": "0x1",
        "NoRepair": "0x1",
        "Language": "cy",
    }
    (link,) = computer.links()
    assert link.is_relative_to(computer.person)
    opener = rf"HKCU\{CLASSES}\SLODesktop.Backup\shell\open\command"
    assert list(computer.keys(opener).values()) == [rf'"{home}\SLO Desktop.exe" "%1"']
    kind = computer.keys(rf"HKCU\{CLASSES}\SLODesktop.Update")
    assert list(kind.values()) == ["Diweddariad SLO Desktop"]
    assert computer.version("HKLM") is None


def test_a_folder_with_spaces_and_a_to_bach_will_do(
    computer: Computer, tmp_path: Path, made: Path, older: Path, newer: Path
) -> None:
    home = tmp_path / "Tŷ Gŵyn" / "Y Rhaglen"
    assert computer.run(older, "/S", f"/D={wine.path(home)}") == DONE
    assert installed_files(home) == program_files(made, OLDER)
    assert not computer.mine.exists()
    # The next version goes where this one is, without being told.
    assert computer.run(newer, "/S") == DONE
    assert installed_files(home) == program_files(made, NEWER)


def test_a_folder_that_holds_other_things_keeps_them_to_itself(
    computer: Computer, tmp_path: Path, made: Path, older: Path
) -> None:
    documents = tmp_path / "Dogfennau"
    (documents / "_internal").mkdir(parents=True)
    (documents / "_internal" / "llythyr.txt").write_text("annwyl", "utf-8")
    before = tree(documents)
    assert computer.run(older, "/S", f"/D={wine.path(documents)}") == DONE
    home = documents / "SLO Desktop"
    assert installed_files(home) == program_files(made, OLDER)
    assert computer.uninstall(home) == DONE
    # What is left of it there does not send the next one another folder deeper.
    assert computer.run(older, "/S", f"/D={wine.path(home)}") == DONE
    assert installed_files(home) == program_files(made, OLDER)
    assert computer.uninstall(home) == DONE
    (home / "uninstall.exe").unlink()
    home.rmdir()
    assert tree(documents) == before


def test_a_portable_copy_is_not_installed_over(
    computer: Computer, tmp_path: Path, made: Path, older: Path
) -> None:
    stick = tmp_path / "cof bach"
    shutil.copytree(made / NEWER, stick)
    (stick / nsis.FLAG).touch()
    before = tree(stick)
    assert computer.run(older, "/S", f"/D={wine.path(stick)}") == DONE
    after = tree(stick)
    assert {name: after[name] for name in before} == before
    assert (stick / "SLO Desktop" / "SLO Desktop.exe").is_file()


def test_everyone_gets_it_in_the_folder_of_programs(
    computer: Computer, made: Path, older: Path, newer: Path
) -> None:
    assert computer.run(older, "/S", "/ALLUSERS") == DONE
    assert installed_files(computer.everyones) == program_files(made, OLDER)
    assert computer.version("HKLM") == OLDER
    assert computer.version() is None
    assert not computer.mine.exists()
    (link,) = computer.links()
    assert not link.is_relative_to(computer.person)
    # An update started by the program finds out for whom it is.
    assert computer.run(newer, "/S", "/UPDATE") == DONE
    computer.close(computer.everyones)
    assert computer.version("HKLM") == NEWER
    # Nobody opens the school with an older program of their own beside it.
    assert computer.run(older, "/S") == NEWER_HERE
    assert computer.uninstall(computer.everyones) == DONE
    assert computer.version("HKLM") is None
    assert computer.links() == []


def test_whoever_only_presses_enter_has_it_in_welsh_and_open(
    seen: Computer, made: Path, older: Path
) -> None:
    setup = seen.begin(older)
    deadline = time.monotonic() + 60
    while setup.poll() is None and time.monotonic() < deadline:
        seen.press("Return")
        time.sleep(1)
    assert setup.wait(1) == DONE
    seen.close(seen.mine)
    assert installed_files(seen.mine) == program_files(made, OLDER)
    assert seen.keys(rf"HKCU\{UNINSTALL}")["Language"] == "cy"


def test_whoever_thinks_better_of_it_has_nothing(seen: Computer, older: Path) -> None:
    setup = seen.begin(older, "/LANG=en")
    deadline = time.monotonic() + 60
    while setup.poll() is None and time.monotonic() < deadline:
        seen.press("Escape")
        time.sleep(1)
    assert setup.wait(1) == CANCELLED
    assert not seen.mine.exists()
    assert seen.version() is None
