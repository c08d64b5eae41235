"""A computer with Windows on which setups are tried, and a small program for them."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from package.windows import nsis, wine
from places import OUT

PREFIX = OUT / "windows" / "wine-setup"
"""A disk and a registry apart from those in which programs are built and run."""
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\SLO Desktop"
CLASSES = r"Software\Classes"
TYPES = (".slobackup", ".sloupdate", "SLODesktop.Backup", "SLODesktop.Update")
PATIENCE_SECONDS = 120

STAND_IN = r"""
; A program that is open until the file close.txt is beside it, or for a minute.
Unicode true
Target amd64-unicode
Name "stand-in"
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
!include FileFunc.nsh
!include LogicLib.nsh
Function .onInit
  SetErrorLevel 0
  ${GetParameters} $0
  ${If} $0 == "--version"
    SetErrorLevel ${ANSWER}
    Quit
  ${EndIf}
  StrCpy $1 $0 6
  ${If} $1 == "--hold"
    StrCpy $1 $0 "" 7
    FileOpen $2 $1 r
  ${Else}
    !if "${MARK}" != ""
      System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${MARK}")'
    !endif
  ${EndIf}
  FileOpen $3 "$EXEDIR\is-open.txt" w
  FileClose $3
  ${For} $4 1 600
    Sleep 100
    ${If} ${FileExists} "$EXEDIR\close.txt"
      ${Break}
    ${EndIf}
  ${Next}
  Delete "$EXEDIR\is-open.txt"
  Quit
FunctionEnd
Section
SectionEnd
"""


def stand_in(made: Path, *, mark: str = "SLODesktop.Open", answer: int = 0) -> None:
    """Make a small Windows program in the place of ours.

    Args:
        made: the program to write.
        mark: the mutex that says it is open, if any.
        answer: what it ends with when asked for its version.
    """
    script = made.with_suffix(".nsi")
    script.write_text(STAND_IN, "utf-8")
    told = (f"-DOUT={made}", f"-DMARK={mark}", f"-DANSWER={answer}")
    subprocess.run(["makensis", "-V1", *told, str(script)], check=True)
    script.unlink()


def make_program(
    folder: Path,
    more: dict[str, str],
    *,
    mark: str = "SLODesktop.Open",
    answer: int = 0,
) -> Path:
    """A program's folder: two programs, and files with these names and contents."""
    inside = {"_internal/base.txt": "sail", "licences/MIT.txt": "MIT"}
    for name, text in {**inside, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    stand_in(folder / "slo-desktop.exe", mark=mark, answer=answer)
    shutil.copyfile(folder / "slo-desktop.exe", folder / "SLO Desktop.exe")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what is in it, as the person sees it."""
    return {name: (folder / name).read_bytes() for name in nsis.files(folder)}


def wait_for(happened: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@dataclass(frozen=True)
class Computer:
    """What Wine shows to a program as a computer."""

    disk: Path
    surroundings: dict[str, str]

    @property
    def person(self) -> Path:
        """The only person's folder for programs' files."""
        (found,) = [
            path / "AppData"
            for path in (self.disk / "users").iterdir()
            if path.name != "Public"
        ]
        return found

    @property
    def mine(self) -> Path:
        """Where the program goes for one person."""
        return self.person / "Local" / "Programs" / "SLO Desktop"

    @property
    def everyones(self) -> Path:
        """Where it goes for everyone."""
        return self.disk / "Program Files" / "SLO Desktop"

    @property
    def reg(self) -> Path:
        """What reads and writes its registry."""
        return self.disk / "windows" / "system32" / "reg.exe"

    def links(self) -> list[Path]:
        """Our entries in every Start menu."""
        places = (self.person / "Roaming", self.disk / "ProgramData")
        return [link for place in places for link in place.rglob("SLO Desktop.lnk")]

    def begin(self, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Windows program."""
        # A name with spaces comes unquoted, as NSIS wants it: word after word.
        words = [word for argument in arguments for word in argument.split(" ")]
        return subprocess.Popen(
            wine.command(program, *words),
            env=self.surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, program: Path, *arguments: str) -> int:
        """Run a Windows program to its end; gives what it answers."""
        return self.begin(program, *arguments).wait(PATIENCE_SECONDS)

    def seen_on(self, display: str) -> Computer:
        """The same computer, with a screen."""
        return replace(self, surroundings=self.surroundings | {"DISPLAY": display})

    def press(self, key: str) -> None:
        """Press a key of its keyboard."""
        subprocess.run(["xdotool", "key", key], env=self.surroundings, check=True)

    def keys(self, key: str) -> dict[str, str]:
        """The values of a key of the registry, such as HKCU and more."""
        done = subprocess.run(
            wine.command(self.reg, "query", key),
            env=self.surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",  # it speaks as DOS did
            check=False,
        )
        found = (line.strip().split("    ", 2) for line in done.stdout.splitlines())
        return {parts[0]: parts[2] for parts in found if len(parts) == 3}

    def version(self, root: str = "HKCU") -> str | None:
        """Which version the computer says is installed."""
        return self.keys(rf"{root}\{UNINSTALL}").get("DisplayVersion")

    def path(self, place: Path) -> str:
        """The name of a file or folder on the disk C:, or on another."""
        if place.is_relative_to(self.disk):
            return "C:\\" + str(place.relative_to(self.disk)).replace("/", "\\")
        return wine.path(place)

    def uninstall(self, folder: Path) -> int:
        """Run the uninstaller of a folder; it cannot take itself away meanwhile."""
        here = self.path(folder)
        return self.run(folder / "uninstall.exe", "/S", f"_?={here}")

    @contextmanager
    def opened(self, program: Path, *arguments: str) -> Iterator[None]:
        """Let a stand-in be open, and close it."""
        process = self.begin(program, *arguments)
        is_open = program.with_name("is-open.txt")
        wait_for(is_open.exists, "it did not open")
        try:
            yield
        finally:
            sign = program.with_name("close.txt")
            sign.touch()
            process.wait(PATIENCE_SECONDS)
            sign.unlink()

    def close(self, folder: Path) -> None:
        """Wait until a setup has opened the stand-in in a folder, and close it."""
        wait_for((folder / "is-open.txt").exists, "it was not opened")
        (folder / "close.txt").touch()
        wait_for(lambda: not (folder / "is-open.txt").exists(), "it did not close")
        (folder / "close.txt").unlink()

    def switch_off(self) -> None:
        """End everything that runs on it; the next program switches it on again."""
        subprocess.run(["wineserver", "-k"], env=self.surroundings, check=False)

    def clean(self) -> None:
        """Take every trace of the program away, if need be while it runs."""
        if any((home / "is-open.txt").exists() for home in (self.mine, self.everyones)):
            self.switch_off()
        for folder in (self.mine, self.everyones):
            shutil.rmtree(folder, ignore_errors=True)
        for link in self.links():
            link.unlink()
        keys = [UNINSTALL, *(rf"{CLASSES}\{name}" for name in TYPES)]
        orders = [f'reg delete "{r}\\{k}" /f' for r in ("HKCU", "HKLM") for k in keys]
        script = self.disk / "clean.bat"
        script.write_text("\r\n".join(orders), "ascii")
        subprocess.run(
            ["wine", "cmd", "/c", r"C:\clean.bat"],
            env=self.surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )


def set_up(prefix: Path = PREFIX) -> Computer:
    """Make the computer if it is not there yet, and clean it."""
    before, wine.PREFIX = wine.PREFIX, prefix
    try:
        wine.set_up()
        surroundings = wine.environment()
    finally:
        wine.PREFIX = before
    computer = Computer(prefix / "drive_c", surroundings)
    computer.clean()
    return computer
