from __future__ import annotations

import io
import shutil

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.domain.errors import RecordNotFoundError, UndoRefusedError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.privacy.erasing import NotErasableError
from slo_desktop.services.attachments import attach, receive
from slo_desktop.services.history import history_of, last_step, undo
from slo_desktop.services.privacy.erasing import erase
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.planning import look
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import Journal, follows
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import (
    Attachment,
    Change,
    Disposal,
    Evidence,
    LearningRecord,
    Person,
)
from slo_desktop.storage.replay import replay
from tests import builders
from tests.services.privacy.world import (
    FIRST,
    GROUNDS,
    LAST,
    World,
    full_of_one_name,
    lines,
    state_of,
)
from tests.web.pictures import photo as jpeg


def erase_all(world: World) -> tuple[int, int, str]:
    person, evidence, photo = full_of_one_name(world)
    with world.reading() as session:
        plan = look(session, world.place, [("person", person)])
    with world.saving() as session:
        erase(
            session,
            world.place,
            [("person", person)],
            grounds=GROUNDS,
            redact=[each.key for each in plan.named_in],
            with_learning=True,
        )
    assert finish(world.place, world.journal)
    return person, evidence, photo


def test_s24_no_byte_of_an_erased_name_is_left_anywhere(world: World) -> None:
    person, evidence, _photo = full_of_one_name(world)
    assert world.holding(LAST)
    assert world.holding(FIRST)
    with world.reading() as session:
        plan = look(session, world.place, [("person", person)])
        named_in = {(m.record.kind, m.field) for n in plan.named_in for m in n.mentions}
    assert named_in == {("evidence", "note"), ("learning", "reflection")}
    assert plan.drafts == 3
    with world.saving() as session:
        erase(
            session,
            world.place,
            [("person", person)],
            grounds=GROUNDS,
            redact=[f"evidence:{evidence}"],
            with_learning=True,
        )
    assert finish(world.place, world.journal)
    assert world.holding(LAST) == []
    assert world.holding(FIRST) == []
    assert list(world.place.data_dir.glob("drafts/evidence-new.*")) == []
    assert world.is_whole()


def test_s24_no_byte_of_an_erased_photo_or_its_hash_is_left(world: World) -> None:
    _person, evidence, photo = full_of_one_name(world)
    assert len(world.holding(photo)) > 2
    with world.saving() as session:
        erase(session, world.place, [("evidence", evidence)], grounds=GROUNDS)
    assert finish(world.place, world.journal)
    assert world.holding(photo) == []
    assert world.is_whole()


def test_s24_a_photo_that_others_show_stays(world: World) -> None:
    _person, evidence, photo = full_of_one_name(world)
    with world.saving() as session:
        same = receive(world.store(), io.BytesIO(jpeg()), "same.jpg")
        attach(session, builders.evidence(session), same, name="same.jpg")
    with world.saving() as session:
        erase(session, world.place, [("evidence", evidence)], grounds=GROUNDS)
    finish(world.place, world.journal)
    assert world.store().is_whole(photo)
    assert world.is_whole()


def test_what_stays_loses_its_link_and_its_name(world: World) -> None:
    person, evidence, _photo = erase_all(world)
    with world.reading() as session:
        assert session.get(Person, person) is None
        left = session.get_one(Evidence, evidence)
        assert {p.name for p in left.people} == {"Gwion Cwmwl"}
        assert left.note.to_json()["en"]["text"] == "Seen by […], then tea"
        assert left.note.to_json()["cy"]["text"] == "Gwelodd […] wers"
        assert session.scalars(sa.select(LearningRecord)).all() == []


def test_a_translation_that_fitted_still_does(world: World) -> None:
    _person, evidence, _photo = erase_all(world)
    with world.reading() as session:
        note = session.get_one(Evidence, evidence).note
        assert not any(note.state(language).is_gap for language in Language)


def test_the_chain_holds_and_the_check_tells_what_was_emptied(world: World) -> None:
    erase_all(world)
    previous, emptied = CHAIN_START, 0
    for line in lines(world.place.data_dir):
        assert follows(line, previous)
        previous = str(line["hash"])
        emptied += "erased" in line
    assert emptied > 5
    from slo_desktop.services.checking import check

    assert check(world.place.data_dir, world.place.database).erased == emptied


def test_the_journal_rebuilds_the_school_without_them(world: World) -> None:
    erase_all(world)
    rebuilt = world.place.data_dir.parent / "rebuilt" / "school.sqlite"
    rebuilt.parent.mkdir()
    from slo_desktop.storage.upgrade import upgrade

    upgrade(rebuilt)
    engine = open_engine(rebuilt)
    with Session(engine) as session, world.reading() as original:
        count = replay(session, list(lines(world.place.data_dir)))
        assert count == original.scalar(sa.select(sa.func.count(Change.seq)))
        for kind in kinds().values():
            assert state_of(session, kind) == state_of(original, kind), kind
        session.commit()
    engine.dispose()
    shutil.copytree(world.place.data_dir / "journal", rebuilt.parent / "journal")
    shutil.copytree(world.place.data_dir / "objects", rebuilt.parent / "objects")
    from slo_desktop.services.checking import check

    assert check(rebuilt.parent, rebuilt).findings == ()
    assert LAST.encode() not in rebuilt.read_bytes()


def test_replayed_over_an_older_copy_it_is_erased_again(world: World) -> None:
    _person, evidence, _photo = full_of_one_name(world)
    older = world.place.data_dir.parent / "older.sqlite"
    shutil.copyfile(world.place.database, older)
    head = Journal(world.place.data_dir).head()[0]
    with world.saving() as session:
        erase(
            session,
            world.place,
            [("person", 1)],
            grounds=GROUNDS,
            redact=[f"evidence:{evidence}"],
            with_learning=True,
        )
    finish(world.place, world.journal)
    newer = [line for line in lines(world.place.data_dir) if line["seq"] > head]  # type: ignore[operator]
    engine = open_engine(older)
    with Session(engine) as session, world.reading() as original:
        replay(session, newer)
        for kind in kinds().values():
            assert state_of(session, kind) == state_of(original, kind), kind
        told = str([(c.before, c.after) for c in session.scalars(sa.select(Change))])
        assert LAST not in told
        assert FIRST not in told
        session.commit()
    engine.dispose()


def test_emptying_a_change_without_the_log_saying_so_is_noticed(world: World) -> None:
    full_of_one_name(world)
    with world.reading() as session:
        session.execute(sa.text("UPDATE change SET after = '{}', erased = 'x'"))
        session.commit()
    from slo_desktop.services.checking import check

    found = check(world.place.data_dir, world.place.database)
    assert "chain-broken" in {f.fault.value for f in found.findings}


def test_nothing_of_it_can_be_undone(world: World) -> None:
    _person, evidence, _photo = erase_all(world)
    with world.saving() as session:
        steps = set(session.scalars(sa.select(Change.step)))
        log = session.scalars(sa.select(Disposal)).all()
        before = last_step(session)
        emptied = sa.select(Change.step).where(Change.erased.is_not(None))
        assert before not in {log[0].step, *session.scalars(emptied)}
        for step in steps & {log[0].step, *session.scalars(emptied)}:
            with pytest.raises(UndoRefusedError):
                undo(session, step)
        uid = session.get_one(Evidence, evidence).uid
        entries = history_of(session, uid)
    assert entries[0].is_erased
    assert not all(entry.is_erased for entry in entries)


def test_the_log_names_what_went_and_never_what_it_said(world: World) -> None:
    erase_all(world)
    with world.reading() as session:
        person, learning = session.scalars(sa.select(Disposal)).all()
        assert (person.kind, person.reason, person.case) == (
            "person",
            "asked",
            "2026/7",
        )
        assert learning.kind == "learning"
        assert len(learning.records) == 2
        assert len(person.redacted) in {1, 2}


def test_a_crash_before_the_end_is_finished_at_the_next_start(world: World) -> None:
    person, evidence, _photo = full_of_one_name(world)
    with world.saving() as session:
        erase(
            session,
            world.place,
            [("person", person)],
            grounds=GROUNDS,
            redact=[f"evidence:{evidence}"],
            with_learning=True,
        )
    assert world.holding(LAST)
    assert finish(world.place)
    assert world.holding(LAST) == []
    assert not finish(world.place)
    assert world.is_whole()


def test_an_erasure_that_was_rolled_back_leaves_everything(world: World) -> None:
    person, _evidence, photo = full_of_one_name(world)

    with world.saving() as session:
        erase(session, world.place, [("person", person)], grounds=GROUNDS)
        session.rollback()
    assert finish(world.place)
    assert world.store().is_whole(photo)
    with world.reading() as session:
        assert session.get(Person, person) is not None
    assert world.is_whole()


def test_a_plan_goes_with_all_its_parts(world: World) -> None:
    with world.saving() as session:
        action = builders.action(session)
        other = builders.action(session, carried_from=action)
        numbers = action.priority.id, other.id
    with world.saving() as session:
        erase(session, world.place, [("priority", numbers[0])], grounds=GROUNDS)
    finish(world.place, world.journal)
    with world.reading() as session:
        from slo_desktop.storage.models import Action

        left = session.scalars(sa.select(Action)).all()
        assert [(a.id, a.carried_from) for a in left] == [(numbers[1], None)]
    assert world.is_whole()


def test_a_file_alone_is_erased(world: World) -> None:
    _person, evidence, photo = full_of_one_name(world)
    with world.saving() as session:
        file = session.scalars(sa.select(Attachment)).one()
        erase(session, world.place, [("attachment", file.id)], grounds=GROUNDS)
    finish(world.place, world.journal)
    assert world.holding(photo) == []
    with world.reading() as session:
        assert session.get_one(Evidence, evidence).attachments == set()
    assert world.is_whole()


def test_the_school_and_what_is_not_there_are_refused(world: World) -> None:
    with world.saving() as session:
        with pytest.raises(NotErasableError):
            erase(session, world.place, [("school", 1)], grounds=GROUNDS)
        with pytest.raises(RecordNotFoundError):
            erase(session, world.place, [("person", 99)], grounds=GROUNDS)
