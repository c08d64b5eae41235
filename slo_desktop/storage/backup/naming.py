"""What a backup file is called."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language

if TYPE_CHECKING:
    from slo_desktop.domain.bilingual import Bilingual
    from slo_desktop.domain.safety.backups import Manifest

SUFFIX = ".slobackup"
SLUG_LETTERS = 40


def name_of(manifest: Manifest) -> str:
    """What a backup file is called: school, time and running number."""
    at = manifest.made_at.astimezone(dt.UTC)
    return f"{slug(manifest.school)}-{at:%Y%m%dT%H%M%SZ}-{manifest.number}{SUFFIX}"


def slug(school: Bilingual) -> str:
    """A school's name as any system takes it in the name of a file."""
    text = school.shown(Language.CY).text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    return "-".join(words)[:SLUG_LETTERS].strip("-") or "school"
