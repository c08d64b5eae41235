from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import CollisionError, RecordNotFoundError
from slo_desktop.domain.languages import Language
from slo_desktop.services.plan import actions as action_service
from slo_desktop.services.plan import criteria
from slo_desktop.services.plan.priorities import (
    add_priority,
    bin_priority,
    edit_priority,
    move_priority,
    restore_priority,
)
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.plan import priorities_of
from tests.builders import action, both, person, priority
from tests.conftest import NOW


def order(session: Session) -> list[int]:
    return [each.id for each in priorities_of(session, 2026)]


def test_a_new_priority_stands_last_and_has_a_reference(session: Session) -> None:
    first = priority(session, ref="P2627-1", position=4)
    lead = person(session)
    added = add_priority(
        session,
        year=2026,
        values={
            "title_cy": "Darllen",
            "title_en": "Reading",
            "lead": lead.id,
            "elements": ["slo-wales/1.3"],
            "national_priorities": ["b", "a"],
        },
    )
    assert order(session) == [first.id, added.id]
    assert added.ref == "P2627-2"
    assert added.title.text(Language.EN) == "Reading"
    assert added.lead is lead
    assert set(added.elements) == {"slo-wales/1.3"}
    assert added.national_priorities == ["a", "b"]


def test_a_priority_is_edited_field_by_field(session: Session) -> None:
    record = priority(session, lead=person(session))
    rev = record.rev
    changes = {"rationale_cy": "Dangosodd y data", "lead": None}
    edit_priority(session, record.id, rev=rev, changes=changes)
    assert record.rationale == both(cy="Dangosodd y data")
    assert record.lead is None
    with pytest.raises(CollisionError):
        edit_priority(session, record.id, rev=rev, changes={"rationale_cy": "Eto"})


def test_a_lead_who_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(RecordNotFoundError):
        add_priority(session, year=2026, values={"title_cy": "Un", "lead": 99})


def test_priorities_move_up_and_down(session: Session) -> None:
    one, two, three = (priority(session, position=5) for _ in range(3))
    move_priority(session, three.id, by=-1)
    assert order(session) == [one.id, three.id, two.id]
    move_priority(session, one.id, by=1)
    assert order(session) == [three.id, one.id, two.id]


def test_the_first_cannot_move_up_nor_the_last_down(session: Session) -> None:
    one, two = priority(session), priority(session)
    revs = one.rev, two.rev
    move_priority(session, one.id, by=-1)
    move_priority(session, two.id, by=1)
    assert order(session) == [one.id, two.id]
    assert (one.rev, two.rev) == revs


def test_binning_a_priority_takes_along_what_belongs_to_it(session: Session) -> None:
    step = action(session)
    criterion = criteria.add_to_action(session, step.id, values={"text_cy": "Un"})
    bin_priority(session, step.priority.id)
    assert step.priority.binned_at == NOW
    assert step.binned_at == NOW
    assert criterion.binned_at == NOW


def test_restoring_a_priority_brings_back_what_went_with_it_and_no_more(
    session: Session,
) -> None:
    parent = priority(session)
    earlier, with_it = (
        action(session, priority=parent),
        action(session, priority=parent),
    )
    action_service.bin_action(session, earlier.id)
    write_as(session, Authorship(NOW + dt.timedelta(hours=1), "step-2"))
    bin_priority(session, parent.id)
    restore_priority(session, parent.id)
    assert parent.binned_at is None
    assert with_it.binned_at is None
    assert earlier.binned_at == NOW
