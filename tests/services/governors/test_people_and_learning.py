from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.governors import Naming
from slo_desktop.domain.languages import Language
from slo_desktop.services.governors import (
    names_in_text,
)
from slo_desktop.storage.models import (
    LearningImpact,
    Priority,
    School,
)
from slo_desktop.storage.objects import ObjectStore
from tests import builders as make
from tests.conftest import NOW
from tests.services.governors.conftest import report


@pytest.mark.usefixtures("meetings")
class TestPeople:
    @pytest.mark.parametrize(
        ("naming", "called"),
        [
            (Naming.ROLES, "Teacher"),
            (Naming.INITIALS, "GC"),
            (Naming.NAMES, "Gwion Cwmwl"),
        ],
    )
    def test_people_are_called_as_the_school_chose(
        self, session: Session, objects: ObjectStore, naming: Naming, called: str
    ) -> None:
        someone = make.person(
            session,
            name="Gwion Cwmwl",
            initials="GC",
            role=make.both("Athro", "Teacher"),
        )
        make.action(session, owners={someone})
        built = report(session, objects, naming=naming)
        (owner,) = built.priorities[0].actions[0].owners
        assert owner.text(Language.EN) == called

    @pytest.mark.parametrize(
        ("groups", "naming", "initials", "called"),
        [
            ([], Naming.ROLES, "GC", ("Aelod o staff", "Member of staff")),
            (["teachers"], Naming.ROLES, "GC", ("Aelod o staff", "Member of staff")),
            (["clerk"], Naming.ROLES, "GC", ("Clerc", "Clerk")),
            (["governors"], Naming.ROLES, "", ("Llywodraethwr", "Governor")),
            (
                ["teachers", "governors"],
                Naming.ROLES,
                "GC",
                ("Aelod o staff", "Member of staff"),
            ),
            (["teachers"], Naming.INITIALS, "GC", ("GC", "GC")),
            ([], Naming.INITIALS, "", ("Aelod o staff", "Member of staff")),
        ],
    )
    def test_somebody_without_a_role_is_a_member_of_staff_or_a_governor(
        self,
        session: Session,
        objects: ObjectStore,
        groups: list[str],
        naming: Naming,
        initials: str,
        called: tuple[str, str],
    ) -> None:
        codes = [f"role-groups/{group}" for group in groups]
        someone = make.person(session, initials=initials, groups=codes)
        make.action(session, owners={someone})
        built = report(session, objects, naming=naming)
        (owner,) = built.priorities[0].actions[0].owners
        assert (owner.text(Language.CY), owner.text(Language.EN)) == called

    def test_a_name_in_a_text_is_found(
        self, session: Session, objects: ObjectStore
    ) -> None:
        make.person(session, name="Gwion Cwmwl")
        make.evidence(
            session,
            ref="E-1",
            priorities={make.priority(session)},
            note=make.both(cy="Dangosodd Gwion y ffordd.", en="Mr Gwion Cwmwl did."),
        )
        built = report(session, objects)
        assert {(n.ref, n.name) for n in names_in_text(session, built)} == {
            ("E-1", "Gwion"),
            ("E-1", "Gwion Cwmwl"),
        }
        assert (
            names_in_text(session, report(session, objects, naming=Naming.NAMES)) == ()
        )

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Gwelodd AR wers", {"AR"}),
            ("AR’s lesson, then SE.", {"AR", "SE"}),
            ("Rhoddwyd y llyfr ar y silff", set()),
            ("Ar ôl y wers", set()),
            ("ARWEINIAD AR Y FFORDD", set()),
            ("BAR, ARAF and ARs", set()),
            ("Grŵp A, grŵp B", set()),
        ],
    )
    def test_initials_count_as_they_are_written(
        self, session: Session, objects: ObjectStore, text: str, found: set[str]
    ) -> None:
        for name, initials in [("Aled Rhos", "AR"), ("Siân Eira", "SE"), ("Bo", "A")]:
            make.person(session, name=name, initials=initials)
        make.person(session, name="Somebody else", initials="")
        note = make.both(cy=text)
        make.evidence(
            session, ref="E-1", priorities={make.priority(session)}, note=note
        )
        built = report(session, objects)
        assert {each.name for each in names_in_text(session, built)} == found
        by_initials = report(session, objects, naming=Naming.INITIALS)
        assert names_in_text(session, by_initials) == ()

    def test_a_school_without_people_has_no_names_to_find(
        self, session: Session, objects: ObjectStore
    ) -> None:
        assert names_in_text(session, report(session, objects)) == ()


@pytest.mark.usefixtures("meetings")
def test_learning_of_the_period_comes_with_its_impact(
    session: Session, objects: ObjectStore
) -> None:
    record = make.learning(
        session,
        kind="learning-kinds/coaching",
        role_groups=["role-groups/teachers"],
        minutes=90,
    )
    make.learning(session, starts_on=dt.date(2026, 10, 1))
    for level in ("impact-levels/what-was-learnt", "our-own-level"):
        session.add(LearningImpact(learning=record, level=level))
    (item,) = report(session, objects).learning
    assert [impact.level.text(Language.EN) for impact in item.impacts] == [
        "What was learnt",
        "our-own-level",
    ]
    assert item.who[0].text(Language.CY) == "Athrawon"


@pytest.mark.usefixtures("meetings")
def test_what_came_since_of_earlier_learning_is_told_without_the_rest(
    session: Session, objects: ObjectStore
) -> None:
    before, since = dt.date(2026, 9, 20), make.DAY
    applied = make.both(cy="Mewn pedair gwers", en="In four lessons")
    earlier = make.learning(
        session, starts_on=dt.date(2026, 6, 3), applied=applied, review_on=since
    )
    for day, text in ((before, "Told before"), (since, "Seen now"), (None, "Undated")):
        impact = make.both(en=text)
        session.add(
            LearningImpact(learning=earlier, level="x", text=impact, judged_on=day)
        )
    binned = make.learning(session, starts_on=dt.date(2026, 6, 4))
    session.add(
        LearningImpact(learning=binned, level="x", judged_on=since, binned_at=NOW)
    )
    now = make.learning(session)
    told, of_now = (built := report(session, objects)).learning
    assert (told.ref, told.is_earlier) == (earlier.ref, True)
    assert [impact.text.text(Language.EN) for impact in told.impacts] == ["Seen now"]
    assert (told.applied.is_empty, told.review_on) == (True, None)
    assert (of_now.ref, of_now.is_earlier) == (now.ref, False)
    assert built.news.learning == 1


@pytest.mark.usefixtures("meetings")
def test_gaps_name_the_record_and_the_language(
    session: Session, objects: ObjectStore
) -> None:
    stale = make.both(cy="Codi safonau", en="Raise standards").with_text(
        Language.CY, "Codi pob safon"
    )
    make.priority(session, ref="P2627-1", title=stale, outcome=make.both(cy="Mwy"))
    gaps = report(session, objects).gaps()
    assert {(g.ref, g.language, g.stale) for g in gaps} == {
        ("P2627-1", Language.EN, True),
        ("P2627-1", Language.EN, False),
    }


def test_the_school_puts_english_first_if_it_wants(
    session: Session, school: School, objects: ObjectStore
) -> None:
    school.first_column = Language.EN
    assert report(session, objects).first is Language.EN
    assert session.query(Priority).count() == 0
