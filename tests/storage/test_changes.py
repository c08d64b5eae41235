from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import CHAIN_START, Authorship, Op, chained
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.storage.changes import (
    DeletedRecordError,
    UnsignedChangeError,
    body,
    content_hash,
    write_as,
)
from slo_desktop.storage.models import Action, Change, Evidence, Person, Priority
from slo_desktop.storage.snapshots import current
from tests import builders

WALES_IN_SUMMER = dt.timezone(dt.timedelta(hours=1))


def changes(session: Session) -> list[Change]:
    return list(session.scalars(sa.select(Change).order_by(Change.seq)))


def newest(session: Session) -> Change:
    return changes(session)[-1]


def test_a_new_record_is_recorded_whole(session: Session) -> None:
    builders.evidence(session, worked=Worked.MIXED)
    change = newest(session)
    assert (change.op, change.record, change.step) == (Op.ADD, "evidence", "step-1")
    assert change.before == {}
    assert change.after["worked"] == "mixed"
    assert change.after["people"] == []
    assert change.after["title"]["cy"]["text"] == "Taith ddysgu"


def test_an_edit_records_only_what_differs(session: Session) -> None:
    record = builders.evidence(session)
    record.worked = Worked.YES
    record.kind = None
    session.flush()
    change = newest(session)
    assert change.op is Op.EDIT
    assert (change.before, change.after) == ({"worked": None}, {"worked": "yes"})


def test_setting_the_same_value_again_is_no_change(session: Session) -> None:
    record = builders.evidence(session)
    rev, count = record.rev, len(changes(session))
    record.title = Bilingual.of(cy="Taith ddysgu", en="Learning walk")
    record.ref = str(record.ref)
    session.flush()
    assert (record.rev, len(changes(session))) == (rev, count)


def test_a_change_after_a_commit_still_knows_the_old_value(session: Session) -> None:
    record = builders.evidence(session, worked=Worked.NO)
    session.commit()
    write_as(session, Authorship(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "step-2"))
    record.worked = Worked.YES
    record.title = Bilingual.of(cy="Arall")
    session.flush()
    before = newest(session).before
    assert before["worked"] == "no"
    assert before["title"]["cy"]["text"] == "Taith ddysgu"


def test_links_are_recorded_by_uid_and_code(session: Session) -> None:
    record, person = builders.evidence(session), builders.person(session)
    with session.no_autoflush:
        record.people.add(person)
        record.elements = {"slo-wales/4.2", "slo-wales/1.1"}
    session.flush()
    change = newest(session)
    assert change.before == {"people": [], "element_links": []}
    assert change.after == {
        "people": [person.uid],
        "element_links": ["slo-wales/1.1", "slo-wales/4.2"],
    }


def test_taking_one_link_away_is_one_change_of_that_record(session: Session) -> None:
    person = builders.person(session)
    record = builders.evidence(session, people={person}, elements={"slo-wales/1.1"})
    rev = record.rev
    record.people.clear()
    record.elements.discard("slo-wales/1.1")
    session.flush()
    change = newest(session)
    assert change.uid == record.uid
    assert change.before == {"people": [person.uid], "element_links": ["slo-wales/1.1"]}
    assert record.rev == rev + 1


def test_a_link_set_by_its_number_is_recorded_like_any_other(session: Session) -> None:
    parent = builders.priority(session)
    person = builders.person(session)
    action = Action(ref="A", priority_id=parent.id, position=1)
    session.add(action)
    session.flush()
    assert newest(session).after["priority"] == parent.uid
    parent.lead_id = person.id
    session.flush()
    assert newest(session).after == {"lead": person.uid}
    parent.lead_id = None
    session.flush()
    assert newest(session).after == {"lead": None}


def test_new_records_are_recorded_after_what_they_point_to(session: Session) -> None:
    person = Person(name="A")
    parent = Priority(ref="P", school_year=2026, position=1, lead=person)
    earlier = Action(ref="A1", priority=parent, position=1)
    later = Action(ref="A2", priority=parent, position=2, carried_from=earlier)
    record = Evidence(
        ref="E",
        happened_on=builders.DAY,
        logged_at=dt.datetime(2026, 11, 10, tzinfo=dt.UTC),
        actions={later},
    )
    session.add_all([record, later])
    session.flush()
    assert [change.uid for change in changes(session)] == [
        person.uid,
        parent.uid,
        earlier.uid,
        later.uid,
        record.uid,
    ]


def test_binning_and_restoring_have_names_of_their_own(session: Session) -> None:
    record = builders.evidence(session)
    record.binned_at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    session.flush()
    assert newest(session).op is Op.BIN
    record.binned_at = None
    session.flush()
    assert newest(session).op is Op.RESTORE


def test_the_chain_holds_from_its_start(session: Session) -> None:
    builders.action(session)
    builders.evidence(session).worked = Worked.YES
    session.flush()
    previous = CHAIN_START
    for number, change in enumerate(changes(session), 1):
        assert (change.seq, change.previous) == (number, previous)
        assert change.hash == chained(body(change), previous)
        previous = change.hash


def test_the_content_hash_is_the_same_after_a_journey_through_the_file(
    session: Session,
) -> None:
    record = builders.evidence(
        session,
        logged_at=dt.datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=WALES_IN_SUMMER),
        people={builders.person(session)},
        elements={"slo-wales/4.2"},
    )
    kept = record.content_hash
    session.expire_all()
    assert content_hash(current(record)) == kept == record.content_hash


def test_nobody_writes_without_signing(session: Session) -> None:
    with Session(session.get_bind()) as unsigned:
        unsigned.add(Person(name="A"))
        with pytest.raises(UnsignedChangeError):
            unsigned.flush()


def test_a_record_is_never_deleted(session: Session) -> None:
    session.delete(builders.person(session))
    with pytest.raises(DeletedRecordError):
        session.flush()


def test_an_older_revision_cannot_be_saved_over_a_newer_one(
    session: Session,
) -> None:
    record = builders.evidence(session)
    session.execute(
        sa.text("UPDATE evidence SET rev = rev + 1 WHERE id = :id"), {"id": record.id}
    )
    record.worked = Worked.YES
    with pytest.raises(sa.orm.exc.StaleDataError):
        session.flush()


def test_a_bilingual_column_keeps_what_is_known_about_each_language(
    session: Session,
) -> None:
    text = Bilingual.of(cy="Tŷ", en="House").with_text(Language.CY, "Cartref")
    record = builders.evidence(session, note=text)
    session.flush()
    session.expire_all()
    assert record.note == text
    stored = session.execute(
        sa.text("SELECT note, title FROM evidence WHERE id = :id"), {"id": record.id}
    ).one()
    assert '"text":"Cartref"' in stored.note


def test_an_empty_bilingual_text_is_an_empty_object(session: Session) -> None:
    record = builders.evidence(session)
    stored = session.scalar(sa.text("SELECT note FROM evidence"))
    session.expire_all()
    assert stored == "{}"
    assert record.note == Bilingual()
