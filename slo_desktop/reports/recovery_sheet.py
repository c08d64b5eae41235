"""The recovery sheet: one page in both languages, for the safe."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.papers import PREFIX
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.reports.templating import environment
from slo_desktop.reports.words import Column

if TYPE_CHECKING:
    from jinja2 import Template

    from slo_desktop.domain.safety.papers import RecoverySheet

NAME = N_("recovery-sheet")
"""What the file is called, as a part of its name."""


def to_html(sheet: RecoverySheet) -> str:
    """Lay the sheet out, Welsh and English beside each other."""
    columns = tuple(
        Column(language, alone=False) for language in (sheet.first, sheet.first.other)
    )
    return _template().render(sheet=sheet, columns=columns, prefix=PREFIX)


@cache
def _template() -> Template:
    pages = environment()
    pages.globals.update(say=say)
    return pages.get_template("recovery_sheet/sheet.html")
