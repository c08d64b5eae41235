"""Write everything about a person into one ZIP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.exporting import Exported
from slo_desktop.services.privacy.access import as_json
from slo_desktop.services.privacy.exporting import FOLDER, attach
from slo_desktop.services.privacy.readme import (
    NAME,
    PERSON_LINES,
    PERSON_TITLE,
    readme,
)
from slo_desktop.settings import WALES
from slo_desktop.storage.archive import archive
from slo_desktop.storage.objects import ObjectStore

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from slo_desktop.domain.privacy.exporting import Everything
    from slo_desktop.services.privacy.place import PlaceOfData


def hand_over(
    place: PlaceOfData,
    found: Everything,
    summary: bytes,
    target: Path,
    *,
    stop: threading.Event | None = None,
    note: Callable[[int], None] | None = None,
) -> Exported:
    """One ZIP: the summary in words, the same as JSON, and the files.

    Args:
        place: the school's folder.
        found: everything, with the hidden names already gone.
        summary: it in words, as HTML.
        target: the ZIP.
        stop: ends it; nothing is made.
        note: told how many parts are written.

    Raises:
        StoppedError: somebody stopped it.
    """
    store = ObjectStore(place.data_dir)
    at = found.made_at.astimezone(WALES)
    with archive(target, at=at, stop=stop, note=note) as made:
        made.add("summary.html", summary)
        made.add("data.json", as_json(found))
        missing = tuple(
            file.name
            for file in found.files
            if not attach(made, store, file.sha256, f"{FOLDER}/{file.name}")
        )
        text = readme(
            PERSON_TITLE,
            PERSON_LINES,
            school=found.school.title,
            made_at=found.made_at,
            missing=missing,
        )
        made.add(NAME, text)
    return Exported(
        records=len(found.parts),
        files=len(found.files) - len(missing),
        missing=missing,
    )
