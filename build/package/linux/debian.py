"""The package for Debian and Ubuntu: a program folder, and its place on a desktop."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

from package import left_out
from package.bundling import say_size, size_table, version
from package.linux.program import MADE_OF, bundle, libraries, system_packages
from package.parts import sbom
from places import OUT, ROOT, must

NAME = "slo-desktop"
HERE = Path(__file__).resolve().parent
ICONS = ROOT / "assets" / "icons"
EXECUTABLE, PLAIN = 0o755, 0o644
KILOBYTE = 1024

DESCRIPTION = """\
Evidence, plan and professional learning of a school
 Keeps the evidence, the development plan and the professional learning of one
 school as a learning organisation, in Welsh and English, and prints what its
 governors receive. Works without a network.
 .
 Yn cadw tystiolaeth, cynllun datblygu a dysgu proffesiynol un ysgol fel sefydliad
 sy'n dysgu, yn Gymraeg ac yn Saesneg, ac yn argraffu'r hyn y mae ei llywodraethwyr
 yn ei dderbyn. Mae'n gweithio heb rwydwaith."""

COPYRIGHT = """\
SLO Desktop is free under the MIT licence:

{licence}
What it is made of has licences of its own. Their texts are in
/opt/slo-desktop/licences, and those of fonts and icons beside them in
/opt/slo-desktop/_internal/assets:

{parts}
"""


def architecture() -> str:
    """This machine's kind, in Debian's words."""
    done = subprocess.run(
        ["dpkg", "--print-architecture"],  # noqa: S607  Debian's own, on PATH
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _put(source: Path, target: Path, mode: int = PLAIN) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _lay_out(program: Path, tree: Path) -> None:
    """Put every file where the system looks for it."""
    share, home = tree / "usr" / "share", tree / "opt" / NAME
    shutil.copytree(program, home, symlinks=True)
    for path in home.rglob("*"):
        if not path.is_symlink():
            is_open = path.is_dir() or path == home / NAME
            path.chmod(EXECUTABLE if is_open else PLAIN)
    link = tree / "usr" / "bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/opt/{NAME}/{NAME}")
    _put(HERE / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _put(HERE / f"{NAME}.xml", share / "mime" / "packages" / f"{NAME}.xml")
    icons = share / "icons" / "hicolor"
    _put(ICONS / "mark.svg", icons / "scalable" / "apps" / f"{NAME}.svg")
    _put(ICONS / "mark.png", icons / "256x256" / "apps" / f"{NAME}.png")
    copyright_file = share / "doc" / NAME / "copyright"
    copyright_file.parent.mkdir(parents=True)
    copyright_file.write_text(
        COPYRIGHT.format(
            licence=(ROOT / "LICENSE").read_text("utf-8"),
            parts=(program / "licences" / "README.txt").read_text("utf-8"),
        ),
        "utf-8",
    )


def _c_library() -> str:
    """The oldest C library that has everything the program calls."""
    told = subprocess.run(
        ["readelf", "--version-info", "--wide", *map(str, libraries())],  # noqa: S607  binutils
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"GLIBC_(\d+)\.(\d+)", told.stdout)
    newest = max((int(major), int(minor)) for major, minor in found)
    return f"libc6 (>= {newest[0]}.{newest[1]})"


def _control(tree: Path) -> str:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file())
    needs = sorted({_c_library(), *system_packages(), *left_out.WINDOW})
    return "\n".join(
        [
            f"Package: {NAME}",
            f"Version: {version()}",
            f"Architecture: {architecture()}",
            "Maintainer: The SLO Desktop authors",
            f"Installed-Size: {size // KILOBYTE}",
            f"Depends: {', '.join(needs)}",
            "Recommends: xdg-utils",
            "Section: education",
            "Priority: optional",
            f"Description: {DESCRIPTION}",
            "",
        ]
    )


def _sums(tree: Path) -> str:
    """What `dpkg --verify` compares the installed files with."""
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(tree).as_posix()}\n"
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )


def package() -> Path:
    """Make the package, and print what takes how much room.

    Returns:
        The package in `build/out/`.
    """
    program = bundle()
    # Its licences and its list of parts belong into the package.
    sbom.write(program, MADE_OF)
    made = _pack(program)
    print(size_table(program))
    return say_size(made)


def _pack(program: Path) -> Path:
    tree = OUT / "work" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(program, tree)
    sums, control = _sums(tree), _control(tree)
    about = tree / "DEBIAN"
    about.mkdir()
    (about / "md5sums").write_text(sums, "utf-8")
    (about / "control").write_text(control, "utf-8")
    script = (HERE / "before.sh").read_text("utf-8").replace("@VERSION@", version())
    for name in ("preinst", "prerm"):
        (about / name).write_text(script, "utf-8")
        (about / name).chmod(EXECUTABLE)
    made = OUT / f"{NAME}_{version()}_{architecture()}.deb"
    must("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(made))
    return made
