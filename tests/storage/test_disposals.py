from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.privacy.disposal import Asker, DisposalReason, Grounds
from slo_desktop.services.checking import check
from slo_desktop.services.history import last_step
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.services.writing import writing
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.disposals import carry_over
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.journal import Journal
from slo_desktop.storage.models import CarriedDisposal, Disposal
from slo_desktop.storage.opening import open_folder
from tests import builders
from tests.faults.frozen import thaw
from tests.schools import NOW, SchoolFolder, school_folder

GROUNDS = Grounds(
    reason=DisposalReason.CONSENT_WITHDRAWN, asker=Asker.PARENT, case="7/26"
)


@pytest.fixture
def school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    school = school_folder(tmp_path / "school", migrated)
    school.write(note="Cyntaf")
    return school


@pytest.fixture
def older(school: SchoolFolder, tmp_path: Path) -> Path:
    """The data file as it was before somebody erased the evidence in it."""
    older = Path(shutil.copyfile(school.database, tmp_path / "older.sqlite"))
    place = PlaceOfData(
        data_dir=school.folder, database=school.database, cache_dir=tmp_path / "cache"
    )
    journal, engine = Journal(school.folder), open_engine(school.database)
    with Session(engine) as session:
        with writing(session, journal=journal, now=NOW):
            writer = builders.person(session)
        with writing(session, journal=journal, now=NOW, actor=writer.uid):
            erase(session, place, [("evidence", 1)], grounds=GROUNDS)
    engine.dispose()
    finish(place, journal)
    return older


def carried(database: Path) -> list[CarriedDisposal]:
    engine = open_engine(database)
    with Session(engine) as session:
        query = sa.select(CarriedDisposal).order_by(CarriedDisposal.id)
        found = list(session.scalars(query))
    engine.dispose()
    return found


def the_line(school: SchoolFolder) -> Disposal:
    engine = open_engine(school.database)
    with Session(engine) as session:
        line = session.scalars(sa.select(Disposal)).one()
    engine.dispose()
    return line


def test_an_older_file_gets_the_lines_that_it_lacks_once(
    school: SchoolFolder, older: Path
) -> None:
    assert carry_over(school.folder, older, NOW) == 1
    assert carry_over(school.folder, older, NOW) == 0
    (line,), first = carried(older), the_line(school)
    assert (line.line, line.kind, line.ref) == (first.uid, "evidence", first.ref)
    assert (line.subject, line.erased_at) == (first.subject, first.erased_at)
    assert (line.reason, line.asker, line.case) == (
        GROUNDS.reason,
        GROUNDS.asker,
        "7/26",
    )
    assert (line.records, line.changes, line.files) == (first.records, [2], 0)
    assert line.writer is not None
    assert carry_over(school.folder, school.database, NOW) == 0


def test_a_line_goes_on_over_one_restore_after_the_other(
    school: SchoolFolder, older: Path, tmp_path: Path
) -> None:
    oldest = shutil.copyfile(older, tmp_path / "oldest.sqlite")
    carry_over(school.folder, older, NOW)
    elsewhere = SchoolFolder(tmp_path / "elsewhere")
    elsewhere.folder.mkdir()
    shutil.copyfile(older, elsewhere.database)
    open_folder(elsewhere.folder, elsewhere.database)
    engine = open_engine(elsewhere.database)
    with Session(engine) as session:
        Journal(elsewhere.folder).catch_up(session)
    engine.dispose()
    assert carry_over(elsewhere.folder, oldest, NOW) == 1
    (line,), (again,) = carried(older), carried(oldest)
    told = ("line", "writer", "erased_at", "records", "case")
    assert [getattr(line, name) for name in told] == [
        getattr(again, name) for name in told
    ]


NONSENSE = (
    '{"record":"disposal"}',
    '{"record":"disposal","op":"add","uid":"x","after":{"kind":"person"}}',
    '{"record":"disposal","op":"add","uid":"x","actor":null,"after":[]}',
    '"record":"disposal" and no object',
)


def test_a_line_that_makes_no_sense_hides_no_other(
    school: SchoolFolder, older: Path
) -> None:
    (month,) = (school.folder / "journal").glob("*.jsonl")
    whole = month.read_text("utf-8").splitlines()
    told = next(line for line in whole if '"record":"disposal"' in line)
    spoilt = [
        told.replace('"files":0', f'"files":{wrong}') for wrong in ("-1", '"x"', "null")
    ]
    spoilt += [
        told.replace('"erased_at":"2026', '"erased_at":"0001'),
        told.replace('"reason":"consent-withdrawn"', '"reason":"a-whim"'),
        told.replace('"kind":"evidence"', '"kind":"elephant"'),
    ]
    assert told not in spoilt
    others = [line.replace('"uid":"', '"uid":"f') for line in spoilt]
    lines = [whole[0], *NONSENSE, *others, *whole[1:]]
    month.write_text("\n".join(lines) + "\n", "utf-8")
    assert carry_over(school.folder, older, NOW) == 1


def test_the_log_of_another_school_is_not_taken_over(
    school: SchoolFolder, older: Path, tmp_path: Path, migrated: Path
) -> None:
    del older
    other = school_folder(tmp_path / "other", migrated)
    assert carry_over(school.folder, other.database, NOW) == 0


def test_it_is_no_step_that_could_be_taken_back(
    school: SchoolFolder, older: Path
) -> None:
    def last() -> str:
        engine = open_engine(older)
        with Session(engine) as session:
            step = last_step(session)
        engine.dispose()
        return step

    before = last()
    assert carry_over(school.folder, older, NOW) == 1
    assert last() == before


def test_a_data_file_with_another_past_that_somebody_put_here_gets_them_too(
    school: SchoolFolder, older: Path
) -> None:
    engine = open_engine(older)
    with Session(engine) as session:
        for _ in range(5):
            with writing(session, journal=Journal(older.parent / "not-ours"), now=NOW):
                builders.evidence(session)
    engine.dispose()
    shutil.copyfile(older, school.database)
    open_folder(school.folder, school.database)
    assert len(carried(school.database)) == 1
    engine = open_engine(school.database)
    with Session(engine) as session:
        Journal(school.folder).catch_up(session)
    engine.dispose()
    open_folder(school.folder, school.database)
    assert len(carried(school.database)) == 1
    assert check(school.folder, school.database).findings == ()


def test_an_older_version_of_the_folder_brings_what_it_had_set_aside(
    tmp_path: Path,
) -> None:
    folder = thaw(3, tmp_path / "school")
    database, aside = folder / "school.sqlite", folder / "journal" / "aside-1"
    aside.mkdir()
    for path in (folder / "journal").glob("*.jsonl"):
        path.rename(aside / path.name)
    with closing(dbapi2.connect(str(database))) as connection:
        connection.execute("DELETE FROM change WHERE record = 'disposal'")
        connection.execute("DELETE FROM disposal")
        connection.commit()
    open_folder(folder, database)
    (line,) = carried(database)
    assert (line.kind, line.ref) == ("evidence", "E-2026-002")
    assert (line.reason, line.asker) == (DisposalReason.ASKED, Asker.PARENT)
