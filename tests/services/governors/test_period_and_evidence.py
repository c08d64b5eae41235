from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import BadDatesError, NoSchoolError
from slo_desktop.domain.evidence import EvidenceState, Worked
from slo_desktop.domain.languages import Language
from slo_desktop.services.governors import (
    evidence_choices,
    period_for,
)
from slo_desktop.storage.models import (
    Attachment,
    School,
)
from slo_desktop.storage.objects import ObjectStore
from tests import builders as make
from tests.reports.world import photo_file
from tests.services.governors.conftest import LAST_MEETING, TODAY, report


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
