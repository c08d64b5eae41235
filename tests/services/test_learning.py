from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import BadDatesError, CollisionError, RecordNotFoundError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.learning import (
    LearningFilter,
    ReviewState,
    View,
    review_state,
)
from slo_desktop.services.learning import (
    add_impact,
    bin_impact,
    bin_learning,
    edit_impact,
    edit_learning,
    learning_detail,
    learning_listing,
    record_learning,
    restore_learning,
)
from slo_desktop.services.search import search
from slo_desktop.storage.texts import gap_count
from tests import builders

TODAY = dt.date(2026, 11, 22)
KIND = "learning-kinds/coaching"


def listed(session: Session, **over: object) -> list[list[int]]:
    wanted = LearningFilter(**({"year": 2026} | over))  # type: ignore[arg-type]
    groups = learning_listing(session, wanted, TODAY).groups
    return [[row.id for row in group.rows] for group in groups]


def test_learning_is_recorded_with_a_reference_and_a_review_date(
    session: Session,
) -> None:
    person, action = builders.person(session), builders.action(session)
    evidence = builders.evidence(session)
    record = record_learning(
        session,
        {
            "starts_on": builders.DAY,
            "title_cy": "Hyfforddiant",
            "people": [person.id],
            "actions": [action.id],
            "evidence": [evidence.id],
            "elements": ["slo-wales/4.2"],
            "minutes": 90,
        },
    )
    assert record.ref == "L-2026-001"
    assert record.review_on == builders.DAY + dt.timedelta(weeks=26)
    detail = learning_detail(session, record.id, TODAY)
    assert [p.id for p in detail.people] == [person.id]
    assert [a.id for a in detail.actions] == [action.id]
    assert [e.id for e in detail.evidence] == [evidence.id]
    assert detail.elements == ("slo-wales/4.2",)


def test_learning_cannot_end_before_it_begins_or_name_nobody(session: Session) -> None:
    start = {"starts_on": builders.DAY, "title_en": "Course"}
    with pytest.raises(BadDatesError):
        record_learning(session, start | {"ends_on": dt.date(2026, 1, 1)})
    with pytest.raises(RecordNotFoundError):
        record_learning(session, start | {"people": [99]})


def test_a_second_window_does_not_overwrite(session: Session) -> None:
    record = builders.learning(session)
    opened = record.rev
    edit_learning(session, record.id, rev=opened, changes={"applied_cy": "Bob dydd"})
    with pytest.raises(CollisionError):
        edit_learning(session, record.id, rev=opened, changes={"applied_cy": "Byth"})
    assert record.applied.text(Language.CY) == "Bob dydd"


def test_an_impact_makes_a_review_done_until_it_is_taken_back(
    session: Session,
) -> None:
    record = builders.learning(session, review_on=dt.date(2026, 11, 1))
    assert learning_detail(session, record.id, TODAY).review is ReviewState.LATE
    level = {"level": "impact-levels/change-in-practice", "judged_on": TODAY}
    impact = add_impact(session, record.id, level | {"text_en": "Pupils explain more."})
    assert learning_detail(session, record.id, TODAY).review is ReviewState.DONE
    edit_impact(session, impact.id, rev=impact.rev, changes={"text_cy": "Esbonio"})
    (shown,) = learning_detail(session, record.id, TODAY).impacts
    assert shown.text.text(Language.CY) == "Esbonio"
    bin_impact(session, impact.id)
    assert learning_detail(session, record.id, TODAY).review is ReviewState.LATE


@pytest.mark.parametrize(
    ("review_on", "judged", "state"),
    [
        (None, False, ReviewState.NONE),
        (dt.date(2026, 11, 21), False, ReviewState.LATE),
        (dt.date(2026, 11, 22), False, ReviewState.DUE),
        (dt.date(2026, 12, 6), False, ReviewState.DUE),
        (dt.date(2026, 12, 7), False, ReviewState.PLANNED),
        (dt.date(2026, 1, 1), True, ReviewState.DONE),
    ],
)
def test_a_review_is_planned_then_due_then_late(
    review_on: dt.date | None, judged: bool, state: ReviewState
) -> None:
    assert review_state(review_on, judged=judged, today=TODAY) is state


def test_lists_stand_by_month_newest_first(session: Session) -> None:
    old = builders.learning(session, starts_on=dt.date(2026, 9, 2))
    new = builders.learning(session, starts_on=dt.date(2026, 11, 2))
    builders.learning(session, starts_on=dt.date(2026, 8, 31))
    assert listed(session) == [[new.id], [old.id]]
    assert len(listed(session, year=2025)) == 1


def test_a_person_takes_part_by_name_by_group_and_as_staff(session: Session) -> None:
    teacher = builders.person(session, name="Siân Eira")
    governor = builders.person(
        session, name="Aled Storm", groups=["role-groups/governors"]
    )
    builders.person(session, name="Dafydd Niwl", active_to=dt.date(2026, 8, 31))
    builders.person(session, name="Ffion Cawod", active_from=dt.date(2027, 1, 1))
    named = builders.learning(session, people={governor}, minutes=60)
    group = builders.learning(session, role_groups=["role-groups/teachers"], minutes=30)
    staff = builders.learning(session, role_groups=["role-groups/all-staff"])
    wanted = LearningFilter(year=2026, view=View.PERSON)
    groups = learning_listing(session, wanted, TODAY).groups
    assert [(g.person.name if g.person else "", g.minutes) for g in groups] == [
        ("Siân Eira", 30),
        ("Aled Storm", 60),
    ]
    assert {row.id for row in groups[0].rows} == {group.id, staff.id}
    assert {row.id for row in groups[1].rows} == {named.id}
    assert teacher.id != governor.id


def test_kinds_stand_in_the_order_of_the_list_and_unknown_ones_last(
    session: Session,
) -> None:
    none = builders.learning(session, minutes=15)
    coaching = builders.learning(session, kind=KIND, minutes=45)
    assert listed(session, view=View.KIND) == [[coaching.id], [none.id]]
    listing = learning_listing(session, LearningFilter(year=2026), TODAY)
    assert [minutes for _group, minutes in listing.by_group] == [45]
    assert listing.minutes == 60


def test_words_are_found_whatever_their_accents(session: Session) -> None:
    found = builders.learning(session, title=builders.both("Dŵr a thân"))
    builders.learning(session)
    assert listed(session, text="dwr") == [[found.id]]


def test_reviews_that_are_due_are_listed_whatever_their_year(session: Session) -> None:
    late = builders.learning(
        session, starts_on=dt.date(2025, 3, 1), review_on=dt.date(2025, 9, 1)
    )
    builders.learning(session, review_on=dt.date(2027, 9, 1))
    assert listed(session, review_due=True) == [[late.id]]
    assert learning_listing(session, LearningFilter(year=2026), TODAY).reviews_due == 1


def test_what_is_binned_leaves_the_list_and_comes_back(session: Session) -> None:
    record = builders.learning(session)
    bin_learning(session, record.id)
    assert listed(session) == []
    assert learning_detail(session, record.id, TODAY).binned
    restore_learning(session, record.id)
    assert listed(session) == [[record.id]]


def test_a_reflection_is_nobodys_translation_work(session: Session) -> None:

    builders.learning(session)
    assert gap_count(session) == 0
    builders.learning(session, reflection=builders.both("Preifat"))
    assert gap_count(session) == 0


def test_no_search_finds_a_reflection(session: Session) -> None:
    builders.learning(session, reflection=builders.both("Cyfrinachol"))
    assert not search(session, "cyfrinachol", language=Language.CY).groups
    assert listed(session, text="cyfrinachol") == []
