"""A small table of each kind to begin from, in the words of its reader."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.importing import ImportKind, Level
from slo_desktop.domain.plan import ActionStatus
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.dates import short_date
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.import_headings import heading_label
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.years import year_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from slo_desktop.domain.languages import Language

    Cells = Mapping[str, str | StrEnum]

TODAY: Final = "today"
YEAR: Final = "year"
NUMBER: Final = "N1"
"""Any reference will do; the row of the action names that of its priority."""
ROWS: Final[Mapping[ImportKind, Sequence[Cells]]] = {
    ImportKind.EVIDENCE: (
        {
            "happened_on": TODAY,
            "title_cy": "Taith ddysgu ym mlynyddoedd 3 a 4",
            "title_en": "Learning walk in years 3 and 4",
            "note_cy": "Mae’r plant yn esbonio eu gwaith yn Gymraeg.",
            "note_en": "Children explain their work in Welsh.",
            "kind": "evidence-kinds/learning-walk",
            "elements": "4.6; 5.3",
            "worked": Worked.YES,
            "people": "",
            "priority_ref": "",
        },
        {
            "happened_on": TODAY,
            "title_cy": "Cyngor ysgol: syniadau am amser chwarae",
            "title_en": "School council: ideas for playtime",
            "kind": "evidence-kinds/school-council",
            "elements": "1.2",
            "worked": Worked.MIXED,
        },
    ),
    ImportKind.PLAN: (
        {
            "level": Level.PRIORITY,
            "school_year": YEAR,
            "ref": NUMBER,
            "parent_ref": "",
            "title_cy": "Codi safon llafaredd Cymraeg",
            "title_en": "Raise the standard of Welsh oracy",
            "owner": "",
            "due": "",
            "cost": "",
            "status": ActionStatus.UNDER_WAY,
        },
        {
            "level": Level.ACTION,
            "school_year": YEAR,
            "ref": f"{NUMBER}.1",
            "parent_ref": NUMBER,
            "title_cy": "Hyfforddiant i’r holl staff",
            "title_en": "Training for all staff",
            "due": TODAY,
            "cost": "250",
            "status": ActionStatus.NOT_STARTED,
        },
    ),
    ImportKind.LEARNING: (
        {
            "date": TODAY,
            "title_cy": "HMS: dysgu yn yr awyr agored",
            "title_en": "INSET: learning outdoors",
            "kind": "learning-kinds/inset-day",
            "role_groups": "role-groups/all-staff",
            "people": "",
            "hours": "5",
            "provider": "Cyngor Sir",
            "cost": "120",
            "elements": "2.1",
            "intended_cy": "Un wers yr wythnos yn yr awyr agored.",
            "intended_en": "One lesson a week outdoors.",
        },
    ),
}
"""The first row of each kind names every column."""


def example(kind: ImportKind, language: Language, today: dt.date) -> bytes:
    """A table that can be imported as it stands."""
    columns = [*ROWS[kind][0]]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading_label(column, language) for column in columns)
    for row in ROWS[kind]:
        cells = (row.get(column, "") for column in columns)
        writer.writerow(_told(cell, language, today) for cell in cells)
    return text.getvalue().encode("utf-8-sig")


def _told(cell: str | StrEnum, language: Language, today: dt.date) -> str:
    match cell:
        case StrEnum():
            return label(cell, language)
        case "today":
            return short_date(today, language)
        case "year":
            return year_name(school_year_of(today))
    return frameworks().label(cell, language)
