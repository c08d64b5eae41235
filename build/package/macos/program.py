"""The program for macOS: what its bundle says, how it is signed, and its disk image.

Everything that asks a program of macOS for something is in `package`; the rest is plain
values, so that it can be tested anywhere.
"""

from __future__ import annotations

import os
import platform
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installing import BUNDLE, compile_catalogues, install
from package import shipped
from package.bundling import LICENCES, SPEC, check_log, say_size, version
from package.parts import sbom
from places import OURS, OUT, must

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
ENTITLEMENTS = HERE / "entitlements.plist"
ICON = HERE / "icon.png"
WORK = OUT / "macos" / "work"
APP = OUT / "macos" / "program" / "SLO Desktop.app"
LOG = OUT / "macos" / "pyinstaller.log"
MADE_OF = WORK / "slo_desktop" / "made-of.json"

IDENTIFIER = "cymru.slo-desktop"
OLDEST_SYSTEM = "13.0"
"""What the locks have wheels for."""
IDENTITY = "SLO_MAC_IDENTITY"
"""Variable that names the Developer ID to sign with; without it nobody vouches."""
NOBODY = "-"

LIBRARIES = (
    "libbz2.1.dylib",
    "libexpat.1.10.2.dylib",
    "libffi.7.dylib",
    "libfontconfig.1.dylib",
    "libfreetype.6.dylib",
    "libfribidi.0.dylib",
    "libgio-2.0.0.dylib",
    "libglib-2.0.0.dylib",
    "libgmodule-2.0.0.dylib",
    "libgobject-2.0.0.dylib",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz.0.dylib",
    "libintl.8.dylib",
    "libpango-1.0.0.dylib",
    "libpangoft2-1.0.0.dylib",
    "libpcre2-8.0.dylib",
    "libpng16.16.56.0.dylib",
    "libz.1.dylib",
)
"""What printing opens by name, and what that loads in its turn; nothing else of it."""

BEARABLE = (
    # What of Pango is taken is said above, and looked at afterwards.
    "Depending libraries not found - weasyprint",
    "Fontconfig configuration files not found",
    "required via ctypes not found",  # other systems' libraries
)
"""Warnings that say nothing about this program, each looked into once."""

MACH_O = frozenset(
    bytes.fromhex(mark) for mark in ("cffaedfe", "cefaedfe", "cafebabe", "cafebabf")
)
"""How a file with machine code for macOS begins."""

DOCUMENTS = {
    "slobackup": ("SLO Desktop backup", "Copi wrth gefn SLO Desktop"),
    "sloupdate": ("SLO Desktop update", "Diweddariad SLO Desktop"),
}
"""Kinds of file that a double click opens with the program, in both languages."""


def information() -> dict[str, object]:
    """What macOS reads about the program before it starts it."""
    return {
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["cy", "en"],
        "CFBundleDisplayName": "SLO Desktop",
        "CFBundleVersion": version(),
        "CFBundleDocumentTypes": [_document(ending) for ending in DOCUMENTS],
        "UTExportedTypeDeclarations": [_type(ending) for ending in DOCUMENTS],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSBackgroundOnly": False,
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The SLO Desktop authors. MIT licence.",
        # The window shows our own server on this computer, and nothing else.
        "NSAppTransportSecurity": {
            "NSAllowsArbitraryLoads": False,
            "NSAllowsLocalNetworking": True,
        },
    }


def _document(ending: str) -> dict[str, object]:
    return {
        "CFBundleTypeName": DOCUMENTS[ending][0],
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Owner",
        "LSItemContentTypes": [f"{IDENTIFIER}.{ending}"],
    }


def _type(ending: str) -> dict[str, object]:
    return {
        "UTTypeIdentifier": f"{IDENTIFIER}.{ending}",
        "UTTypeDescription": DOCUMENTS[ending][0],
        # Neither is told to be a zip archive, or a search would look into it.
        "UTTypeConformsTo": ["public.data"],
        "UTTypeTagSpecification": {"public.filename-extension": [ending]},
    }


def names(language: str) -> bytes:
    """The names of the kinds of file in one language, as `InfoPlist.strings`."""
    told = {en: en if language == "en" else cy for en, cy in DOCUMENTS.values()}
    return plistlib.dumps(told)


def signing(path: Path, identity: str) -> list[str]:
    """The command that signs one thing inside the program, or the program itself.

    Args:
        path: the thing; what lies inside it has to be signed already.
        identity: a Developer ID, or `-` for a signature that nobody vouches for.
    """
    # Notarisation asks for both; without a key there is nothing to harden or to date.
    vouched = [] if identity == NOBODY else ["--options", "runtime", "--timestamp"]
    runs = path.suffix == ".app" or path.parent.name == "MacOS"
    allowed = ["--entitlements", str(ENTITLEMENTS)] if runs else []
    return ["codesign", "--force", "--sign", identity, *vouched, *allowed, str(path)]


def inside_out(app: Path) -> list[Path]:
    """What has to be signed, the innermost first and the program itself last."""
    code = [path for path in (app / "Contents").rglob("*") if _is_code(path)]
    libraries = [path for path in code if path.parent.name != "MacOS"]
    starts = [path for path in code if path.parent.name == "MacOS"]
    frameworks = [path for path in app.rglob("*.framework") if not path.is_symlink()]
    deepest = sorted(libraries, key=lambda path: (-len(path.parts), str(path)))
    return [*deepest, *sorted(frameworks), *sorted(starts), app]


def _is_code(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in MACH_O


def imaging(folder: Path, image: Path) -> list[str]:
    """The command that puts a folder into a disk image, packed."""
    kind = ("-volname", "SLO Desktop", "-fs", "HFS+", "-format", "UDZO")
    return ["hdiutil", "create", *kind, "-ov", "-srcfolder", str(folder), str(image)]


def missing(app: Path) -> list[str]:
    """Libraries that printing needs and that are not inside."""
    inside = app / "Contents" / "Frameworks"
    return [name for name in LIBRARIES if not (inside / name).is_file()]


def package(surroundings: Mapping[str, str] = os.environ) -> Path:
    """Make the disk image that people download.

    Args:
        surroundings: where the identity to sign with is looked for.

    Returns:
        The image in `build/out/`.
    """
    identity = surroundings.get(IDENTITY) or NOBODY
    _bundle()
    # The texts lie in the program before it is signed, for the signature covers them.
    sbom.write(APP, MADE_OF)
    for path in inside_out(APP):
        must(*signing(path, identity))
    must("codesign", "--verify", "--deep", "--strict", str(APP))
    start = APP / "Contents" / "MacOS" / "slo-desktop"
    must(str(start), "selftest", "--lang", "en")
    return say_size(_image(identity))


def _bundle() -> None:
    install()
    compile_catalogues()
    BUNDLE.install()
    shutil.rmtree(APP.parent, ignore_errors=True)
    APP.parent.mkdir(parents=True)
    places = ("--workpath", str(WORK), "--distpath", str(APP.parent))
    done = subprocess.run(
        [BUNDLE.python, "-m", "PyInstaller", "--noconfirm", *places, str(SPEC)],
        cwd=OUT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    LOG.write_text(done.stdout, "utf-8")
    if done.returncode:
        sys.exit(f"{done.stdout[-3000:]}\nPyInstaller failed: {LOG}")
    check_log(done.stdout, BEARABLE)
    if lacking := missing(APP):
        sys.exit(f"Printing would lack {', '.join(lacking)}.")
    add_texts(APP)
    texts = (str(MADE_OF), str(sbom.licences_of(APP)))
    must(BUNDLE.python, "-m", LICENCES, *texts, **OURS)


def add_texts(app: Path) -> None:
    """Put in the list of shipped files, and the names in both languages."""
    resources = app / "Contents" / "Resources"
    shipped.write_manifest(resources)
    # Beside the code, where the program looks, macOS allows nothing but links to it.
    link = app / "Contents" / "Frameworks" / shipped.MANIFEST
    link.symlink_to(f"../Resources/{shipped.MANIFEST}")
    for language in ("cy", "en"):
        folder = resources / f"{language}.lproj"
        folder.mkdir(exist_ok=True)
        (folder / "InfoPlist.strings").write_bytes(names(language))


def _image(identity: str) -> Path:
    stage = OUT / "macos" / "image"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    shutil.copytree(APP, stage / APP.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    made = OUT / f"SLO-Desktop-{version()}-{platform.machine()}.dmg"
    must(*imaging(stage, made))
    if identity != NOBODY:
        must("codesign", "--sign", identity, "--timestamp", str(made))
    return made
