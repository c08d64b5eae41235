"""An invented school that holds one of every kind of record, linked every way."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from slo_desktop.domain.elements import Stage
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.privacy.disposal import Asker, DisposalReason
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.domain.school_year import TermKey
from slo_desktop.storage.models import (
    Action,
    CarriedDisposal,
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
from tests.builders import both

INVENTED = "Ysgol Tŷ’r Gŵyl"
DAY = dt.date(2026, 9, 18)
ELEMENT = "slo-wales/4.2"


def everything(session: Session) -> Evidence:
    """Add one of everything; the evidence to which files are attached."""
    session.add_all([_school(), *_calendar(), *_judgements(), _carried_over()])
    head = Person(
        name="Siân Ŵyn-Eira",
        initials="SŴ",
        role=both("Pennaeth", "Head"),
        groups=["role-groups/teachers", "role-groups/governors"],
        active_from=dt.date(2020, 9, 1),
    )
    governor = Person(name="Gwynfor ap Llŷr", groups=["role-groups/governors"])
    session.add_all([head, governor])
    session.flush()
    action = _plan(session, head)
    evidence = _evidence(action, head, governor)
    spare = Evidence(ref="E-2026-002", happened_on=DAY, logged_at=_at(DAY))
    spare.title, spare.state = both("I’r bin", "For the bin"), EvidenceState.INBOX
    session.add_all([evidence, spare])
    session.flush()
    _learning(session, head, action, evidence)
    session.flush()
    return evidence


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(16, 5), dt.UTC)


def _school() -> School:
    return School(
        name=both(INVENTED, "Festival House School"),
        local_authority=both("Cyngor Dyffryn Ŷd", "Corn Vale Council"),
        vision=both("Pawb yn dysgu.", "Everybody learns."),
        school_number="0000000",
        language_category=LanguageCategory.PRIMARILY_WELSH,
        working_language=Language.CY,
    )


def _calendar() -> list[Term | Meeting]:
    term = Term(
        school_year=2026,
        key=TermKey.AUTUMN,
        starts=dt.date(2026, 9, 1),
        ends=dt.date(2026, 12, 18),
        half_term_starts=dt.date(2026, 10, 26),
        half_term_ends=dt.date(2026, 10, 30),
    )
    meeting = Meeting(
        held_on=dt.date(2026, 12, 1),
        papers_due=dt.date(2026, 11, 24),
        translation_due=dt.date(2026, 11, 18),
    )
    return [term, meeting]


def _judgements() -> list[SelfReview | SurveyScore]:
    review = SelfReview(
        school_year=2026,
        element=ELEMENT,
        stage=Stage.DEVELOPING,
        reviewed_on=DAY,
        reason=both("Mae’r staff yn rhannu.", "Staff share."),
    )
    score = SurveyScore(
        school_year=2026,
        taken_on=DAY,
        dimension="slo-wales/4",
        role_group="role-groups/teachers",
        mean=3.25,
        respondents=7,
    )
    return [review, score]


def _carried_over() -> CarriedDisposal:
    return CarriedDisposal(
        kind="evidence",
        subject="5d1d0e1c-0f1a-4c1e-9a55-7f0a4b8f7c11",
        ref="E-2025-004",
        erased_at=_at(DAY),
        reason=DisposalReason.TIME_IS_UP,
        asker=Asker.SCHOOL,
        records=["evidence:5d1d0e1c-0f1a-4c1e-9a55-7f0a4b8f7c11"],
        changes=[7, 9],
        step="carried-over",
        line="0b7a3f0e-36c5-4f4b-8c39-6d1f6f0e2a22",
    )


def _plan(session: Session, head: Person) -> Action:
    priority = Priority(
        ref="P2627-1",
        school_year=2026,
        position=1,
        title=both("Codi safonau darllen", "Raise standards of reading"),
        rationale=both("Canlyniadau’r llynedd", "Last year’s results"),
        lead=head,
        elements={ELEMENT},
        success_state=CriterionState.PARTLY_MET,
    )
    session.add(priority)
    session.flush()
    earlier = Action(ref="P2627-1.1", priority=priority, position=1, title=both("Hŷn"))
    session.add(earlier)
    session.flush()
    action = Action(
        ref="P2627-1.2",
        priority=priority,
        position=2,
        title=both("Arsylwi gwersi", "Observe lessons"),
        due=dt.date(2027, 3, 31),
        status=ActionStatus.UNDER_WAY,
        cost_pence=125_50,
        spent_pence=0,
        financial_year=2026,
        monitored_by=head,
        carried_from=earlier,
        owners={head},
        elements={ELEMENT, "slo-wales/1.1"},
    )
    session.add(action)
    session.flush()
    session.add_all(_about(priority, action))
    return action


def _about(priority: Priority, action: Action) -> list[SuccessCriterion | TermUpdate]:
    criterion = SuccessCriterion(
        priority=priority,
        action=action,
        position=1,
        text=both("Pob dosbarth", "Every class"),
        state=CriterionState.MET,
    )
    update = TermUpdate(
        action=action,
        term=TermKey.AUTUMN,
        text=both("Tair gwers hyd yma"),  # no English yet
        status=ActionStatus.ON_TRACK,
        written_on=DAY,
    )
    return [criterion, update]


def _evidence(action: Action, head: Person, governor: Person) -> Evidence:
    return Evidence(
        ref="E-2026-001",
        happened_on=DAY,
        logged_at=_at(DAY),
        title=both("Taith ddysgu", "Learning walk"),
        note=both("Gwelwyd ŵyn bach", "Lambs were seen"),
        kind="evidence-kinds/lesson-observation",
        worked=Worked.MIXED,
        has_pupil_data=True,
        people={head, governor},
        priorities={action.priority},
        actions={action},
        elements={ELEMENT},
    )


def _learning(
    session: Session, head: Person, action: Action, evidence: Evidence
) -> None:
    learning = LearningRecord(
        ref="L-2026-001",
        starts_on=DAY,
        title=both("Hyfforddiant darllen", "Reading training"),
        minutes=90,
        provider="Consortiwm y Môr",
        cost_pence=4000,
        reflection=both("Rhwng fi a’r wal", "Between me and the wall"),
        review_on=dt.date(2027, 1, 15),
        people={head},
        actions={action},
        evidence={evidence},
        elements={ELEMENT},
    )
    session.add(learning)
    session.flush()
    session.add(
        LearningImpact(
            learning=learning,
            level="impact-levels/change-in-practice",
            text=both("Newidiodd y gwersi", "Lessons changed"),
            judged_on=DAY,
        )
    )
