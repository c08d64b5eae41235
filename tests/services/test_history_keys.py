"""Ctrl Z and Ctrl Y, pressed one after the other."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import NothingToUndoError
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.services.history import last_step, last_undone, redo, undo
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.snapshots import current
from tests import builders
from tests.conftest import NOW
from tests.steps import begin, edited


def press_z(session: Session) -> None:
    begin(session)
    undo(session, last_step(session))


def press_y(session: Session) -> None:
    begin(session)
    redo(session, last_undone(session))


@pytest.fixture
def three(session: Session) -> Evidence:
    record: Evidence = builders.evidence(session, kind="0")
    for kind in "123":
        edited(session, record, kind=kind)
    return record


def test_each_z_goes_one_step_back(session: Session, three: Evidence) -> None:
    for kind in "210":
        press_z(session)
        assert three.kind == kind
    press_z(session)
    assert three.binned_at is not None
    begin(session)
    with pytest.raises(NothingToUndoError):
        last_step(session)


def test_y_goes_forward_again_to_the_end(session: Session, three: Evidence) -> None:
    for _ in "12":
        press_z(session)
    for kind in "23":
        press_y(session)
        assert three.kind == kind
    with pytest.raises(NothingToUndoError):
        last_undone(session)


def test_back_and_forth_any_number_of_times(session: Session, three: Evidence) -> None:
    for key, kind in zip("zzyzyyzzz", "212123210", strict=True):
        press = press_z if key == "z" else press_y
        press(session)
        assert three.kind == kind, key


def test_new_work_ends_going_forward(session: Session, three: Evidence) -> None:
    press_z(session)
    edited(session, three, worked=Worked.YES)
    with pytest.raises(NothingToUndoError):
        last_undone(session)
    press_z(session)
    assert three.worked is None
    press_z(session)
    assert three.kind == "1"


def test_nothing_was_done_yet(session: Session) -> None:
    with pytest.raises(NothingToUndoError):
        last_step(session)
    with pytest.raises(NothingToUndoError):
        last_undone(session)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_can_be_taken_back_and_brought_back(
    session: Session, seed: int
) -> None:
    luck = random.Random(seed)  # noqa: S311  only which change comes next
    world = World(session)
    begin(session)
    before = world.snapshots()
    for _ in range(25):
        world.change_something(luck)
    after = world.snapshots()
    for _ in range(world.steps):
        press_z(session)
    assert world.snapshots() == before
    for _ in range(world.steps):
        press_y(session)
    assert world.snapshots() == after


class World:
    """A few records that change at random."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.people = [builders.person(session) for _ in range(3)]
        self.records = [builders.evidence(session) for _ in range(3)]
        self.steps = 0

    def snapshots(self) -> list[dict[str, Any]]:
        return [current(record) for record in [*self.records, *self.people]]

    def change_something(self, luck: random.Random) -> None:
        record, before = luck.choice(self.records), self.snapshots()
        begin(self.session)
        luck.choice([self.write, self.choose, self.link, self.tag, self.throw])(
            record, luck
        )
        self.session.flush()
        self.steps += self.snapshots() != before

    def write(self, record: Evidence, luck: random.Random) -> None:
        language, text = luck.choice(list(Language)), luck.choice(["", "A", "B"])
        record.title = record.title.with_text(language, text)

    def choose(self, record: Evidence, luck: random.Random) -> None:
        record.worked = luck.choice([None, *Worked])

    def link(self, record: Evidence, luck: random.Random) -> None:
        record.people = set(luck.sample(self.people, luck.randint(0, 3)))

    def tag(self, record: Evidence, luck: random.Random) -> None:
        codes = ["slo-wales/1.1", "slo-wales/4.2", "slo-wales/7.7"]
        record.elements = set(luck.sample(codes, luck.randint(0, 3)))

    def throw(self, record: Evidence, luck: random.Random) -> None:
        record.binned_at = luck.choice([None, NOW])
