"""The invented school is whole, and comes in quickly."""

from __future__ import annotations

import collections
import csv
import datetime as dt
import json
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import TextState
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import SchoolExistsError
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.importing import ImportKind, Notice
from slo_desktop.domain.languages import Language
from slo_desktop.services.importing import import_file
from slo_desktop.services.invented import sample_folder
from slo_desktop.services.sample import make_sample
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Evidence,
    LearningImpact,
    LearningRecord,
    Meeting,
    Person,
    Priority,
    School,
    SelfReview,
    SuccessCriterion,
    SurveyScore,
    Term,
    TermUpdate,
)
from slo_desktop.storage.models.base import Record
from slo_desktop.storage.objects import ObjectStore

R = TypeVar("R", bound=Record)
NOW = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def sample(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    """The sample school, made once; these tests only look at it."""
    folder = tmp_path_factory.mktemp("sample")
    engine = open_engine(shutil.copyfile(migrated, folder / "school.sqlite"))
    with Session(engine) as session:
        begin_writing(session)
        write_as(session, Authorship(NOW, "step-1"))
        make_sample(session, store=ObjectStore(folder), now=NOW)
        yield session
    engine.dispose()


def all_of(session: Session, kind: type[R]) -> Sequence[R]:
    return session.scalars(sa.select(kind).order_by(kind.id)).all()


def test_every_row_of_the_sample_is_there(sample: Session) -> None:
    counts = {
        Priority: 12,
        Action: 81,
        SuccessCriterion: 81,
        Evidence: 142,
        LearningRecord: 89,
        SelfReview: 100,
        SurveyScore: 42,
        Attachment: 14,
        Meeting: 10,
        Term: 9,
        Person: 15,
    }
    found = {kind: len(all_of(sample, kind)) for kind in counts}
    assert found == counts


def test_the_school_says_that_it_is_a_sample(sample: Session) -> None:
    (school,) = all_of(sample, School)
    assert school.is_sample
    assert school.name.text(Language.CY) == "Ysgol Gynradd Cwm Enfys"
    assert school.first_column is Language.CY
    assert school.vision.text(Language.EN).startswith("Learning together")


def test_the_sample_holds_what_its_readme_says(sample: Session) -> None:
    evidence = all_of(sample, Evidence)
    worked = collections.Counter(item.worked for item in evidence)
    assert worked == {Worked.YES: 103, Worked.MIXED: 30, Worked.NO: 9}
    assert sum(item.has_pupil_data for item in evidence) == 11
    missing = collections.Counter(
        (item.title.state(Language.CY), item.title.state(Language.EN))
        for item in evidence
    )
    assert missing == {
        (TextState.ORIGINAL, TextState.MISSING): 71,
        (TextState.MISSING, TextState.ORIGINAL): 34,
        (TextState.ORIGINAL, TextState.TRANSLATED): 37,
    }
    shown = {code for item in evidence for code in item.elements}
    every = {f"slo-wales/{row.element[10:]}" for row in all_of(sample, SelfReview)}
    assert {code[10:] for code in every - shown} == {"1.1", "2.9", "4.4", "6.7"}


def test_six_impact_reviews_are_overdue(sample: Session) -> None:
    told = {impact.learning_id for impact in all_of(sample, LearningImpact)}
    overdue = [
        learning
        for learning in all_of(sample, LearningRecord)
        if learning.review_on
        and learning.review_on <= dt.date(2026, 11, 20)
        and learning.id not in told
    ]
    assert len(overdue) == 6


def test_governors_who_are_staff_are_one_person(sample: Session) -> None:
    people = {person.name: person for person in all_of(sample, Person)}
    assert people["Mererid Haul"].groups == [
        "role-groups/leaders",
        "role-groups/governors",
    ]
    assert people["Aled Storm"].initials == ""
    both = [person for person in people.values() if len(person.groups) == 2]
    assert len(both) == 3
    assert people["Dafydd Niwl"].active_to == dt.date(2026, 8, 31)


def test_only_photos_with_consent_may_leave_the_school(sample: Session) -> None:
    files = {file.name: file for file in all_of(sample, Attachment)}
    leaving = {name.removesuffix(".jpg") for name, f in files.items() if f.may_leave}
    assert leaving == {
        "arddangosfa-ysgrifennu",
        "bwrdd-rhesymu",
        "cornel-dawelu",
        "wal-adborth",
        "gardd-ysgol",
        "nant-cynefin",
    }
    assert files["gem-buarth.jpg"].consent is Consent.REFUSED
    assert files["gardd-ysgol.jpg"].consent is Consent.GIVEN
    assert all(files[f"{name}.jpg"].caption.en for name in leaving)


def test_updates_stand_in_their_terms_and_never_after_the_sample(
    sample: Session,
) -> None:
    updates = all_of(sample, TermUpdate)
    assert len(updates) == 112
    assert max(update.written_on for update in updates) == dt.date(2026, 11, 20)
    first = min(updates, key=lambda update: update.written_on)
    assert first.written_on == dt.date(2024, 12, 20)


def test_costs_of_a_priority_are_the_sum_of_its_actions(sample: Session) -> None:
    path = sample_folder() / "plan.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["level"] == "priority"]
    costs: collections.Counter[str] = collections.Counter()
    for action in all_of(sample, Action):
        costs[action.priority.ref] += action.cost_pence or 0
    assert {row["ref"]: int(row["cost"]) * 100 for row in rows} == dict(costs)


def test_the_next_meeting_is_on_the_first_of_december(sample: Session) -> None:
    meetings = [m for m in all_of(sample, Meeting) if m.held_on > NOW.date()]
    assert meetings[0].held_on == dt.date(2026, 12, 1)
    assert meetings[0].papers_due == dt.date(2026, 11, 24)
    assert meetings[0].translation_due == dt.date(2026, 11, 18)


def test_a_folder_with_a_school_is_left_alone(
    session: Session, school: School, tmp_path: Path
) -> None:
    del school
    with pytest.raises(SchoolExistsError):
        make_sample(session, store=ObjectStore(tmp_path), now=NOW)


def test_the_sample_that_ships_is_invented_and_says_so() -> None:
    facts = json.loads((sample_folder() / "school.json").read_text(encoding="utf-8"))
    assert "invented" in facts["notice"]["en"]


def test_the_evidence_of_two_years_comes_in_under_two_seconds(
    session: Session, tmp_path: Path
) -> None:
    store = ObjectStore(tmp_path)
    make_sample(session, store=store, now=NOW)
    for evidence in all_of(session, Evidence):
        evidence.ref = f"old-{evidence.id}"
    session.flush()
    started = time.process_time()
    path = sample_folder() / "evidence.csv"
    kind = ImportKind.EVIDENCE
    outcome = import_file(session, kind, path, store=store, now=NOW)
    assert time.process_time() - started < 2
    assert (outcome.kept, outcome.errors) == (142, ())
    assert {found.what for found in outcome.warnings} == {Notice.HERE_ALREADY}
