"""Where shipped files lie and where a person's files go, also when frozen."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

PROGRAM = "slo-desktop"
PORTABLE_FLAG = "portable.flag"
PORTABLE_FOLDER = "SLO Desktop data"


def shipped() -> Path:
    """Folder that holds `assets/` and `translations/`."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def assets() -> Path:
    """Styles, scripts, fonts, frameworks, help and the sample school."""
    return shipped() / "assets"


def manifest() -> Path:
    """What a packaged program must hold, file by file; not there in the source."""
    return shipped() / "shipped.json"


def licences() -> Path | None:
    """Licences of everything bundled, beside the program; none in the source."""
    if not getattr(sys, "frozen", False):
        return None
    here = Path(sys.executable).parent
    # Beside a program of macOS lies nothing but code.
    return (here.parent / "Resources" if here.name == "MacOS" else here) / "licences"


def console() -> Path:
    """The packaged program that does what a command line asks, and has no window.

    Windows and macOS have two programs; on Linux it is the one there is.
    """
    here = Path(sys.executable)
    other = here.with_name(PROGRAM + here.suffix)
    return other if other.exists() else here


def own_command() -> list[str]:
    """How this program starts itself once more, without a window."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", __name__.partition(".")[0]]
    return [str(console())]


def translations() -> Path:
    """Compiled message catalogues, one folder per language."""
    return shipped() / "translations"


def portable_home() -> Path | None:
    """Where a portable copy keeps everything: beside itself, and nowhere else.

    None for a copy that was set up, and in the source.
    """
    if not getattr(sys, "frozen", False):
        return None
    here = Path(sys.executable).parent
    return here / PORTABLE_FOLDER if (here / PORTABLE_FLAG).exists() else None


def takes_files(folder: Path) -> bool:
    """Whether something can really be written to a folder, which is made for that."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def local_data_dir() -> Path:
    """The school's folder on this computer, never roaming or synced."""
    return user_data_path(PROGRAM, appauthor=False, roaming=False) / "school"


def default_data_dir() -> Path:
    """The school's folder: on this computer, or beside a portable copy."""
    home = portable_home()
    return home / "school" if home else local_data_dir()


def cache_dir() -> Path:
    """Thumbnails, fonts' cache, pages to print: may be deleted at any time."""
    home = portable_home()
    if home and takes_files(home):
        return home / "cache"
    return user_cache_path(PROGRAM, appauthor=False)


def cache_of(data_dir: Path) -> Path:
    """The part of the cache that belongs to one data folder."""
    place, home = data_dir.absolute(), portable_home()
    if home and place.is_relative_to(home):  # a stick has another letter every day
        place = place.relative_to(home)
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    return cache_dir() / name


def config_dir() -> Path:
    """One small file that remembers where a moved data folder is."""
    home = portable_home()
    if home:
        return home / "settings"
    return user_config_path(PROGRAM, appauthor=False, roaming=False)
