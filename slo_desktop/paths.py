"""Where shipped files lie and where a person's files go, also when frozen."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

PROGRAM = "slo-desktop"


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


def translations() -> Path:
    """Compiled message catalogues, one folder per language."""
    return shipped() / "translations"


def default_data_dir() -> Path:
    """The school's folder: on this computer, never roaming or synced."""
    return user_data_path(PROGRAM, appauthor=False, roaming=False) / "school"


def cache_dir() -> Path:
    """Thumbnails, fonts' cache, pages to print: may be deleted at any time."""
    return user_cache_path(PROGRAM, appauthor=False)


def cache_of(data_dir: Path) -> Path:
    """The part of the cache that belongs to one data folder."""
    name = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:12]
    return cache_dir() / name


def config_dir() -> Path:
    """One small file that remembers where a moved data folder is."""
    return user_config_path(PROGRAM, appauthor=False, roaming=False)
