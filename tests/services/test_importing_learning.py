"""Good rows become professional learning and its impact."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.storage.models import (
    Action,
    LearningImpact,
    LearningRecord,
    Person,
)
from tests.services.importing_world import Importer

LEARNING = ImportKind.LEARNING
CY, EN = Language
HEADS = (
    "ref,date,until,title_cy,kind,people,role_groups,hours,provider,cost,grant,"
    "elements,standard,hallmarks,action_ref,intended_cy,applied_en,reflection_cy,"
    "impact_cy,impact_level,review_date"
)
MENTORING = (
    "L1,2026-09-10,2026-09-11,Mentora,mentoring,MH,teachers;support-staff,0.75,"
    "Clwstwr,160,laeg-reform-pl,2.1;7.7,pedagogy;leadership,"
    "strengthened-by-professional-collaboration,P2627-1.1,Bwriad,Applied,Preifat,"
    "Newid,change-in-practice,2026-10-23"
)


def test_learning_keeps_everything_the_row_says(
    session: Session,
    importer: Importer,
    mererid: Person,
    first_action: Action,
) -> None:
    outcome = importer.lines(LEARNING, HEADS, MENTORING)
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


def test_impact_that_was_told_is_judged_on_its_review_day(
    session: Session, importer: Importer, mererid: Person, first_action: Action
) -> None:
    del mererid, first_action
    importer.lines(LEARNING, HEADS, MENTORING)
    impact = session.scalars(sa.select(LearningImpact)).one()
    assert impact.learning.ref == "L1"
    assert impact.level == "impact-levels/change-in-practice"
    assert impact.text.text(CY) == "Newid"
    assert impact.judged_on == dt.date(2026, 10, 23)


def test_impact_before_its_review_day_has_no_date_yet(
    session: Session,
    importer: Importer,
) -> None:
    heads = "date,title_cy,impact_cy,impact_level,review_date"
    row = "2026-11-10,Teitl,Newid,what-was-learnt,2027-01-29"
    importer.lines(LEARNING, heads, row)
    assert session.scalars(sa.select(LearningImpact)).one().judged_on is None
