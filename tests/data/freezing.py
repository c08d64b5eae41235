"""Make the frozen data folder of a schema, with the program's own code.

    .venv/bin/python -m tests.data.freezing

writes `tests/data/schema-N`, where N is the number of the newest migration. It is run
once, when that migration is released, and what it made is never made again: later
versions of the program must go on opening the very bytes that this one wrote.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import sys
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason, Grounds
from slo_desktop.domain.privacy.retention import Category
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.history import undo
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.keeping import keep_longer, set_periods
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.records import edit, put_in_bin
from slo_desktop.services.writing import writing
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.models import Base, Evidence
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.upgrade import HEAD
from tests.data.school import INVENTED, everything

HERE = Path(__file__).parent
TIMES = (
    dt.datetime(2026, 9, 30, 22, 30, tzinfo=dt.UTC),  # October by the clock of Wales
    dt.datetime(2026, 10, 25, 0, 45, tzinfo=dt.UTC),  # the night the clocks go back
    dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC),
)
EXPECTED, BACKUP = "expected.json", "copi.slobackup"
DRAFT = '{"title_cy": ["Heb ei anfon"]}'


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "JPEG")
    return content.getvalue()


FILES = {
    "Llun o’r ŵyl.jpg": picture(),
    "cofnodion.pdf": b"%PDF-1.4\n% minutes\n",
    "sylwadau.txt": b"Roedd pawb wrth eu bodd.\r\n",
}


def freeze(folder: Path) -> None:
    """Write a small school that holds one of everything."""
    folder.mkdir()
    database = folder / "school.sqlite"
    open_folder(folder, database)
    engine = open_engine(database)
    journal, store = Journal(folder), ObjectStore(folder)
    with Session(engine) as session:
        with writing(session, journal=journal, now=TIMES[0]):
            found = everything(session)
            for name, content in FILES.items():
                kept = receive(store, io.BytesIO(content), name)
                attach(session, found, kept, name=name)
        _live_with_it(session, journal)
        _forget(session, journal, folder)
        expected = _expected(session)
    engine.dispose()
    (folder / "objects" / ".incoming").rmdir()
    PreferenceStore(folder).update(
        language="cy", installation="schema-fixture", school=INVENTED
    )
    DraftStore(folder).keep("evidence-new", DRAFT.encode())
    _back_up(folder, database)
    shutil.rmtree(folder / "backups" / ".making")
    (folder / EXPECTED).write_text(expected, "utf-8")


def _live_with_it(session: Session, journal: Journal) -> None:
    """Change, bin and undo, at times that are hard to get right."""
    number = session.query(Evidence.id).order_by(Evidence.id).limit(1).scalar() or 0
    for step, now in enumerate(TIMES, 1):
        with writing(session, journal=journal, now=now, step=f"step-{step}"):
            record = session.get_one(Evidence, number)
            change = {"note_cy": f"Nodyn y tro hwn: {step}. Tŷ gŵyl â’r môr."}
            edit(session, record, rev=record.rev, changes=change)
    with writing(session, journal=journal, now=TIMES[2], step="undone"):
        undo(session, "step-3")
    with writing(session, journal=journal, now=TIMES[2], step="binned"):
        last = session.query(Evidence).order_by(Evidence.id.desc()).limit(1).one()
        put_in_bin(session, last)


def _forget(session: Session, journal: Journal, folder: Path) -> None:
    """Keep some things longer, and erase what lies in the bin."""
    place = PlaceOfData(
        data_dir=folder,
        database=folder / "school.sqlite",
        cache_dir=folder / "no-cache",
    )
    first, last = (row.id for row in session.query(Evidence).order_by(Evidence.id))
    with writing(session, journal=journal, now=TIMES[2], step="longer"):
        set_periods(session, {Category.EVIDENCE: 5})
        today, why = TIMES[2].date(), "Achos o hyd"
        asked = [("evidence", first)]
        keep_longer(session, asked, years=2, reason=why, today=today)
    grounds = Grounds(reason=DisposalReason.ASKED, asker=Asker.PARENT)
    with writing(session, journal=journal, now=TIMES[2], step="erased"):
        erase(session, place, [("evidence", last)], grounds=grounds)
    finish(place, journal)


def _back_up(folder: Path, database: Path) -> None:
    """One backup among its own, and one complete file, as this version makes them."""
    make(folder, database, reason=Reason.CLOSING, now=TIMES[2])
    target = folder / BACKUP
    make(
        folder,
        database,
        reason=Reason.ASKED,
        now=TIMES[2],
        target=target,
        inside=True,
    )


def _expected(session: Session) -> str:
    """What every later version must find: counts, the head of the chain, words."""
    counts = {
        table.name: session.query(table).count()
        for table in Base.metadata.sorted_tables
        if not table.name.startswith("text_")
    }
    seq, digest = head_of_table(session)
    first = session.query(Evidence).order_by(Evidence.id).limit(1).one()
    found = {
        "counts": counts,
        "seq": seq,
        "hash": digest,
        "title": first.title.to_json(),
        "note": first.note.to_json(),
        "files": len(FILES),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    place = HERE / f"schema-{HEAD}"
    if place.exists():
        sys.exit(f"{place.name} is frozen already, and stays as it is.")
    freeze(place)
