from __future__ import annotations

import datetime as dt
import io

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.domain.languages import Language
from slo_desktop.services.attachments import attach, detach, receive
from slo_desktop.services.bin import binned, restore
from slo_desktop.services.history import undo
from slo_desktop.services.plan.binning import put_in_bin
from slo_desktop.services.records import put_in_bin as bin_one
from slo_desktop.settings import Settings
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models import SuccessCriterion
from slo_desktop.storage.objects import ObjectStore
from tests import builders
from tests.conftest import NOW


def at(session: Session, minutes: int, actor: str | None = None) -> None:
    session.flush()
    moment = NOW + dt.timedelta(minutes=minutes)
    write_as(session, Authorship(moment, f"step-{minutes}-later", actor))


def test_an_empty_bin(session: Session) -> None:
    builders.evidence(session)
    assert binned(session) == ()


def test_the_bin_says_what_lies_in_it_who_put_it_there_and_when(
    session: Session,
) -> None:
    writer = builders.person(session, name="Mair Jones")
    old, new = builders.evidence(session), builders.learning(session)
    at(session, 1, writer.uid)
    bin_one(session, old)
    at(session, 2)
    bin_one(session, new)
    first, second = binned(session)
    assert first.record.kind == "learning"
    assert (second.record.ref, second.who, second.rev) == (
        old.ref,
        "Mair Jones",
        old.rev,
    )
    assert second.record.title.text(Language.CY) == "Taith ddysgu"
    assert first.who is None
    assert second.binned_at == NOW + dt.timedelta(minutes=1)


def test_a_thing_comes_back(session: Session) -> None:
    record = builders.evidence(session)
    at(session, 1)
    bin_one(session, record)
    at(session, 2)
    assert restore(session, "evidence", record.id) is record
    assert record.binned_at is None
    assert binned(session) == ()


def test_a_priority_is_one_thing_with_its_parts(session: Session) -> None:
    action = builders.action(session)
    session.add(SuccessCriterion(priority=action.priority, action=action, position=1))
    at(session, 1)
    put_in_bin(session, action.priority)
    (thing,) = binned(session)
    assert (thing.record.kind, thing.with_it) == ("priority", 2)
    at(session, 2)
    restore(session, "priority", action.priority.id)
    assert action.binned_at is None
    assert binned(session) == ()


def test_what_was_thrown_away_before_stays_in_the_bin(session: Session) -> None:
    first = builders.action(session)
    second = builders.action(session, priority=first.priority)
    at(session, 1)
    put_in_bin(session, first)
    at(session, 2)
    put_in_bin(session, first.priority)
    at(session, 3)
    restore(session, "priority", first.priority.id)
    assert second.binned_at is None
    assert [thing.record.uid for thing in binned(session)] == [first.uid]


def test_an_action_brings_its_priority_back(session: Session) -> None:
    action = builders.action(session)
    at(session, 1)
    put_in_bin(session, action)
    at(session, 2)
    put_in_bin(session, action.priority)
    at(session, 3)
    restore(session, "action", action.id)
    assert action.binned_at is None
    assert action.priority.binned_at is None


def test_one_of_many_things_thrown_away_together_comes_back_alone(
    session: Session,
) -> None:
    one, other = builders.evidence(session), builders.evidence(session)
    at(session, 1)
    bin_one(session, one)
    bin_one(session, other)
    at(session, 2)
    restore(session, "evidence", one.id)
    assert one.binned_at is None
    assert other.binned_at is not None


def test_a_file_comes_back_beside_its_evidence(
    session: Session, settings: Settings
) -> None:
    record = builders.evidence(session)
    kept = receive(ObjectStore(settings.data_dir), io.BytesIO(b"%PDF-"), "a.pdf")
    file = attach(session, record, kept, name="a.pdf")
    at(session, 1)
    detach(session, record, file)
    at(session, 2)
    restore(session, "attachment", file.id)
    assert record.attachments == {file}


def test_an_undone_addition_comes_back_like_anything_else(session: Session) -> None:
    at(session, 1)
    record = builders.evidence(session)
    at(session, 2)
    undo(session, "step-1-later")
    assert len(binned(session)) == 1
    at(session, 3)
    restore(session, "evidence", record.id)
    assert record.binned_at is None


@pytest.mark.parametrize("kind", ["evidence", "nothing"])
def test_only_what_is_in_the_bin_comes_back(session: Session, kind: str) -> None:
    record = builders.evidence(session)
    with pytest.raises(RecordNotFoundError):
        restore(session, kind, record.id)
