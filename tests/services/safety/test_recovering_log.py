"""The disposal log goes on where a way back begins before its newest lines."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason, Grounds
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.keeping import disposal_log
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Evidence
from tests.conftest import NOW
from tests.services.safety import damaging
from tests.services.safety.damaging import Folder

GROUNDS = Grounds(reason=DisposalReason.ORDERED, asker=Asker.AUTHORITY, case="9")


def erase_first(folder: Folder, cache: Path) -> None:
    place = PlaceOfData(
        data_dir=folder.place, database=folder.database, cache_dir=cache
    )
    journal, engine = Journal(folder.place), open_engine(folder.database)
    with Session(engine) as session, writing(session, journal=journal, now=NOW):
        number = session.scalar(sa.select(sa.func.min(Evidence.id))) or 0
        erase(session, place, [("evidence", number)], grounds=GROUNDS)
    engine.dispose()
    finish(place, journal)


def spoil_line(journal: Path, seq: int) -> None:
    lines = journal.read_text("utf-8").splitlines()
    lines[seq - 1] = lines[seq - 1].replace('"op":"add"', '"op":"bin"')
    journal.write_text("\n".join(lines) + "\n", "utf-8")


def test_what_was_erased_after_the_last_change_that_is_proven_stays_in_the_log(
    folder: Folder, tmp_path: Path
) -> None:
    folder.back_up()
    folder.save()
    erase_first(folder, tmp_path / "cache")
    (month,) = (folder.place / "journal").glob("*.jsonl")
    newest = Journal(folder.place).head()[0]
    spoil_line(month, newest - 1)
    damaging.gone(folder.database)

    did = folder.recover()

    assert (did.brought_back, did.lost) == (0, 2)
    assert folder.is_whole()
    engine = open_engine(folder.database)
    with Session(engine) as session:
        (line,) = disposal_log(session, folder.place)
    engine.dispose()
    assert (line.grounds, line.here_again) == (GROUNDS, 1)
