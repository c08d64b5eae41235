"""Lets `doing.py` erase a person, to be stopped in the middle; loaded by its name.

A start of the program is a second act: it finishes what the first left undone.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason, Grounds
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import Evidence, Person
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.opening import open_folder
from tests import builders

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)
NAME = "Blodeuwedd Qanari"
REF = "E-2026-900"
PICTURE = b"%PDF Blodeuwedd-Qanari"
WHY = Grounds(reason=DisposalReason.ASKED, asker=Asker.PERSON)


def place_of(folder: Path) -> PlaceOfData:
    return PlaceOfData(
        data_dir=folder,
        database=folder / "school.sqlite",
        cache_dir=folder.with_name("cache"),
    )


def plant(folder: Path) -> str:
    """Somebody to erase, in a text and with a file; the hash of the file."""
    engine, journal = open_engine(folder / "school.sqlite"), Journal(folder)
    kept = receive(ObjectStore(folder), io.BytesIO(PICTURE), "llun.pdf")
    with Session(engine) as session:
        with writing(session, journal=journal, now=NOW):
            person = builders.person(session, name=NAME, initials="QQ")
            record = builders.evidence(session, ref=REF, people={person})
            attach(session, record, kept, name=f"{NAME}.pdf")
        with writing(session, journal=journal, now=NOW + dt.timedelta(hours=1)):
            record = session.scalars(
                sa.select(Evidence).where(Evidence.ref == REF)
            ).one()
            record.note = builders.both(f"Gwelodd {NAME} wers")
    engine.dispose()
    return kept.sha256


def erase_them(name: str) -> int:
    """Erase the person and their evidence, as the page does."""
    folder = Path(name)
    open_folder(folder, folder / "school.sqlite")
    engine, journal = open_engine(folder / "school.sqlite"), Journal(folder)
    with Session(engine) as session:
        person = session.scalar(sa.select(Person.id).where(Person.name == NAME))
        record = session.scalar(sa.select(Evidence.id).where(Evidence.ref == REF))
        session.rollback()
        asked = [("person", person or 0), ("evidence", record or 0)]
        with writing(session, journal=journal, now=NOW + dt.timedelta(hours=2)):
            erase(session, place_of(folder), asked, grounds=WHY)
    engine.dispose()
    finish(place_of(folder), journal)
    os.write(1, b"erased\n")
    return 0


# `doing.py` runs as a program of its own, and looks its acts up by name.
vars(sys.modules["__main__"]).get("ACTS", {})["erase"] = erase_them
