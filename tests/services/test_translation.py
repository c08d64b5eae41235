"""What waits for a translation: all that the status bar counts."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual, TextState
from slo_desktop.domain.languages import Language
from slo_desktop.domain.translation import (
    TranslationListing,
    Untranslated,
    Waiting,
)
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.services.translation import PAGE_ROWS, translation_listing
from slo_desktop.storage.models import (
    Attachment,
    LearningImpact,
    School,
    SuccessCriterion,
)
from slo_desktop.storage.texts import gap_count
from tests import builders

CY, EN = Language.CY, Language.EN
TODAY = builders.DAY
pytestmark = pytest.mark.usefixtures("school")


def listed(
    session: Session, into: Language | None = None, page: int = 1
) -> TranslationListing:
    return translation_listing(session, into, page=page, today=TODAY)


def texts(session: Session, into: Language | None = None) -> list[Untranslated]:
    return [row for row in listed(session, into).rows if isinstance(row, Untranslated)]


def test_a_text_in_one_language_waits_for_the_other(session: Session) -> None:
    record = builders.evidence(session, title=Bilingual.of(cy="Y clwb darllen"))
    (row,) = texts(session)
    assert (row.record.number, row.field) == (record.id, "title")
    assert (row.language, row.state, row.words) == (EN, TextState.MISSING, 3)
    assert row.original == "Y clwb darllen"
    assert row.page == row.record


def test_a_translation_that_is_out_of_date_waits_for_itself(session: Session) -> None:
    both = Bilingual.of(cy="Y clwb", en="The club")
    builders.evidence(session, title=both.with_text(CY, "Y clwb darllen"))
    (row,) = texts(session)
    assert (row.language, row.state) == (EN, TextState.STALE)
    assert (row.words, row.original) == (2, "Y clwb darllen")


def test_what_needs_nothing_is_not_listed(session: Session) -> None:
    whole = Bilingual.of(cy="Un", en="One")
    builders.evidence(session, title=whole)
    builders.evidence(session, title=whole, note=Bilingual())
    binned = builders.evidence(session, title=Bilingual.of(cy="Yn y bin"))
    binned.binned_at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    builders.learning(session, title=whole, reflection=Bilingual.of(cy="Preifat"))
    session.flush()
    assert texts(session) == []
    assert listed(session).matching == 0


def test_each_language_has_a_list_of_its_own(session: Session) -> None:
    builders.evidence(session, title=Bilingual.of(cy="Dim ond Cymraeg"))
    builders.evidence(session, title=Bilingual.of(en="English"))
    assert [row.original for row in texts(session, CY)] == ["English"]
    assert [row.original for row in texts(session, EN)] == ["Dim ond Cymraeg"]
    waiting = {CY: Waiting(texts=1, words=1), EN: Waiting(texts=1, words=3)}
    for into, matching in ((CY, 1), (EN, 1), (None, 2)):
        listing = listed(session, into)
        assert (listing.waiting, listing.matching) == (waiting, matching)


def test_a_part_is_told_with_the_page_that_shows_it(session: Session) -> None:
    whole = builders.both("Teitl", "Title")
    action = builders.action(session, title=whole)
    course = builders.learning(session, title=whole)
    evidence = builders.evidence(session, title=whole)
    photo = Attachment(
        sha256="0" * 64, name="a.png", media_type="image/png", size=1,
        caption=Bilingual.of(cy="Llun"),
    )  # fmt: skip
    evidence.attachments.add(photo)
    session.add_all(
        [
            SuccessCriterion(
                priority=action.priority,
                action=action,
                position=1,
                text=Bilingual.of(cy="Maen prawf"),
            ),
            LearningImpact(
                learning=course,
                level="impact-levels/what-was-learnt",
                text=Bilingual.of(en="Impact"),
            ),
        ]
    )
    session.flush()
    found = {row.record.kind: row.page for row in texts(session)}
    assert {kind: page.kind for kind, page in found.items()} == {
        "success_criterion": "action",
        "learning_impact": "learning",
        "attachment": "evidence",
    }
    assert found["attachment"].number == evidence.id


def test_the_plan_comes_first_and_new_records_before_old_ones(session: Session) -> None:
    for number in range(2):
        builders.evidence(session, title=Bilingual.of(cy=f"Tystiolaeth {number}"))
        builders.action(session, title=Bilingual.of(cy=f"Cam {number}"))
    told = [row.original for row in texts(session, EN) if row.field == "title"]
    assert [t for t in told if t[0] in "CT"] == [
        *("Cam 1", "Cam 0"),
        *("Tystiolaeth 1", "Tystiolaeth 0"),
    ]


def test_a_long_list_is_paged_and_none_is_told_twice(session: Session) -> None:
    for number in range(PAGE_ROWS + 3):
        builders.evidence(session, title=Bilingual.of(cy=f"Teitl {number}"))
    first, last = listed(session), listed(session, page=99)
    assert (first.page, first.pages, len(first.rows)) == (1, 2, PAGE_ROWS)
    assert (last.page, len(last.rows)) == (2, 3)
    told = [
        r.original for r in (*first.rows, *last.rows) if isinstance(r, Untranslated)
    ]
    assert len(set(told)) == PAGE_ROWS + 3 == gap_count(session)


def test_the_list_has_as_many_as_the_status_bar_says(
    session: Session, school: School
) -> None:
    school.vision = Bilingual.of(en="A vision of two words")
    builders.priority(session, title=Bilingual.of(cy="Blaenoriaeth"))
    builders.person(session, role=Bilingual.of(en="Head"))
    session.flush()
    assert listed(session).matching == gap_count(session) == len(texts(session))


def test_a_text_that_cannot_be_read_is_told_of_in_its_place(session: Session) -> None:
    builders.evidence(session, title=Bilingual.of(cy="Da"))
    spoilt = builders.evidence(session, title=Bilingual.of(cy="Drwg"))
    session.commit()
    change = sa.text("UPDATE evidence SET happened_on = 'x' WHERE id = :id")
    session.execute(change, {"id": spoilt.id})
    session.expunge_all()
    rows = listed(session).rows
    assert [type(row) for row in rows] == [UnreadableRow, Untranslated]


def test_the_day_of_the_translator_is_that_of_the_next_meeting(
    session: Session,
) -> None:
    assert listed(session).due is None
    builders.meeting(session, held_on=TODAY - dt.timedelta(days=9))
    coming = builders.meeting(session, held_on=TODAY + dt.timedelta(days=30))
    assert listed(session).due == coming.translation_due
    coming.translation_due = TODAY - dt.timedelta(days=1)
    session.flush()
    assert listed(session).due is None
