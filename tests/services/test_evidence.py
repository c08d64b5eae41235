"""Evidence: written down, filed, tied to what it shows, found again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import (
    BadDatesError,
    CollisionError,
    RecordNotFoundError,
    TextTooLongError,
)
from slo_desktop.domain.evidence import (
    EvidenceFilter,
    EvidenceState,
    Worked,
    first_words,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.services import evidence as service
from slo_desktop.storage.models import Evidence
from slo_desktop.storage.models.changes import Change
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


def test_a_new_record_has_the_next_reference_of_the_year_it_happened_in(
    session: Session,
) -> None:
    first = record(session)
    second = record(session)
    earlier = record(session, happened_on=dt.date(2025, 3, 4))
    refs = [first.ref, second.ref, earlier.ref]
    assert refs == ["E-2026-001", "E-2026-002", "E-2025-001"]


def test_a_reference_that_a_file_brought_stays(session: Session) -> None:
    assert record(session, ref="E2425-001").ref == "E2425-001"


def test_happened_on_is_kept_apart_from_when_it_was_written_down(
    session: Session,
) -> None:
    evidence = record(session, happened_on=dt.date(2026, 11, 17))
    assert evidence.happened_on == dt.date(2026, 11, 17)
    assert evidence.logged_at == NOW


def test_it_may_be_written_in_either_language_or_both(session: Session) -> None:
    english = record(session, title_cy="", title_en="Learning walk")
    both = record(session, title_en="Learning walk")
    assert english.title.text(Language.EN) == "Learning walk"
    assert both.title.text(Language.CY) == "Taith ddysgu"


def test_it_cannot_end_before_it_began(session: Session) -> None:
    with pytest.raises(BadDatesError) as caught:
        record(session, happened_until=dt.date(2026, 11, 1))
    assert caught.value.start == TODAY


def test_an_edit_cannot_make_it_end_before_it_began(session: Session) -> None:
    evidence = record(session, happened_until=dt.date(2026, 11, 24))
    late = {"happened_on": dt.date(2026, 11, 25)}
    with pytest.raises(BadDatesError):
        service.edit_evidence(session, evidence.id, rev=None, changes=late)


def test_a_text_past_the_limit_is_refused(session: Session) -> None:
    with pytest.raises(TextTooLongError):
        record(session, note_cy="a" * (TEXT_CHARACTERS + 1))


def test_many_elements_people_priorities_and_actions_are_tied_to_it(
    session: Session,
) -> None:
    people = [builders.person(session) for _ in range(2)]
    priority, action = builders.priority(session), builders.action(session)
    evidence = record(
        session,
        elements=["slo-wales/4.10", "slo-wales/4.2"],
        people=[p.id for p in people],
        priorities=[priority.id],
        actions=[action.id],
    )
    detail = service.evidence_detail(session, evidence.id)
    assert detail.elements == ("slo-wales/4.2", "slo-wales/4.10")
    assert [p.id for p in detail.people] == [p.id for p in people]
    assert [p.id for p in detail.priorities] == [priority.id]
    assert [a.id for a in detail.actions] == [action.id]


def test_a_link_to_somebody_who_is_not_here_says_so(session: Session) -> None:
    with pytest.raises(RecordNotFoundError) as caught:
        record(session, people=[99])
    assert (caught.value.kind, caught.value.number) == ("person", 99)


def test_linking_adds_and_unlinking_takes_away(session: Session) -> None:
    evidence = record(session, elements=["slo-wales/1.1"])
    service.link(session, evidence.id, elements=["slo-wales/2.1", "slo-wales/2.2"])
    service.unlink(session, evidence.id, elements=["slo-wales/1.1"])
    assert set(evidence.elements) == {"slo-wales/2.1", "slo-wales/2.2"}


def test_a_changed_link_is_a_recorded_change(session: Session) -> None:
    evidence = record(session)
    service.link(session, evidence.id, elements=["slo-wales/2.1"])
    newest = session.query(Change).order_by(Change.seq.desc()).first()
    assert newest is not None
    assert newest.after == {"element_links": ["slo-wales/2.1"]}


def test_an_edit_based_on_an_older_revision_collides(session: Session) -> None:
    evidence = record(session)
    opened = evidence.rev
    changes = {"title_cy": "Sgwrs"}
    service.edit_evidence(session, evidence.id, rev=opened, changes=changes)
    with pytest.raises(CollisionError):
        service.edit_evidence(session, evidence.id, rev=opened, changes=changes)


def test_an_edit_changes_only_the_fields_it_names(session: Session) -> None:
    evidence = record(session, note_cy="Gwelais lawer.")
    changes = {"worked": Worked.NO, "has_pupil_data": True}
    service.edit_evidence(session, evidence.id, rev=evidence.rev, changes=changes)
    assert evidence.worked is Worked.NO
    assert evidence.has_pupil_data
    assert evidence.note.text(Language.CY) == "Gwelais lawer."


def capture(session: Session, text: str) -> Evidence:
    return service.quick_capture(
        session, text, language=Language.CY, now=NOW, today=TODAY
    )


def test_a_quick_note_waits_in_the_inbox(session: Session) -> None:
    evidence = capture(session, "Blwyddyn 4 yn esbonio dewisiadau darllen")
    assert evidence.state is EvidenceState.INBOX
    assert evidence.happened_on == TODAY
    assert titles(session, inbox=True) == ["Blwyddyn 4 yn esbonio dewisiadau darllen"]


def test_a_long_quick_note_is_kept_whole_below_its_first_sentence(
    session: Session,
) -> None:
    text = "Aeth y darllen yn dda. " + "Eglurodd pawb eu dewis o lyfr. " * 4
    evidence = capture(session, text)
    assert evidence.title.text(Language.CY) == "Aeth y darllen yn dda"
    assert evidence.note.text(Language.CY) == text.strip()


def test_a_long_sentence_is_cut_between_words() -> None:
    title = first_words("gair " * 60)
    assert title.endswith("gair…")
    assert len(title) <= 91


def test_a_quick_note_that_says_what_it_shows_is_filed_already(
    session: Session,
) -> None:
    tuesday = dt.date(2026, 11, 17)
    evidence = service.quick_capture(
        session,
        "Nodyn",
        language=Language.CY,
        now=NOW,
        today=TODAY,
        ties={"elements": ["slo-wales/3.6"], "happened_on": tuesday},
    )
    assert evidence.state is EvidenceState.FILED
    assert evidence.elements == {"slo-wales/3.6"}
    assert evidence.happened_on == tuesday


def test_filing_takes_a_note_out_of_the_inbox(session: Session) -> None:
    evidence = capture(session, "Nodyn")
    service.file_it(session, evidence.id)
    assert titles(session, inbox=True) == []
    assert titles(session) == ["Nodyn"]


def test_what_lies_in_the_bin_is_in_no_list_until_it_is_restored(
    session: Session,
) -> None:
    evidence = record(session)
    service.bin_evidence(session, evidence.id)
    assert titles(session) == []
    assert service.evidence_detail(session, evidence.id).binned
    service.restore_evidence(session, evidence.id)
    assert titles(session) == ["Taith ddysgu"]
