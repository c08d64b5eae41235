from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual, TextState
from slo_desktop.domain.changes import Op
from slo_desktop.domain.errors import NothingToUndoError, UndoRefusedError
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.services.history import redo, undo
from slo_desktop.storage.models import Change, Evidence
from slo_desktop.storage.snapshots import current
from tests import builders
from tests.conftest import NOW
from tests.steps import begin, edited

CY, EN = Language.CY, Language.EN


@pytest.fixture
def record(session: Session) -> Evidence:
    evidence: Evidence = builders.evidence(session, worked=Worked.NO)
    return evidence


def test_undo_puts_the_old_value_back(session: Session, record: Evidence) -> None:
    before = current(record)
    step = edited(session, record, worked=Worked.YES, kind="evidence-kinds/walk")
    begin(session)
    done = undo(session, step)
    assert current(record) == before
    assert (done.record.uid, done.count, done.is_binned) == (record.uid, 1, False)


def test_undo_is_itself_a_recorded_change(session: Session, record: Evidence) -> None:
    step = edited(session, record, worked=Worked.YES)
    here = begin(session)
    assert undo(session, step).step == here
    change = session.scalars(sa.select(Change).order_by(Change.seq.desc())).first()
    assert change is not None
    assert (change.step, change.undoes, change.op) == (here, step, Op.EDIT)
    assert change.after == {"worked": "no"}


def test_what_comes_after_an_undo_is_ordinary_work(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, worked=Worked.YES)
    begin(session)
    undo(session, step)
    edited(session, record, kind="evidence-kinds/walk")
    change = session.scalars(sa.select(Change).order_by(Change.seq.desc())).first()
    assert change is not None
    assert change.undoes is None


def test_undoing_an_addition_puts_it_in_the_bin(session: Session) -> None:
    step = begin(session)
    record = builders.evidence(session)
    begin(session)
    done = undo(session, step)
    assert done.is_binned
    assert record.binned_at is not None
    assert record.binned_at == session.info["author"].at


def test_undoing_a_bin_restores(session: Session, record: Evidence) -> None:
    step = edited(session, record, binned_at=NOW)
    begin(session)
    assert not undo(session, step).is_binned
    assert record.binned_at is None


def test_undoing_a_link_unlinks(session: Session, record: Evidence) -> None:
    person = builders.person(session)
    step = begin(session)
    record.people.add(person)
    record.elements = {"slo-wales/4.2"}
    session.flush()
    begin(session)
    undo(session, step)
    assert record.people == set()
    assert set(record.elements) == set()


def test_undo_is_refused_when_the_field_has_changed_since(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, worked=Worked.YES)
    edited(session, record, worked=Worked.MIXED)
    before, here = current(record), begin(session)
    with pytest.raises(UndoRefusedError) as caught:
        undo(session, step)
    assert caught.value.step == step
    assert current(record) == before
    assert not session.scalars(sa.select(Change).where(Change.step == here)).all()


def test_undo_leaves_newer_work_on_other_fields_alone(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, worked=Worked.YES)
    edited(session, record, kind="evidence-kinds/walk")
    begin(session)
    undo(session, step)
    assert (record.worked, record.kind) == (Worked.NO, "evidence-kinds/walk")


def test_undo_leaves_newer_links_alone(session: Session, record: Evidence) -> None:
    first, second, third = (builders.person(session) for _ in range(3))
    record.people.add(first)
    step = begin(session)
    record.people.remove(first)
    record.people.add(second)
    begin(session)
    record.people.add(third)
    begin(session)
    undo(session, step)
    assert record.people == {first, third}


def test_undo_is_refused_when_its_links_are_gone_again(
    session: Session, record: Evidence
) -> None:
    person, other = builders.person(session), builders.person(session)
    step = begin(session)
    record.people.add(person)
    begin(session)
    record.people = {other}
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)


def test_undo_leaves_the_other_language_alone(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, title=record.title.with_text(CY, "Newydd"))
    edited(session, record, title=record.title.with_text(EN, "New"))
    assert record.title.state(EN) is TextState.TRANSLATED
    begin(session)
    undo(session, step)
    assert record.title.text(CY) == "Taith ddysgu"
    assert record.title.text(EN) == "New"
    assert record.title.state(EN) is TextState.STALE


def test_undo_is_refused_when_that_language_has_changed_since(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, title=record.title.with_text(CY, "Newydd"))
    edited(session, record, title=record.title.with_text(CY, "Newydd iawn"))
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)


def test_a_first_translation_can_be_taken_back(
    session: Session, record: Evidence
) -> None:
    edited(session, record, note=Bilingual.of(cy="Nodyn"))
    step = edited(session, record, note=record.note.with_text(EN, "Note"))
    begin(session)
    undo(session, step)
    assert record.note == Bilingual.of(cy="Nodyn")


def test_undoing_an_addition_is_refused_once_it_was_worked_on(
    session: Session,
) -> None:
    step = begin(session)
    record = builders.evidence(session)
    edited(session, record, worked=Worked.YES)
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)


def test_undoing_an_addition_is_refused_once_something_points_to_it(
    session: Session, record: Evidence
) -> None:
    step = begin(session)
    person = builders.person(session)
    begin(session)
    record.people.add(person)
    session.flush()
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)
    record.people.clear()
    session.flush()
    assert undo(session, step).is_binned


def test_undoing_an_edit_is_refused_once_the_record_is_in_the_bin(
    session: Session, record: Evidence
) -> None:
    step = edited(session, record, worked=Worked.YES)
    edited(session, record, binned_at=NOW)
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)


def test_a_step_over_many_records_is_taken_back_whole_or_not_at_all(
    session: Session, record: Evidence
) -> None:
    other = builders.evidence(session, worked=Worked.NO)
    step = begin(session)
    record.worked = other.worked = Worked.YES
    begin(session)
    other.worked = Worked.MIXED
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)
    assert record.worked is Worked.YES
    other.worked = Worked.YES
    begin(session)
    assert undo(session, step).count == 2
    assert record.worked is other.worked is Worked.NO


def test_a_step_that_changed_a_field_twice_goes_back_to_the_start(
    session: Session, record: Evidence
) -> None:
    step = begin(session)
    for worked in (Worked.MIXED, Worked.YES):
        record.worked = worked
        session.flush()
    begin(session)
    undo(session, step)
    assert record.worked is Worked.NO


def test_something_added_with_its_parts_goes_to_the_bin_with_them(
    session: Session,
) -> None:
    step = begin(session)
    action = builders.action(session)
    begin(session)
    done = undo(session, step)
    assert done.record.kind == "priority"
    assert action.binned_at is not None
    assert action.priority.binned_at is not None


def test_redo_brings_back_what_undo_took(session: Session, record: Evidence) -> None:
    step = edited(session, record, worked=Worked.YES)
    here = begin(session)
    undo(session, step)
    begin(session)
    redo(session, here)
    assert record.worked is Worked.YES


def test_an_unknown_step_cannot_be_undone(session: Session) -> None:
    with pytest.raises(NothingToUndoError):
        undo(session, "never")


def test_a_reference_that_was_given_away_since_cannot_be_taken_back(
    session: Session, record: Evidence
) -> None:
    old = record.ref
    step = edited(session, record, ref="E-2026-900")
    begin(session)
    builders.evidence(session, ref=old)
    begin(session)
    with pytest.raises(UndoRefusedError):
        undo(session, step)
