"""Our own fonts and no others, so that paper looks alike on every computer.

Fontconfig reads `FONTCONFIG_FILE` when WeasyPrint first asks for a font, so `use`
comes before WeasyPrint is imported. No system font or system cache is touched.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from slo_desktop.reports.libraries import plain

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "Source Sans 3"
FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf")

CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same">
    <family>sans-serif</family><prefer><family>{family}</family></prefer>
  </alias>
</fontconfig>
"""


def folder(assets: Path) -> Path:
    """Where the fonts for paper are."""
    return assets / "fonts" / "print"


def use(assets: Path, cache: Path) -> Path:
    """Let fontconfig see the fonts we ship and nothing else.

    Args:
        assets: the shipped files.
        cache: a folder that may be deleted at any time.

    Returns:
        The configuration file.
    """
    place = cache / "fontconfig"
    place.mkdir(parents=True, exist_ok=True)
    configuration = place / "fonts.conf"
    text = CONFIGURATION.format(
        fonts=escape(plain(folder(assets))), cache=escape(plain(place)), family=FAMILY
    )
    draft = place / f"fonts.{os.getpid()}.tmp"
    draft.write_text(text, encoding="utf-8")
    draft.replace(configuration)
    os.environ["FONTCONFIG_FILE"] = plain(configuration)
    return configuration
