from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.changes import Authorship
from slo_desktop.domain.errors import BadDatesError, NoSchoolError
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.governors import GovernorsReport, Naming, Standing
from slo_desktop.domain.languages import Language
from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.domain.school_year import TermKey
from slo_desktop.services.governors import (
    evidence_choices,
    governors_report,
    names_in_text,
    period_for,
)
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models import (
    Attachment,
    LearningImpact,
    Priority,
    School,
    SuccessCriterion,
    TermUpdate,
)
from slo_desktop.storage.objects import ObjectStore
from tests import builders as make
from tests.reports.world import photo_file

TODAY = dt.date(2026, 11, 22)
LAST_MEETING = dt.date(2026, 10, 13)


@pytest.fixture
def meetings(session: Session, school: School) -> None:
    del school
    for day in (LAST_MEETING, dt.date(2026, 12, 1), dt.date(2027, 3, 9)):
        make.meeting(session, held_on=day)


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "school")


def report(session: Session, objects: ObjectStore, **over: object) -> GovernorsReport:
    session.flush()
    session.expire_all()
    return governors_report(session, objects, today=TODAY, **over)  # type: ignore[arg-type]


def at(session: Session, day: dt.date, step: str) -> None:
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    write_as(session, Authorship(moment, step))


@pytest.mark.usefixtures("meetings")
class TestPeriod:
    def test_it_is_for_the_next_meeting_and_since_the_one_before(
        self, session: Session
    ) -> None:
        period = period_for(session, today=TODAY)
        assert period.meeting == dt.date(2026, 12, 1)
        assert (period.during.start, period.during.end) == (LAST_MEETING, TODAY)
        assert period.year == 2026

    def test_a_chosen_meeting_counts_from_the_one_before_it(
        self, session: Session
    ) -> None:
        period = period_for(session, today=TODAY, meeting=dt.date(2026, 10, 20))
        assert period.during.start == LAST_MEETING
        assert period.during.end == dt.date(2026, 10, 20)

    def test_a_chosen_start_is_kept(self, session: Session) -> None:
        since = dt.date(2026, 9, 1)
        assert period_for(session, today=TODAY, since=since).during.start == since

    def test_a_start_after_today_is_refused(self, session: Session) -> None:
        with pytest.raises(BadDatesError):
            period_for(session, today=TODAY, since=dt.date(2026, 11, 23))


def test_without_meetings_it_tells_of_the_school_year(
    session: Session, school: School
) -> None:
    del school
    period = period_for(session, today=TODAY)
    assert period.meeting is None
    assert period.during.start == dt.date(2026, 9, 1)


def test_without_a_school_there_is_no_report(
    session: Session, objects: ObjectStore
) -> None:
    with pytest.raises(NoSchoolError):
        report(session, objects)


@pytest.mark.usefixtures("meetings")
class TestEvidence:
    def test_each_priority_shows_its_newest_three(
        self, session: Session, objects: ObjectStore
    ) -> None:
        priority = make.priority(session)
        action = make.action(session, priority=priority)
        for day in range(1, 6):
            links: dict[str, object] = (
                {"priorities": {priority}} if day % 2 else {"actions": {action}}
            )
            make.evidence(
                session, happened_on=dt.date(2026, 11, day), ref=f"E-{day}", **links
            )
        built = report(session, objects)
        assert [item.ref for item in built.evidence] == ["E-5", "E-4", "E-3"]
        assert built.news.evidence == 5

    def test_pupil_data_is_left_out_unless_it_is_ticked(
        self, session: Session, objects: ObjectStore
    ) -> None:
        priority = make.priority(session)
        private = make.evidence(session, priorities={priority}, has_pupil_data=True)
        assert report(session, objects).evidence == ()
        ticked = report(session, objects, chosen={private.id})
        assert ticked.pupil_data == 1

    def test_what_did_not_work_is_shown_too(
        self, session: Session, objects: ObjectStore
    ) -> None:
        priority = make.priority(session)
        make.evidence(session, priorities={priority}, worked=Worked.NO)
        built = report(session, objects)
        assert built.evidence[0].worked is Worked.NO
        assert built.news.worked == ((Worked.NO, 1),)

    def test_notes_in_the_inbox_the_bin_or_before_the_period_stay_out(
        self, session: Session, objects: ObjectStore
    ) -> None:
        priority = make.priority(session)
        mine = {"priorities": {priority}}
        make.evidence(session, state=EvidenceState.INBOX, **mine)
        make.evidence(session, happened_on=dt.date(2026, 10, 12), **mine)
        binned = make.evidence(session, **mine)
        binned.binned_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
        assert report(session, objects).evidence == ()

    def test_the_choices_say_what_is_ticked_unless_changed(
        self, session: Session
    ) -> None:
        priority = make.priority(session)
        for day in range(1, 6):
            make.evidence(
                session,
                happened_on=dt.date(2026, 11, day),
                priorities={priority},
                has_pupil_data=day == 5,
            )
        choices = evidence_choices(session, period_for(session, today=TODAY))
        assert [choice.chosen for choice in choices] == [False, True, True, True, False]
        assert {choice.priority for choice in choices} == {1}

    def test_only_photos_that_may_leave_with_consent_are_printed(
        self, session: Session, objects: ObjectStore, tmp_path: Path
    ) -> None:
        with photo_file(tmp_path).open("rb") as file:
            kept = objects.add(file, "photo.jpg")
        consents = (Consent.GIVEN, Consent.NOBODY_SHOWN, Consent.UNKNOWN)
        photos = {
            Attachment(
                sha256=kept.sha256,
                name=f"{consent}-{leaves}.jpg",
                media_type=kept.media_type,
                size=kept.size,
                consent=consent,
                may_leave=leaves,
                caption=Bilingual.of(cy=f"{consent} {leaves}"),
            )
            for consent in consents
            for leaves in (True, False)
        }
        make.evidence(session, priorities={make.priority(session)}, attachments=photos)
        (item,) = report(session, objects).evidence
        captions = {photo.caption.text(Language.CY) for photo in item.photos}
        assert captions == {"given True", "nobody-shown True"}
        assert item.photos_kept_back == 4
        assert item.photos[0].path.is_file()

    def test_a_photo_that_is_gone_is_left_out(
        self, session: Session, objects: ObjectStore
    ) -> None:
        gone = Attachment(
            sha256="0" * 64,
            name="gone.jpg",
            media_type="image/jpeg",
            size=1,
            consent=Consent.GIVEN,
            may_leave=True,
        )
        make.evidence(session, priorities={make.priority(session)}, attachments={gone})
        assert report(session, objects).photos == ()


@pytest.mark.usefixtures("meetings")
class TestPlan:
    def test_a_priority_carries_its_actions_criteria_and_updates(
        self, session: Session, objects: ObjectStore
    ) -> None:
        lead = make.person(session, role=make.both("Pennaeth", "Headteacher"))
        priority = make.priority(session, lead=lead, elements={"slo-wales/4.2"})
        action = make.action(
            session,
            priority=priority,
            owners={lead},
            cost_pence=45_000,
            due=dt.date(2026, 11, 13),
            status=ActionStatus.UNDER_WAY,
        )
        session.add_all(
            [
                SuccessCriterion(
                    priority=priority,
                    action=action,
                    position=1,
                    text=make.both("Pawb", "Everyone"),
                    state=CriterionState.MET,
                ),
                SuccessCriterion(priority=priority, position=1),
                TermUpdate(
                    action=action,
                    term=TermKey.AUTUMN,
                    text=make.both(cy="Dechreuwyd."),
                    status=ActionStatus.UNDER_WAY,
                    written_on=dt.date(2026, 11, 2),
                ),
            ]
        )
        (built,) = report(session, objects).priorities
        assert built.cost_pence == 45_000
        assert built.elements == ("4.2",)
        assert built.lead is not None
        assert built.lead.text(Language.EN) == "Headteacher"
        assert len(built.criteria) == 1
        (step,) = built.actions
        assert step.standing is Standing.LATE
        assert step.criteria[0].state is CriterionState.MET
        assert step.notes[0].text.text(Language.CY) == "Dechreuwyd."

    def test_kinds_of_source_are_averaged_over_the_elements_of_a_dimension(
        self, session: Session, objects: ObjectStore
    ) -> None:
        for kind in ("learner-conversation", "staff-meeting-notes"):
            make.evidence(
                session, kind=f"evidence-kinds/{kind}", elements={"slo-wales/6.1"}
            )
        make.evidence(
            session,
            happened_on=dt.date(2026, 2, 1),
            kind="evidence-kinds/learner-conversation",
            elements={"slo-wales/6.2"},
        )
        sixth = report(session, objects).dimensions[5]
        assert sixth.now == pytest.approx(2 * sixth.before)
        assert sixth.before > 0


@pytest.mark.usefixtures("meetings")
class TestNews:
    def test_a_changed_status_says_what_it_was(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        action = make.action(session, ref="P2627-1.1")
        at(session, dt.date(2026, 10, 1), "start")
        action.status = ActionStatus.UNDER_WAY
        session.flush()
        for day, status in ((20, ActionStatus.AT_RISK), (28, ActionStatus.DONE)):
            at(session, dt.date(2026, 10, day), f"step-{day}")
            action.status = status
            session.flush()
        (move,) = report(session, objects).news.moves
        assert (move.ref, move.before, move.after) == (
            "P2627-1.1",
            Standing.UNDER_WAY,
            Standing.DONE,
        )

    def test_a_status_that_came_back_is_no_news(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        action = make.action(session)
        for status in (ActionStatus.AT_RISK, ActionStatus.NOT_STARTED):
            at(session, dt.date(2026, 11, 2), f"step-{status}")
            action.status = status
            session.flush()
        assert report(session, objects).news.moves == ()

    def test_an_action_added_to_a_known_plan_is_new(
        self, session: Session, objects: ObjectStore
    ) -> None:
        at(session, dt.date(2026, 9, 2), "plan")
        priority = make.priority(session)
        at(session, dt.date(2026, 11, 2), "later")
        make.action(session, priority=priority)
        (move,) = report(session, objects).news.moves
        assert move.before is None

    def test_records_from_a_file_tell_it_by_their_notes(
        self, session: Session, objects: ObjectStore
    ) -> None:
        action = make.action(session, status=ActionStatus.DONE)
        session.add(
            TermUpdate(
                action=action,
                term=TermKey.AUTUMN,
                text=make.both(cy="Wedi’i wneud."),
                status=ActionStatus.DONE,
                written_on=dt.date(2026, 11, 2),
            )
        )
        (move,) = report(session, objects).news.moves
        assert (move.before, move.after) == (Standing.NOT_STARTED, Standing.DONE)

    def test_a_plan_that_came_as_a_whole_is_not_a_list_of_news(
        self, session: Session, objects: ObjectStore
    ) -> None:
        make.action(session)
        assert report(session, objects).news.moves == ()


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

    def test_somebody_without_a_role_is_called_by_their_group(
        self, session: Session, objects: ObjectStore
    ) -> None:
        make.action(session, owners={make.person(session)})
        (owner,) = report(session, objects).priorities[0].actions[0].owners
        assert owner.text(Language.EN) == "Teachers"

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
