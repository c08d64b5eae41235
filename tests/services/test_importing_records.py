"""Good rows become evidence, plans and professional learning with all they name."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import StoredObject
from slo_desktop.domain.bilingual import Origin, TextState
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.importing import ImportKind, Notice, Problem
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Change,
    Evidence,
    LearningImpact,
    LearningRecord,
    Person,
    Priority,
    School,
    SuccessCriterion,
    Term,
    TermUpdate,
)
from slo_desktop.storage.objects import ObjectStore
from tests.services.importing_world import (
    NOW,
    Importer,
    findings,
    warnings,
)

EVIDENCE, PLAN, LEARNING = ImportKind
CY, EN = Language.CY, Language.EN
PLAN_HEADS = "level,ref,parent_ref,school_year,title_cy"
P9 = "priority,P2627-9,,2026/27,Codi safonau"
A91 = "action,P2627-9.1,P2627-9,2026/27,Arsylwi"


class TinyStore(ObjectStore):
    """Takes two bytes at most."""

    def add(self, stream: BinaryIO, name: str, limit: int = 2) -> StoredObject:
        return super().add(stream, name, limit)


class BrokenStore(ObjectStore):
    """Stands for a disk that cannot be read."""

    def add(self, stream: BinaryIO, name: str, limit: int = 0) -> StoredObject:
        del stream, limit
        raise PermissionError(name)


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


def test_attachments_come_from_the_folder_beside_the_file(
    session: Session,
    importer: Importer,
) -> None:
    importer.attachment("nodyn.txt", b"Nodyn y pennaeth")
    heads = "happened_on,title_cy,attachments"
    rows = ["2026-11-10,Un,nodyn.txt;ar-goll.jpg", "2026-11-11,Dau,NODYN.txt"]
    outcome = importer.lines(EVIDENCE, heads, *rows)
    assert outcome.kept == 2
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]
    assert outcome.warnings[0].value == "ar-goll.jpg"
    names = session.scalars(sa.select(Attachment.name)).all()
    assert set(names) == {"nodyn.txt"}
    first = session.scalars(sa.select(Evidence).order_by(Evidence.id)).first()
    assert first
    (attachment,) = first.attachments
    assert attachment.media_type == "text/plain"
    assert not attachment.may_leave
    assert importer.store.is_whole(attachment.sha256)


def test_rows_that_name_the_same_file_share_it(
    session: Session,
    importer: Importer,
) -> None:
    importer.attachment("nodyn.txt")
    heads = "happened_on,title_cy,attachments"
    rows = ["2026-11-10,Un,nodyn.txt", "2026-11-11,Dau,nodyn.txt"]
    importer.lines(EVIDENCE, heads, *rows)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 1


@pytest.mark.parametrize(
    ("name", "content", "notice"),
    [
        ("gwag.txt", b"", Notice.FILE_EMPTY),
        ("rhaglen.exe", b"MZ", Notice.FILE_KIND_REFUSED),
        ("../file.csv", None, Notice.FILE_NOT_FOUND),
        ("/etc/passwd", None, Notice.FILE_NOT_FOUND),
        ("ffolder", None, Notice.FILE_NOT_FOUND),
    ],
)
def test_a_file_that_is_not_kept_is_told_and_the_row_goes_in(
    importer: Importer,
    name: str,
    content: bytes | None,
    notice: Notice,
) -> None:
    importer.attachment("other.txt")
    (importer.folder / "attachments" / "ffolder").mkdir()
    if content is not None:
        importer.attachment(name, content)
    outcome = importer.cell(EVIDENCE, "attachments", name)
    assert outcome.kept == 1
    assert warnings(outcome) == [(2, "attachments", notice)]


def test_a_link_out_of_the_folder_is_not_followed(importer: Importer) -> None:
    importer.attachment("other.txt")
    secret = importer.folder / "secret.txt"
    secret.write_text("cyfrinach")
    (importer.folder / "attachments" / "link.txt").symlink_to(secret)
    outcome = importer.cell(EVIDENCE, "attachments", "link.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]


def test_a_file_beyond_the_limit_is_told(importer: Importer) -> None:
    importer.attachment("mawr.txt", b"mawr")
    importer.store = TinyStore(importer.folder)
    outcome = importer.cell(EVIDENCE, "attachments", "mawr.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_TOO_LARGE)]


def test_a_file_that_cannot_be_read_counts_as_not_found(importer: Importer) -> None:
    importer.attachment("nodyn.txt")
    importer.store = BrokenStore(importer.folder)
    outcome = importer.cell(EVIDENCE, "attachments", "nodyn.txt")
    assert warnings(outcome) == [(2, "attachments", Notice.FILE_NOT_FOUND)]


def test_a_plan_becomes_priorities_and_actions_in_their_order(
    session: Session,
    importer: Importer,
    first_priority: Priority,
    mererid: Person,
) -> None:
    outcome = importer.lines(
        PLAN,
        f"{PLAN_HEADS},owner,elements,status,national_priority,inspection_area",
        "action,P2627-9.1,P2627-9,2026/27,Cyntaf,MH,1.1,done,,",
        f"{P9},MH,1.2,under-way,attendance;literacy,teaching-learning",
        "action,P2627-9.2,P2627-9,2026/27,Ail,MH,,,,",
        "action,P2627-1.1,P2627-1,,I flaenoriaeth sydd yma,MH,,,,",
    )
    assert outcome.errors == ()
    new = session.scalars(sa.select(Priority).where(Priority.ref == "P2627-9")).one()
    assert (new.position, new.school_year) == (2, 2026)
    assert new.lead is mererid
    assert new.status is ActionStatus.UNDER_WAY
    assert new.elements == {"slo-wales/1.2"}
    assert new.national_priorities == [
        "national-priorities/cabinet-secretary-2025/attendance",
        "national-priorities/cabinet-secretary-2025/literacy",
    ]
    assert new.inspection_areas == ["estyn-areas/2024/teaching-learning"]
    actions = session.scalars(sa.select(Action).order_by(Action.ref)).all()
    assert [(a.ref, a.position, a.status.value) for a in actions] == [
        ("P2627-1.1", 1, "not-started"),
        ("P2627-9.1", 1, "done"),
        ("P2627-9.2", 2, "not-started"),
    ]
    assert actions[0].priority is first_priority
    assert actions[1].owners == {mererid}


def test_money_years_and_criteria_of_an_action_are_kept(
    session: Session,
    importer: Importer,
) -> None:
    outcome = importer.lines(
        PLAN,
        f"{PLAN_HEADS},starts,due,cost,spent,funding_source,financial_year,"
        "success_cy,success_en,success_state",
        f"{P9},,,990,,,,Pawb yn darllen,,partly-met",
        f"{A91},2026-09-01,2026-12-01,450.50,£20,laeg-reform-pl,2026-27,Da,Good,met",
    )
    assert outcome.errors == ()
    found = session.scalars(sa.select(Action)).one()
    assert (found.cost_pence, found.spent_pence) == (45_050, 2_000)
    assert found.funding_source == "funding-sources/laeg-reform-pl"
    assert found.financial_year == 2026
    assert (found.starts, found.due) == (dt.date(2026, 9, 1), dt.date(2026, 12, 1))
    criteria = session.scalars(sa.select(SuccessCriterion)).all()
    mine = next(c for c in criteria if c.action is found)
    whole = next(c for c in criteria if c.action is None)
    assert mine.state is CriterionState.MET
    assert mine.text.text(EN) == "Good"
    assert mine.priority is found.priority
    assert whole.state is CriterionState.PARTLY_MET


def test_progress_becomes_one_update_for_each_term(
    session: Session,
    importer: Importer,
) -> None:
    session.add(
        Term(
            school_year=2025,
            key=TermKey.AUTUMN,
            starts=dt.date(2025, 9, 1),
            ends=dt.date(2025, 12, 19),
        )
    )
    session.flush()
    heads = f"{PLAN_HEADS},status,progress_autumn_cy,progress_summer_en"
    row = "action,P2526-9.1,P2526-9,2025/26,Arsylwi,done,Wedi dechrau,Finished"
    priority_row = "priority,P2526-9,,2025/26,Codi safonau,,,"
    assert importer.lines(PLAN, heads, priority_row, row).errors == ()
    updates = session.scalars(sa.select(TermUpdate).order_by(TermUpdate.id)).all()
    assert [(u.term, u.status, u.written_on) for u in updates] == [
        (TermKey.AUTUMN, ActionStatus.UNDER_WAY, dt.date(2025, 12, 19)),
        (TermKey.SUMMER, ActionStatus.DONE, dt.date(2026, 8, 31)),
    ]
    assert updates[0].text.text(CY) == "Wedi dechrau"


def test_an_update_of_a_term_that_still_runs_was_written_today(
    session: Session,
    importer: Importer,
) -> None:
    heads = f"{PLAN_HEADS},status,progress_autumn_cy"
    importer.lines(PLAN, heads, f"{P9},,", f"{A91},under-way,Ar waith")
    assert session.scalars(sa.select(TermUpdate)).one().written_on == NOW.date()


def test_actions_of_a_priority_that_is_refused_say_so(
    session: Session,
    importer: Importer,
) -> None:
    rows = ["priority,P2627-9,,2026,Codi safonau", A91, "priority,P2627-8,,2026/27,Da"]
    outcome = importer.lines(PLAN, PLAN_HEADS, *rows, skip_bad=True)
    assert findings(outcome) == [
        (2, "school_year", Problem.BAD_YEAR),
        (3, "parent_ref", Problem.PARENT_REFUSED),
    ]
    assert session.scalars(sa.select(Priority.ref)).all() == ["P2627-8"]


def test_an_action_whose_priority_is_nowhere_says_so(importer: Importer) -> None:
    outcome = importer.lines(PLAN, PLAN_HEADS, A91)
    assert findings(outcome) == [(2, "parent_ref", Problem.UNKNOWN_PRIORITY)]


def test_a_priority_has_one_lead(
    importer: Importer,
    session: Session,
    mererid: Person,
) -> None:
    del mererid
    session.add(Person(name="Siân Eira", initials="SE"))
    session.flush()
    outcome = importer.lines(PLAN, f"{PLAN_HEADS},owner", f"{P9},MH;SE")
    assert findings(outcome) == [(2, "owner", Problem.SEVERAL_PEOPLE)]


def test_plans_without_references_get_them(
    session: Session,
    importer: Importer,
    first_priority: Priority,
) -> None:
    importer.lines(
        PLAN,
        PLAN_HEADS,
        "priority,,,2026/27,Arall",
        f"action,,{first_priority.ref},2026/27,Cam",
        f"action,,{first_priority.ref},2026/27,Cam arall",
    )
    assert session.scalars(sa.select(Action.ref).order_by(Action.ref)).all() == [
        "P2627-1.1",
        "P2627-1.2",
    ]
    assert "P2627-2" in session.scalars(sa.select(Priority.ref)).all()


def test_learning_keeps_everything_the_row_says(
    session: Session,
    importer: Importer,
    mererid: Person,
    first_action: Action,
) -> None:
    outcome = importer.lines(
        LEARNING,
        "ref,date,until,title_cy,kind,people,role_groups,hours,provider,cost,grant,"
        "elements,standard,hallmarks,action_ref,intended_cy,applied_en,reflection_cy,"
        "impact_cy,impact_level,review_date",
        "L1,2026-09-10,2026-09-11,Mentora,mentoring,MH,teachers;support-staff,0.75,"
        "Clwstwr,160,laeg-reform-pl,2.1;7.7,pedagogy;leadership,"
        "strengthened-by-professional-collaboration,P2627-1.1,Bwriad,Applied,Preifat,"
        "Newid,change-in-practice,2026-10-23",
    )
    assert outcome.errors == ()
    learning = session.scalars(sa.select(LearningRecord)).one()
    assert learning.ends_on == dt.date(2026, 9, 11)
    assert learning.kind == "learning-kinds/mentoring"
    assert learning.people == {mererid}
    assert learning.role_groups == ["role-groups/teachers", "role-groups/support-staff"]
    assert learning.minutes == 45
    assert learning.provider == "Clwstwr"
    assert learning.cost_pence == 16_000
    assert learning.funding_source == "funding-sources/laeg-reform-pl"
    assert learning.standards == [
        "professional-standards/2017/pedagogy",
        "professional-standards/2017/leadership",
    ]
    assert learning.hallmarks == [
        "hallmarks/strengthened-by-professional-collaboration"
    ]
    assert learning.actions == {first_action}
    assert learning.intended.text(CY) == "Bwriad"
    assert learning.applied.text(EN) == "Applied"
    assert learning.reflection.text(CY) == "Preifat"
    assert learning.review_on == dt.date(2026, 10, 23)
    impact = session.scalars(sa.select(LearningImpact)).one()
    assert impact.learning is learning
    assert impact.level == "impact-levels/change-in-practice"
    assert impact.judged_on == learning.review_on


def test_impact_before_its_review_day_has_no_date_yet(
    session: Session,
    importer: Importer,
) -> None:
    heads = "date,title_cy,impact_cy,impact_level,review_date"
    row = "2026-11-10,Teitl,Newid,what-was-learnt,2027-01-29"
    importer.lines(LEARNING, heads, row)
    assert session.scalars(sa.select(LearningImpact)).one().judged_on is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", True), ("Ie", True), ("1", True), ("no", False), ("Nac oes", False)],
)
def test_yes_and_no_are_known_in_both_languages(
    session: Session,
    importer: Importer,
    value: str,
    expected: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    importer.cell(EVIDENCE, "contains_pupil_data", value)
    assert session.scalars(sa.select(Evidence)).one().has_pupil_data is expected


def test_new_actions_stand_after_those_that_are_here(
    session: Session, importer: Importer, first_action: Action
) -> None:
    row = f"action,P2627-1.5,{first_action.priority.ref},2026/27,Cam"
    importer.lines(PLAN, PLAN_HEADS, row)
    new = session.scalars(sa.select(Action).where(Action.ref == "P2627-1.5")).one()
    assert new.position == first_action.position + 1


def test_progress_of_an_action_without_a_priority_is_no_second_error(
    importer: Importer,
) -> None:
    heads = f"{PLAN_HEADS},progress_autumn_cy"
    outcome = importer.lines(PLAN, heads, "action,P2627-9.1,P2627-9,,Cam,Ar waith")
    assert findings(outcome) == [(2, "parent_ref", Problem.UNKNOWN_PRIORITY)]
