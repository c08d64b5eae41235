"""A sample school that makes room for somebody's own, and comes back."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.backups import Kept
from slo_desktop.domain.safety.restoring import Laid, RestoreNote
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.services.safety import restoring
from slo_desktop.services.school import start_school
from slo_desktop.services.writing import writing
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import School
from slo_desktop.storage.opening import open_folder
from tests.schools import NOW, SchoolFolder

NAME = "Ysgol Gynradd Cwm Enfys"


def lay_out(school: SchoolFolder, **more: object) -> Laid:
    return restoring.lay_out(
        school.folder,
        school.database,
        scratch=school.folder.parent / "cache",
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def begin(school: SchoolFolder, laid: Laid | None = None) -> RestoreNote:
    """All of it, as the program does it, and the next start of the program."""
    note = restoring.begin_empty(
        school.folder,
        school.database,
        laid or lay_out(school),
        scratch=school.folder.parent / "cache",
        now=NOW,
    )
    open_folder(school.folder, school.database)
    return note


def kept_by(school: SchoolFolder, note: RestoreNote) -> Kept:
    there = {kept.path.name: kept for kept in Backups(school.folder).all()}
    return there[note.safety or ""]


def bring_back(
    school: SchoolFolder, note: RestoreNote, *, now: dt.datetime = NOW
) -> RestoreNote:
    prepared = restoring.prepare(
        kept_by(school, note).path,
        data_dir=school.folder,
        database=school.database,
        now=now,
    )
    back = restoring.put_in_place(school.folder, school.database, prepared, now=now)
    open_folder(school.folder, school.database)
    return back


def found_own(school: SchoolFolder) -> None:
    """Begin a real school, as the first page does."""
    engine = open_engine(school.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(school.folder), now=NOW),
    ):
        start_school(
            session,
            name_cy="Ysgol y Bryn",
            name_en="Hill School",
            category=LanguageCategory.DUAL_LANGUAGE,
            working_language=Language.CY,
            school_year=2026,
        )
    engine.dispose()


def rename(school: SchoolFolder, name: Bilingual) -> None:
    engine = open_engine(school.database)
    with (
        Session(engine) as session,
        writing(session, journal=Journal(school.folder), now=NOW),
    ):
        session.scalars(sa.select(School)).one().name = name
    engine.dispose()
