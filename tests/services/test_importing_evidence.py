"""Good rows become evidence with all they name."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Origin, TextState
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.storage.models import (
    Action,
    Change,
    Evidence,
    LearningRecord,
    Person,
    Priority,
    School,
)
from tests.services.importing_world import (
    NOW,
    Importer,
)

EVIDENCE, _, LEARNING = ImportKind
CY, EN = Language


def test_evidence_keeps_everything_the_row_says(
    session: Session,
    importer: Importer,
    mererid: Person,
    first_priority: Priority,
    first_action: Action,
) -> None:
    heads = (
        "ref,happened_on,happened_until,title_cy,title_en,note_cy,note_en,kind,"
        "source_family,elements,priority_ref,action_ref,people,contains_pupil_data,"
        "worked"
    )
    row = (
        "E2627-1,2026-11-10,12/11/2026,Taith ddysgu,Learning walk,Nodyn,,photograph,"
        "work,4.2;1.1;4.2,P2627-1,P2627-1.1,MH,yes,Mixed"
    )
    assert importer.lines(EVIDENCE, heads, row).kept == 1
    evidence = session.scalars(sa.select(Evidence)).one()
    assert evidence.ref == "E2627-1"
    assert evidence.happened_on == dt.date(2026, 11, 10)
    assert evidence.happened_until == dt.date(2026, 11, 12)
    assert evidence.logged_at == NOW
    assert evidence.title.state(CY) is TextState.ORIGINAL
    assert evidence.title.state(EN) is TextState.TRANSLATED
    assert evidence.note.state(EN) is TextState.MISSING
    assert evidence.note.cy
    assert evidence.note.cy.origin is Origin.IMPORTED
    assert evidence.kind == "evidence-kinds/photograph"
    assert evidence.worked is Worked.MIXED
    assert evidence.has_pupil_data
    assert evidence.state is EvidenceState.FILED
    assert evidence.elements == {"slo-wales/4.2", "slo-wales/1.1"}
    assert evidence.people == {mererid}
    assert evidence.priorities == {first_priority}
    assert evidence.actions == {first_action}


def test_the_working_language_of_the_school_holds_the_originals(
    session: Session,
    importer: Importer,
    school: School,
) -> None:
    school.working_language = EN
    importer.lines(EVIDENCE, "happened_on,title_cy,title_en", "2026-11-10,Taith,Walk")
    title = session.scalars(sa.select(Evidence)).one().title
    assert title.state(EN) is TextState.ORIGINAL
    assert title.state(CY) is TextState.TRANSLATED


def test_rows_without_a_reference_get_the_next_one(
    session: Session,
    importer: Importer,
) -> None:
    rows = ["2026-11-10,Un", "2026-11-11,Dau", "2025-11-11,Tri"]
    importer.lines(EVIDENCE, "happened_on,title_cy", *rows)
    refs = session.scalars(sa.select(Evidence.ref).order_by(Evidence.ref)).all()
    assert refs == ["E-2025-001", "E-2026-001", "E-2026-002"]
    importer.lines(LEARNING, "date,title_cy", "2026-11-10,Un")
    assert session.scalars(sa.select(LearningRecord.ref)).one() == "L-2026-001"


def test_one_import_is_one_step_and_every_row_a_change(
    session: Session,
    importer: Importer,
) -> None:
    importer.lines(EVIDENCE, "happened_on,title_cy", *["2026-11-10,Un"] * 3)
    changes = session.scalars(sa.select(Change)).all()
    assert {change.step for change in changes} == {"step-1"}
    assert len(changes) == 3


def test_backdated_evidence_was_written_down_on_its_day(
    session: Session,
    importer: Importer,
) -> None:
    importer.lines(EVIDENCE, "happened_on,title_cy", "2026-11-10,Un", backdate=True)
    evidence = session.scalars(sa.select(Evidence)).one()
    assert evidence.logged_at == dt.datetime(2026, 11, 10, 18, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", True), ("Ie", True), ("1", True), ("no", False), ("Nac oes", False)],
)
def test_yes_and_no_are_known_in_both_languages(
    session: Session,
    importer: Importer,
    value: str,
    expected: bool,
) -> None:
    importer.cell(EVIDENCE, "contains_pupil_data", value)
    assert session.scalars(sa.select(Evidence)).one().has_pupil_data is expected
