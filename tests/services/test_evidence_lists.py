"""Evidence found again: lists, filters, counts, what stands beside a record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.evidence import (
    EvidenceFilter,
    Gap,
    Worked,
)
from slo_desktop.domain.languages import Language
from slo_desktop.services import evidence as service
from slo_desktop.storage import evidence as queries
from slo_desktop.storage.models import Attachment, Evidence, LearningRecord
from slo_desktop.storage.readable import parted
from tests import builders
from tests.conftest import NOW

TODAY = dt.date(2026, 11, 22)


def record(session: Session, **over: Any) -> Evidence:
    values = {"happened_on": TODAY, "title_cy": "Taith ddysgu"}
    return service.record_evidence(session, values | over, now=NOW)


def titles(session: Session, **wanted: Any) -> list[str]:
    listing = service.evidence_listing(session, EvidenceFilter(**wanted))
    return [row.title.shown(Language.CY).text for row in parted(listing.rows)[0]]


def capture(session: Session, text: str) -> Evidence:
    return service.quick_capture(
        session, text, language=Language.CY, now=NOW, today=TODAY
    )


def test_the_list_stands_newest_first(session: Session) -> None:
    record(session, title_cy="a", happened_on=dt.date(2026, 11, 1))
    record(session, title_cy="c", happened_on=dt.date(2026, 11, 9))
    record(session, title_cy="b", happened_on=dt.date(2026, 11, 9))
    assert titles(session) == ["b", "c", "a"]


def test_the_list_is_cut_into_pages_of_fifty(session: Session) -> None:
    for number in range(service.PAGE_ROWS + 1):
        record(session, happened_on=TODAY - dt.timedelta(days=number))
    first = service.evidence_listing(session, EvidenceFilter())
    second = service.evidence_listing(session, EvidenceFilter(), page=2)
    beyond = service.evidence_listing(session, EvidenceFilter(), page=9)
    assert (first.matching, first.pages, len(first.rows)) == (51, 2, 50)
    assert (second.page, len(second.rows)) == (2, 1)
    assert beyond.page == 2
    oldest = session.get(Evidence, second.rows[0].id)
    assert oldest is not None
    assert service.page_with(session, EvidenceFilter(), oldest) == 2


def test_a_record_knows_its_neighbours_in_the_list_shown(session: Session) -> None:
    day = dt.timedelta(days=1)
    old = record(session, happened_on=TODAY - 2 * day, elements=["slo-wales/3.1"])
    record(session, happened_on=TODAY - day)
    new = record(session, happened_on=TODAY, elements=["slo-wales/3.2"])
    team = EvidenceFilter(dimension=3)
    beside = service.evidence_neighbours(session, team, old)
    assert (beside.newer, beside.older) == (new.id, None)
    beside = service.evidence_neighbours(session, team, new)
    assert (beside.newer, beside.older) == (None, old.id)


@pytest.mark.parametrize(
    "wanted",
    [
        {"dimension": 4},
        {"element": "slo-wales/4.2"},
        {"kind": "evidence-kinds/learning-walk"},
        {"family": "evidence-kinds/families/teaching"},
        {"year": 2025},
        {"worked": Worked.NO},
        {"gap": Gap.ANY},
        {"gap": Gap.EN},
        {"text": "ddyddiadur"},
        {"text": "DYDDIADUR siarad"},
    ],
)
def test_each_filter_shows_what_it_names_and_nothing_else(
    session: Session, wanted: dict[str, Any]
) -> None:
    record(
        session,
        title_cy="Dyddiadur darllen",
        note_cy="Siarad mewn parau",
        happened_on=dt.date(2026, 3, 1),
        elements=["slo-wales/4.2", "slo-wales/4.3"],
        kind="evidence-kinds/learning-walk",
        worked=Worked.NO,
    )
    record(
        session,
        title_cy="Arall",
        title_en="Other",
        elements=["slo-wales/1.1"],
        kind="evidence-kinds/learners-work",
        worked=Worked.YES,
    )
    assert titles(session, **wanted) == ["Dyddiadur darllen"]


def test_the_filter_by_person_shows_what_names_them(session: Session) -> None:
    mari = builders.person(session)
    record(session, title_cy="Gyda Mari", people=[mari.id])
    record(session)
    assert titles(session, person=mari.id) == ["Gyda Mari"]


@pytest.mark.parametrize("text", ['bresennol"', "100% bresennol*", "(bresennol)"])
def test_signs_that_a_database_would_expand_are_only_signs(
    session: Session, text: str
) -> None:
    record(session, title_cy="100% yn bresennol")
    record(session, title_cy="Arall")
    assert titles(session, text=text) == ["100% yn bresennol"]


def test_a_row_says_what_its_languages_lack_and_how_many_files_it_has(
    session: Session,
) -> None:
    missing = record(session, elements=["slo-wales/2.10", "slo-wales/2.9"])
    (row,), _others = parted(service.evidence_listing(session, EvidenceFilter()).rows)
    assert row.missing == {Language.EN}
    assert row.elements == ("slo-wales/2.9", "slo-wales/2.10")
    assert row.files == 0
    service.edit_evidence(
        session, missing.id, rev=None, changes={"title_en": "Learning walk"}
    )
    service.edit_evidence(
        session, missing.id, rev=None, changes={"title_cy": "Taith ddysgu arall"}
    )
    (row,), _others = parted(service.evidence_listing(session, EvidenceFilter()).rows)
    assert not row.missing
    assert row.stale == {Language.EN}


def test_counts_say_what_each_choice_would_show(session: Session) -> None:
    record(
        session,
        elements=["slo-wales/4.2", "slo-wales/4.3"],
        kind="evidence-kinds/learning-walk",
        worked=Worked.NO,
    )
    record(session, title_en="x", elements=["slo-wales/1.1", "slo-wales/4.1"])
    capture(session, "Nodyn")
    counts = queries.evidence_counts(session, EvidenceFilter(dimension=1))
    assert (counts.total, counts.inbox, counts.not_worked, counts.gaps) == (1, 0, 0, 0)
    assert counts.dimensions == {1: 1, 4: 2}
    everything = queries.evidence_counts(session, EvidenceFilter())
    assert everything.families == {"evidence-kinds/families/teaching": 1}
    shown = (everything.total, everything.inbox, everything.gaps, everything.not_worked)
    assert shown == (3, 1, 2, 1)


def test_counts_follow_every_change(session: Session) -> None:
    assert queries.evidence_counts(session, EvidenceFilter()).total == 0
    record(session)
    assert queries.evidence_counts(session, EvidenceFilter()).total == 1


def photo(session: Session, **over: Any) -> Attachment:
    values = {"name": "llun.jpg", "media_type": "image/jpeg", "size": 3}
    made = Attachment(sha256=f"{len(over)}" * 64, **values | over)
    session.add(made)
    return made


def test_what_shows_no_element_is_found_once_it_is_filed(session: Session) -> None:
    record(session, title_cy="heb")
    record(session, title_cy="gyda", elements=["slo-wales/4.2"])
    binned = record(session, title_cy="bin")
    service.bin_evidence(session, binned.id)
    note = capture(session, "Nodyn")
    assert titles(session, unlinked=True) == ["heb"]
    service.file_it(session, note.id)
    assert titles(session, unlinked=True) == ["Nodyn", "heb"]


def test_a_record_with_several_photos_without_a_note_is_listed_once(
    session: Session,
) -> None:
    two = record(session, title_cy="dau lun")
    two.attachments = {photo(session), photo(session, name="arall.jpg")}
    known = record(session, title_cy="caniatâd")
    known.attachments = {photo(session, consent=Consent.GIVEN)}
    paper = record(session, title_cy="papur")
    paper.attachments = {photo(session, media_type="application/pdf")}
    session.flush()
    assert titles(session, unconsented=True) == ["dau lun"]
    for attached in two.attachments:
        attached.binned_at = NOW
    session.flush()
    assert titles(session, unconsented=True) == []


def test_faults_are_counted_beside_any_other_question(session: Session) -> None:
    record(session)
    record(session, elements=["slo-wales/4.2"], worked=Worked.NO)
    photos = record(session)
    photos.attachments = {photo(session)}
    session.flush()
    for wanted in ({}, {"worked": Worked.NO}, {"unlinked": True}, {"inbox": True}):
        counts = queries.evidence_counts(session, EvidenceFilter(**wanted))
        assert (counts.unlinked, counts.unconsented, counts.total) == (2, 1, 3)
    assert counts.dimensions == {}
    shown = EvidenceFilter(dimension=4)
    assert queries.evidence_counts(session, shown).unlinked == 0


def test_neighbours_in_a_list_of_faults_stay_when_one_is_mended(
    session: Session,
) -> None:
    newest, middle, oldest = (
        record(session, happened_on=dt.date(2026, 11, day)) for day in (9, 5, 1)
    )
    wanted = EvidenceFilter(unlinked=True)
    middle.elements = {"slo-wales/4.2"}
    session.flush()
    beside = service.evidence_neighbours(session, wanted, middle)
    assert (beside.newer, beside.older) == (newest.id, oldest.id)
    assert service.page_with(session, wanted, middle) == 1


def test_years_run_from_the_newest_record_back_to_the_oldest(session: Session) -> None:
    assert queries.years_with_evidence(session) == ()
    record(session, happened_on=dt.date(2024, 9, 1))
    record(session)
    assert queries.years_with_evidence(session) == (2026, 2025, 2024)


def test_learning_that_rests_on_it_is_shown_beside_it(session: Session) -> None:
    evidence = record(session)
    learning: LearningRecord = builders.learning(session, evidence={evidence})
    detail = service.evidence_detail(session, evidence.id)
    assert [item.id for item in detail.learning] == [learning.id]
    assert detail.written_by is None


def test_choices_from_the_plan_are_those_of_the_years_asked_for(
    session: Session,
) -> None:
    now, then = (
        builders.priority(session),
        builders.priority(session, school_year=2024),
    )
    action = builders.action(session, priority=now)
    builders.action(session, priority=then)
    priorities, actions = queries.plan_choices(session, (2026, 2025))
    assert [p.id for p in priorities] == [now.id]
    assert [a.id for a in actions] == [action.id]


def test_a_filter_names_the_questions_it_answers() -> None:
    wanted = EvidenceFilter(dimension=3, text="darllen")
    assert wanted.given == ("dimension", "text")
    assert wanted.without("dimension", "text").is_empty
