"""The setup for Windows and the portable copy, out of the program's folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from package.bundling import version
from package.windows import icon
from places import OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
NAME = "SLO Desktop"
KILOBYTE = 1024
BLOCK = 4 * KILOBYTE
"""What a disk of Windows gives to a file at least."""
SPARE_KB = 10 * KILOBYTE
"""Room to leave beside the program: for the uninstaller, folders, and a list."""
OWN_FILES = ("installed.txt", "uninstall.exe")
"""What the setup adds to the program's files."""
FLAG = "portable.flag"
FLAG_TEXT = (
    "Mae'r ffeil hon yn cadw gwaith yr ysgol wrth ymyl y rhaglen.\r\n"
    "This file keeps the school's work beside the program.\r\n"
)
EARLIEST = 315_532_800
"""1 January 1980 in seconds of Unix: no zip knows an earlier time."""
NUMBERS = 4
NO_NSIS = (
    "Mae angen makensis (y pecyn nsis) i wneud y gosodwr. / "
    "Making the setup needs makensis (the package nsis)."
)


def setup(program: Path, out: Path) -> Path:
    """Make the setup.

    Args:
        program: the program's folder, which holds `SLO Desktop.exe`.
        out: the folder to put the setup into.

    Returns:
        The setup.
    """
    made = out / f"SLO-Desktop-{version()}-setup.exe"
    compile_setup(program, made, version())
    return made


def compile_setup(
    program: Path, made: Path, number: str, *, quick: bool = False
) -> None:
    """Make a setup of any version; tests make older and newer ones.

    Args:
        program: the program's folder.
        made: the setup to write.
        number: the version that it says it is.
        quick: whether it may be larger, and is made sooner.
    """
    makensis = shutil.which("makensis")
    if makensis is None:
        sys.exit(NO_NSIS)
    work = OUT / "work" / "nsis" / made.stem
    work.mkdir(parents=True, exist_ok=True)
    made.parent.mkdir(parents=True, exist_ok=True)
    payload, listed = work / "payload.nsh", work / "installed.txt"
    payload.write_text("\n".join(instructions(program)), "utf-8-sig")
    lines = "\r\n".join(listing(program)) + "\r\n"
    listed.write_bytes(b"\xff\xfe" + lines.encode("utf-16-le"))
    size = room(program)
    told = {
        "VERSION": number,
        "FOUR_NUMBERS": four_numbers(number),
        "SIZE_KB": size,
        "NEEDED_KB": size + SPARE_KB,
        "ICON": icon.icon(),
        "HEADER": icon.HEADER,
        "PAYLOAD": payload,
        "LIST": listed,
        "OUT": made.absolute(),
    }
    words = ["-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    words += [f"-D{name}={value}" for name, value in told.items()]
    words += ["-DQUICK"] if quick else []
    done = subprocess.run(
        [makensis, *words, "setup.nsi"],
        cwd=HERE / "setup",
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nmakensis ended with {done.returncode}")


def moment() -> int:
    """The time that goes into what is made, the same for the same source."""
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", EARLIEST)), EARLIEST)


def four_numbers(number: str) -> str:
    """A version as Windows writes it: 1.2 is 1.2.0.0.

    The setup compares versions number by number, so nothing else may be in them.
    """
    if not re.fullmatch(r"\d+(\.\d+){1,3}", number):
        sys.exit(f"Not a version that the setup can compare: {number}")
    numbers = number.split(".")
    return ".".join(numbers + ["0"] * (NUMBERS - len(numbers)))


def files(folder: Path) -> list[str]:
    """Every file below the folder, by its name there, in an order that stays."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def room(program: Path) -> int:
    """Kilobytes that the program takes on a disk."""
    sizes = ((program / name).stat().st_size for name in files(program))
    return sum(-(-size // BLOCK) for size in sizes) * BLOCK // KILOBYTE


def _windows(name: str) -> str:
    return name.replace("/", "\\")


def instructions(program: Path) -> Iterator[str]:
    """What tells NSIS to unpack each file into the draft."""
    where = None
    # Folder by folder: the two programs are nearly alike, and together take half.
    for name in sorted(files(program), key=lambda name: Path(name).parent.parts):
        folder = Path(name).parent.as_posix()
        if folder != where:
            inside = "" if folder == "." else "\\" + _windows(folder)
            yield f'SetOutPath "$Draft{inside}"'
            where = folder
        yield f'File "{(program / name).absolute()}"'


def listing(program: Path) -> Iterator[str]:
    """What `installed.txt` says, for the next version and for the uninstaller.

    First the names at the top; an empty line; then every file, and every folder
    (with a stroke at its end) after what is inside it.
    """
    names = [*files(program), *OWN_FILES]
    yield from sorted({name.split("/")[0] for name in names})
    yield ""
    yield from (_windows(name) for name in names)
    folders = {
        parent.as_posix() for name in names for parent in Path(name).parents[:-1]
    }
    yield from (_windows(name) + "\\" for name in sorted(folders, reverse=True))


def portable(program: Path, out: Path) -> Path:
    """Make the copy that runs from its folder, on a stick for example.

    Args:
        program: the program's folder, which holds `SLO Desktop.exe`.
        out: the folder to put the zip into.

    Returns:
        The zip. It is the same, byte for byte, for the same folder.
    """
    made = out / f"SLO-Desktop-{version()}-portable.zip"
    read_me = (HERE / "portable.txt").read_text("utf-8")
    read_me = read_me.replace("@VERSION@", version()).replace("\n", "\r\n")
    more = {
        FLAG: FLAG_TEXT.encode(),
        "README.txt": read_me.encode("utf-8-sig"),  # as Notepad expects it
    }
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kept:
        for name in sorted([*files(program), *more]):
            about = zipfile.ZipInfo(f"{NAME}/{name}", time.gmtime(moment())[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            kept.writestr(about, more.get(name) or (program / name).read_bytes())
    return made
