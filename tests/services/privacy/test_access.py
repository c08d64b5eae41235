from __future__ import annotations

import sqlalchemy as sa

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.privacy.exporting import Why
from slo_desktop.reports.person import to_html
from slo_desktop.services.privacy.access import as_json, everything, others_in
from slo_desktop.storage.models import LearningRecord, Person, School
from tests import builders
from tests.conftest import NOW
from tests.services.privacy.world import FIRST, NAME, World, full_of_one_name


def test_everything_that_tells_of_a_person_is_found(world: World) -> None:
    number, _evidence, _photo = full_of_one_name(world)
    with world.saving() as session:
        builders.action(session, title=builders.both(f"Cwrs i {NAME}"))
        builders.evidence(session, note=builders.both("Gyda FLODEUWEDD QANARI a BQ"))
        school = session.scalars(sa.select(School)).one()
        school.vision = Bilingual.of(cy=f"Diolch i {FIRST}")
        builders.evidence(session, note=builders.both("Neb yma"))
    with world.reading() as session:
        found = everything(session, number, now=NOW)
    why = [(part.record.kind, part.why) for part in found.parts]
    assert why[0] == ("person", Why.SELF)
    linked = {kind for kind, each in why if each is Why.LINKED}
    assert linked == {"action", "evidence", "learning", "priority"}
    named = {kind for kind, each in why if each is Why.NAMED}
    assert named == {"action", "evidence", "school"}
    assert [file.shown for file in found.files] == ["photo.jpg"]
    kinds = {step.kind for step in found.steps}
    assert {"person", "evidence", "action", "learning"} <= kinds


def test_a_reflection_is_only_its_owners(world: World) -> None:
    number, _evidence, _photo = full_of_one_name(world)
    with world.saving() as session:
        other = builders.person(session, name="Mair Eos")
        builders.learning(
            session,
            people={other},
            reflection=Bilingual.of(en=f"{NAME} was no help"),
        )
    with world.reading() as session:
        mine = as_json(everything(session, number, now=NOW)).decode()
        assert "was tired" in mine
        assert "no help" not in mine
        person = session.get_one(Person, number)
        shared = session.scalars(
            sa.select(LearningRecord).where(LearningRecord.people.contains(person))
        ).one()
        learning = shared.id
    with world.saving() as session:
        shared = session.get_one(LearningRecord, learning)
        shared.people = {*shared.people, builders.person(session)}
    with world.reading() as session:
        found = everything(session, number, now=NOW)
        both = as_json(found).decode() + to_html(found).decode()
        assert "was tired" not in both


def test_hidden_names_stand_nowhere(world: World) -> None:
    number, _evidence, _photo = full_of_one_name(world)
    with world.saving() as session:
        person = session.get_one(Person, number)
        gwion = session.scalars(sa.select(Person).where(Person.initials == "GC")).one()
        builders.evidence(
            session,
            people={person, gwion},
            note=builders.both("Gwion Cwmwl a'i ddosbarth, gyda Gwion"),
            title=builders.both("Gwers GC"),
        )
        hide = gwion.id
    with world.reading() as session:
        found = everything(session, number, now=NOW)
        (other,) = others_in(session, found)
        assert (other.number, other.name) == (hide, "Gwion Cwmwl")
        assert other.places == 2
        hidden = everything(session, number, now=NOW, hide=[hide])
        assert others_in(session, hidden) == ()
    told = as_json(hidden).decode() + to_html(hidden).decode()
    for word in ("Gwion", "Cwmwl", "GC"):
        assert word not in told, word
    assert "[…] a'i ddosbarth, gyda […]" in as_json(hidden).decode()
    assert hidden.hidden == 1


def test_a_stored_script_is_only_text_in_the_summary(world: World) -> None:
    number, _evidence, _photo = full_of_one_name(world)
    script = "<script>alert(1)</script>"
    with world.saving() as session:
        session.get_one(Person, number).role = Bilingual.of(cy=script, en=script)
    with world.reading() as session:
        html = to_html(everything(session, number, now=NOW)).decode()
    assert script not in html
    assert "&lt;script&gt;" in html
    assert "default-src 'none'" in html
