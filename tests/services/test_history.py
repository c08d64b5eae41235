from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Mark
from slo_desktop.domain.changes import Authorship, Op
from slo_desktop.domain.evidence import Worked
from slo_desktop.domain.languages import Language
from slo_desktop.services.history import history_of, step_for, undo
from slo_desktop.services.records import edit
from slo_desktop.storage.changes import write_as
from slo_desktop.storage.models import Evidence
from tests import builders
from tests.conftest import NOW

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def record(session: Session) -> Evidence:
    evidence: Evidence = builders.evidence(session)
    return evidence


def save(
    session: Session,
    record: Evidence,
    minutes: float,
    actor: str | None = None,
    **changes: object,
) -> str:
    """One save of one field, as a page makes it."""
    now = NOW + minutes * MINUTE
    ((field, value),) = changes.items()
    step = step_for(
        session, actor=actor, uid=record.uid, field=field, value=value, now=now
    )
    write_as(session, Authorship(now, step, actor))
    edit(session, record, rev=None, changes=changes)
    return step


class TestSteps:
    def test_saves_of_one_field_within_minutes_are_one_step(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        assert save(session, record, 2, title_cy="Ta") == first
        assert save(session, record, 5, title_cy="Tai") == first
        write_as(session, Authorship(NOW + 6 * MINUTE, "undo"))
        undo(session, first)
        assert record.title.text(Language.CY) == "Taith ddysgu"

    def test_a_step_does_not_grow_for_ever(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        assert save(session, record, 4, title_cy="Ta") == first
        assert save(session, record, 5.1, title_cy="Tai") != first

    def test_another_field_is_another_step(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        assert save(session, record, 1, note_cy="N") != first

    def test_the_other_language_is_another_step(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        assert save(session, record, 1, title_en="T") != first

    def test_another_writer_makes_another_step(
        self, session: Session, record: Evidence
    ) -> None:
        someone = builders.person(session).uid
        first = save(session, record, 0, title_cy="T")
        assert save(session, record, 1, actor=someone, title_cy="Ta") != first

    def test_another_record_makes_another_step(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        other: Evidence = builders.evidence(session)
        assert save(session, other, 1, title_cy="T") != first

    def test_choices_and_links_go_on_too(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, elements={"slo-wales/1.1"})
        assert save(session, record, 1, elements={"slo-wales/1.2"}) == first
        other = save(session, record, 2, worked=Worked.NO)
        assert other != first
        assert save(session, record, 3, worked=Worked.YES) == other

    def test_words_that_were_saved_are_not_lost_by_deleting_them(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, note_en="First words kept.")
        second = save(session, record, 1, note_en="")
        assert second != first
        assert save(session, record, 2, note_en="Others") == second
        write_as(session, Authorship(NOW + 3 * MINUTE, "undo"))
        undo(session, second)
        assert record.note.text(Language.EN) == "First words kept."

    @pytest.mark.parametrize(
        "new",
        ["", "Other words came instead.", "First.", "kept.", "First wor", "F kept."],
    )
    def test_a_save_that_takes_words_away_is_a_step_of_its_own(
        self, session: Session, record: Evidence, new: str
    ) -> None:
        first = save(session, record, 0, note_en="First words kept.")
        assert save(session, record, 1, note_en=new) != first

    @pytest.mark.parametrize(
        "new",
        [
            "First words kept, and more.",
            "The first words kept.",
            "First word kept.",
            "First words are kept.",
        ],
    )
    def test_a_save_that_goes_on_or_mends_a_slip_is_not(
        self, session: Session, record: Evidence, new: str
    ) -> None:
        first = save(session, record, 0, note_en="First words kept.")
        assert save(session, record, 1, note_en=new) == first

    def test_what_stood_there_before_comes_back_in_a_step_of_its_own(
        self, session: Session, record: Evidence
    ) -> None:
        other = save(session, record, 1, worked=Worked.NO)
        assert save(session, record, 2, worked=None) != other

    def test_nothing_goes_on_after_an_undo(
        self, session: Session, record: Evidence
    ) -> None:
        first = save(session, record, 0, title_cy="T")
        write_as(session, Authorship(NOW + MINUTE, "undo"))
        undo(session, first)
        assert save(session, record, 2, title_cy="Tai") not in {first, "undo"}

    def test_nothing_goes_on_after_adding(
        self, session: Session, record: Evidence
    ) -> None:
        assert save(session, record, 1, title_cy="T") != "step-1"

    def test_a_step_over_several_fields_or_records_does_not_go_on(
        self, session: Session, record: Evidence
    ) -> None:
        write_as(session, Authorship(NOW, "bulk"))
        other = builders.evidence(session)
        write_as(session, Authorship(NOW, "bulk-2"))
        record.worked = Worked.NO
        other.worked = Worked.NO
        session.flush()
        assert save(session, record, 1, worked=Worked.YES) != "bulk-2"
        write_as(session, Authorship(NOW + 2 * MINUTE, "bulk-3"))
        edit(session, record, rev=None, changes={"worked": None, "kind": "a/b"})
        assert save(session, record, 3, worked=Worked.YES) != "bulk-3"


class TestTelling:
    def test_a_record_tells_its_life_newest_first(
        self, session: Session, record: Evidence
    ) -> None:
        writer = builders.person(session, name="Mair Jones")
        step = save(session, record, 1, actor=writer.uid, worked=Worked.NO)
        newest, oldest = history_of(session, record.uid)
        assert (newest.step, newest.at, newest.who) == (
            step,
            NOW + MINUTE,
            "Mair Jones",
        )
        assert (newest.op, oldest.op) == (Op.EDIT, Op.ADD)
        assert oldest.who is None
        (change,) = newest.fields
        assert (change.field, change.before, change.after) == ("worked", None, "no")

    def test_a_new_record_tells_only_what_was_filled_in(
        self, session: Session, record: Evidence
    ) -> None:
        (entry,) = history_of(session, record.uid)
        fields = [(change.field, change.language) for change in entry.fields]
        assert ("title", Language.CY) in fields
        assert ("title", Language.EN) in fields
        assert {"note", "uid", "people", "worked"}.isdisjoint(dict(fields))

    def test_an_amount_of_nought_is_told_and_one_that_nobody_entered_is_not(
        self, session: Session
    ) -> None:
        action = builders.action(session, cost_pence=0)
        (added,) = history_of(session, action.uid)
        told = {change.field: change.after for change in added.fields}
        assert told["cost_pence"] == 0
        assert "spent_pence" not in told
        write_as(session, Authorship(NOW + MINUTE, "emptied"))
        edit(session, action, rev=None, changes={"cost_pence": None})
        (change,) = history_of(session, action.uid)[0].fields
        assert (change.before, change.after) == (0, None)

    def test_a_text_is_told_by_language(
        self, session: Session, record: Evidence
    ) -> None:
        save(session, record, 1, title_en="Walk")
        (change,) = history_of(session, record.uid)[0].fields
        assert change.language is Language.EN
        assert (change.before, change.after) == ("Learning walk", "Walk")

    def test_a_decision_about_a_text_changes_no_words(
        self, session: Session, record: Evidence
    ) -> None:
        write_as(session, Authorship(NOW, "mark"))
        record.title = record.title.with_mark(Language.EN, Mark.CHECKED)
        session.flush()
        assert history_of(session, record.uid)[0].fields == ()

    def test_links_are_told_by_name(self, session: Session) -> None:
        lead = builders.person(session, name="Mair Jones")
        priority = builders.priority(session, lead=lead)
        action = builders.action(session, priority=priority, owners={lead})
        (told,) = history_of(session, action.uid)
        linked = {change.field: change.after for change in told.fields}
        assert [p.title.text(Language.CY) for p in linked["priority"]] == [  # type: ignore[union-attr]
            "Codi safonau darllen"
        ]
        assert [p.title.text(Language.EN) for p in linked["owners"]] == ["Mair Jones"]  # type: ignore[union-attr]

    def test_element_codes_are_told_as_codes(
        self, session: Session, record: Evidence
    ) -> None:
        save(session, record, 1, elements={"slo-wales/4.2", "slo-wales/1.1"})
        (change,) = history_of(session, record.uid)[0].fields
        assert change.after == ("slo-wales/1.1", "slo-wales/4.2")

    def test_saves_of_one_step_are_one_entry(
        self, session: Session, record: Evidence
    ) -> None:
        for minute, text in enumerate(("T", "Ta", "Tai")):
            save(session, record, minute, title_cy=text)
        entries = history_of(session, record.uid)
        assert len(entries) == 2
        (change,) = entries[0].fields
        assert (change.before, change.after) == ("Taith ddysgu", "Tai")

    def test_a_step_knows_that_it_was_taken_back_and_brought_back(
        self, session: Session, record: Evidence
    ) -> None:
        step = save(session, record, 0, worked=Worked.NO)
        write_as(session, Authorship(NOW + MINUTE, "undo"))
        undo(session, step)
        back, change, _added = history_of(session, record.uid)
        assert (back.undoes, back.is_undone) == (step, False)
        assert change.is_undone
        write_as(session, Authorship(NOW + 2 * MINUTE, "redo"))
        undo(session, "undo")
        _redone, back, change, _added = history_of(session, record.uid)
        assert back.is_undone
        assert not change.is_undone

    def test_an_unknown_record_has_no_history(self, session: Session) -> None:
        assert history_of(session, "nobody") == ()
