from __future__ import annotations

import csv
import io
import json
import threading
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import NoSchoolError, StoppedError
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.domain.tables import guarded, unguarded
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.importing import import_file
from slo_desktop.services.privacy.exporting import export
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningRecord,
    Person,
    Priority,
)
from tests import builders
from tests.conftest import NOW
from tests.services.privacy.world import FIRST, World, full_of_one_name

FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\tx", "\rx", "＝1", "'=1"]


@pytest.fixture
def made(world: World, tmp_path: Path) -> zipfile.ZipFile:
    full_of_one_name(world)
    export(world.place, tmp_path / "all.zip", now=NOW)
    return zipfile.ZipFile(tmp_path / "all.zip")


def rows(made: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = made.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_everything_is_there_and_readable(made: zipfile.ZipFile, world: World) -> None:
    data = json.loads(made.read("data.json"))
    with world.reading() as session:
        for name, kind in kinds().items():
            count = session.scalar(sa.select(sa.func.count()).select_from(kind))
            assert len(data["records"][name]) == count, name
    history = made.read("history.jsonl").decode().splitlines()
    assert [json.loads(line)["seq"] for line in history] == list(
        range(1, len(history) + 1)
    )
    assert "attachments/photo.jpg" in made.namelist()
    assert made.testzip() is None
    readme = made.read("README-DARLLENWCHFI.txt").decode("utf-8-sig")
    assert "Ysgol y Bryn" in readme
    assert "Hill School" in readme
    assert {row["code"] for row in rows(made, "codes.csv")} >= {"role-groups/teachers"}


def test_private_reflections_are_in_no_part(made: zipfile.ZipFile) -> None:
    for name in made.namelist():
        text = made.read(name).decode("utf-8", "replace")
        assert "was tired" not in text, name


def some_work(session: Session) -> None:
    """A piece of each kind that can be imported, with cells that are hard to keep."""
    mair = builders.person(session, name="Mair Eos", initials="ME")
    title = builders.both("=1+1", "-2")
    action = builders.action(session, owners={mair}, cost_pence=125050, title=title)
    builders.evidence(
        session,
        kind=frameworks().evidence_kinds[0].code,
        people={mair},
        elements={"slo-wales/4.2"},
        priorities={action.priority},
        actions={action},
        note=Bilingual.of(cy="Nodyn\nar ddwy linell"),
    )
    builders.learning(session, people={mair}, minutes=95, cost_pence=1050)


def import_all(world: World, folder: Path) -> None:
    """Import what was exported beside what is there, under other references."""
    with world.saving() as session:
        for kind in (Priority, Action, Evidence, LearningRecord):
            for record in session.scalars(sa.select(kind)):
                record.ref = f"old-{record.ref}"  # type: ignore[attr-defined]
    with world.saving() as session:
        for name in (ImportKind.PLAN, ImportKind.EVIDENCE, ImportKind.LEARNING):
            path = folder / f"{name}.csv"
            outcome = import_file(session, name, path, store=world.store(), now=NOW)
            assert outcome.errors == ()
            assert outcome.kept == outcome.rows > 0


def test_what_is_exported_can_be_imported_again(world: World, tmp_path: Path) -> None:
    with world.saving() as session:
        some_work(session)
    export(world.place, tmp_path / "all.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "all.zip") as made:
        made.extractall(tmp_path / "out")
    import_all(world, tmp_path / "out")
    with world.reading() as session:
        is_new = ~Evidence.ref.startswith("old-")
        new = session.scalars(sa.select(Evidence).where(is_new)).one()
        assert new.note.text(Language.CY) == "Nodyn\nar ddwy linell"
        assert {p.name for p in new.people} == {"Mair Eos"}
        assert set(new.elements) == {"slo-wales/4.2"}
        assert new.kind == frameworks().evidence_kinds[0].code
        (again,) = new.actions
        assert again.cost_pence == 125050
        assert again.title.text(Language.CY) == "=1+1"
        is_learnt = ~LearningRecord.ref.startswith("old-")
        learnt = session.scalars(sa.select(LearningRecord).where(is_learnt)).one()
        assert (learnt.minutes, learnt.cost_pence) == (95, 1050)


def test_an_empty_cell_of_money_says_nothing_and_a_nought_costs_nothing(
    world: World, tmp_path: Path
) -> None:
    with world.saving() as session:
        parent = builders.priority(session)
        builders.action(session, priority=parent, cost_pence=0)
        builders.action(session, priority=parent, spent_pence=50)
        builders.evidence(session)
        builders.learning(session, cost_pence=0)
        builders.learning(session)
    export(world.place, tmp_path / "all.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "all.zip") as made:
        plan = [row for row in rows(made, "plan.csv") if row["level"] == "action"]
        learning = rows(made, "learning.csv")
        made.extractall(tmp_path / "out")
    assert [(row["cost"], row["spent"]) for row in plan] == [("0.00", ""), ("", "0.50")]
    assert [row["cost"] for row in learning] == ["0.00", ""]
    import_all(world, tmp_path / "out")
    with world.reading() as session:
        is_new = ~Action.ref.startswith("old-")
        query = sa.select(Action).where(is_new).order_by(Action.position)
        amounts = [(a.cost_pence, a.spent_pence) for a in session.scalars(query)]
        assert amounts == [(0, None), (None, 50)]
        learnt = ~LearningRecord.ref.startswith("old-")
        query_too = sa.select(LearningRecord.cost_pence).where(learnt)
        assert set(session.scalars(query_too)) == {0, None}


@pytest.mark.parametrize("cell", FORMULAS)
def test_s11_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell)[0] == "'"
    assert unguarded(guarded(cell)) == cell or cell == "'=1"


@pytest.mark.parametrize("cell", ["", "a=1", "'n wir", "'", "12", "Tŷ"])
def test_s11_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


def test_a_stopped_export_leaves_what_was_there(world: World, tmp_path: Path) -> None:
    full_of_one_name(world)
    target = tmp_path / "all.zip"
    target.write_bytes(b"before")
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError):
        export(world.place, target, now=NOW, stop=stop)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.glob("all*")] == ["all.zip"]
    assert list((world.place.cache_dir / "exports").iterdir()) == []


def test_a_damaged_file_is_named_and_left_out(world: World, tmp_path: Path) -> None:
    _person, _evidence, photo = full_of_one_name(world)
    path = world.store().path(photo)
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    made = export(world.place, tmp_path / "all.zip", now=NOW)
    assert made.missing == ("photo.jpg",)
    assert made.files == 0
    readme = zipfile.ZipFile(tmp_path / "all.zip").read("README-DARLLENWCHFI.txt")
    assert b"photo.jpg" in readme


def test_an_empty_folder_has_nothing_to_export(world: World, tmp_path: Path) -> None:
    with world.reading() as session:
        session.execute(sa.text("DELETE FROM school"))
        session.commit()
    with pytest.raises(NoSchoolError):
        export(world.place, tmp_path / "all.zip", now=NOW)
    assert not (tmp_path / "all.zip").exists()


def test_what_was_erased_is_in_no_export(world: World, tmp_path: Path) -> None:
    from slo_desktop.services.privacy.erasing import erase
    from slo_desktop.services.privacy.finishing import finish
    from tests.services.privacy.world import GROUNDS

    _person, evidence, _photo = full_of_one_name(world)
    with world.saving() as session:
        number = session.scalars(
            sa.select(Person.id).where(Person.initials == "BQ")
        ).one()
        erase(
            session,
            world.place,
            [("person", number)],
            grounds=GROUNDS,
            redact=[f"evidence:{evidence}"],
            with_learning=True,
        )
    finish(world.place, world.journal)
    export(world.place, tmp_path / "all.zip", now=NOW)
    made = zipfile.ZipFile(tmp_path / "all.zip")
    for name in made.namelist():
        assert FIRST.encode() not in made.read(name), name
