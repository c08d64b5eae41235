"""Unsaved words that tell of what is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.mentions import NameMatch
from slo_desktop.services.privacy.naming import Name, spans
from slo_desktop.services.privacy.searching import name_of
from slo_desktop.storage.models.people import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from slo_desktop.services.privacy.place import PlaceOfData
    from slo_desktop.storage.models.base import Record

OWN_DRAFTS = {"learning": "impact-{id}", "action": "criterion-{uid}"}
"""Forms on the page of one record, by the name their draft is kept under."""

KEPT_WORDS = ("collision", "refused")
"""What was typed about a record and is not saved (`web/unsaved.py`)."""


def folders(place: PlaceOfData) -> tuple[Path, ...]:
    """Where drafts lie: in the folder, or where they went while it could not be had."""
    return tuple(each / "drafts" for each in (place.data_dir, place.cache_dir))


def drafts_about(place: PlaceOfData, records: Iterable[Record]) -> list[Path]:
    """Drafts of forms on the pages of some records, or that name the people.

    Files that were chosen for such a form go with its words.
    """
    records = list(records)
    names = [name_of(record) for record in records if isinstance(record, Person)]
    own = {f"{key}.json" for record in records for key in _keys(record)}
    found = [path for each in folders(place) for path in sorted(each.glob("*.json*"))]
    about = [path for path in found if path.name in own or _names(path, names)]
    forms = {_form(path) for path in about}
    return [path for path in found if _form(path) in forms]


def _form(path: Path) -> str:
    return path.name.partition(".")[0]


def _keys(record: Record) -> Iterable[str]:
    yield f"criterion-{record.uid}"
    kind = record.__tablename__.replace("_", "-")
    yield from (f"{why}-{kind}-{record.id}" for why in KEPT_WORDS)
    if record.__tablename__ in OWN_DRAFTS:
        yield OWN_DRAFTS[record.__tablename__].format(id=record.id, uid=record.uid)


def _names(path: Path, names: Iterable[Name]) -> bool:
    text = path.read_text("utf-8", errors="replace")
    return any(
        span.match is not NameMatch.INITIALS
        for name in names
        for span in spans(name, text)
    )
