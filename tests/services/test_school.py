from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import BadDatesError, NoSchoolError, SchoolExistsError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.services.people import add_people
from slo_desktop.services.school import (
    add_meeting,
    add_terms,
    edit_meeting,
    edit_school,
    edit_term,
    start_school,
)
from slo_desktop.storage.models import School
from slo_desktop.storage.people import people
from slo_desktop.storage.school import (
    meeting_before,
    next_meeting,
    term_on,
    terms_of,
    the_school,
)


def start(session: Session) -> School:
    school = start_school(
        session,
        name_cy="Ysgol y Bryn",
        name_en="",
        category=LanguageCategory.DUAL_LANGUAGE,
        working_language=Language.CY,
        school_year=2026,
    )
    add_people(session, "Mererid Haul, Pennaeth\nGwion Cwmwl", language=Language.CY)
    return school


def test_a_new_school_has_a_name_three_terms_and_its_people(session: Session) -> None:
    school = start(session)
    assert school.name.shown(Language.EN).text == "Ysgol y Bryn"
    terms = terms_of(session, 2026)
    assert [term.key for term in terms] == ["autumn", "spring", "summer"]
    assert terms[0].starts == dt.date(2026, 9, 1)
    assert terms[2].ends == dt.date(2027, 8, 31)
    assert [p.name for p in people(session)] == ["Gwion Cwmwl", "Mererid Haul"]


def test_a_folder_holds_one_school(session: Session) -> None:
    with pytest.raises(NoSchoolError):
        the_school(session)
    start(session)
    with pytest.raises(SchoolExistsError):
        start(session)


def test_a_name_can_be_given_in_the_other_language(session: Session) -> None:
    school = start(session)
    edit_school(session, rev=school.rev, changes={"name_en": "Hill School"})
    assert the_school(session).name.text(Language.EN) == "Hill School"


def test_terms_are_made_once_and_their_dates_can_be_changed(session: Session) -> None:
    start(session)
    assert len(add_terms(session, 2026)) == 3
    term = term_on(session, dt.date(2026, 11, 22))
    assert term is not None
    edit_term(session, term.id, rev=None, changes={"ends": dt.date(2026, 12, 18)})
    following = term_on(session, dt.date(2026, 12, 24))
    assert following is not None
    assert following.key == "spring"
    with pytest.raises(BadDatesError):
        edit_term(session, term.id, rev=None, changes={"ends": dt.date(2026, 8, 1)})


def test_dates_are_counted_back_from_a_meeting_and_move_with_it(
    session: Session,
) -> None:
    meeting = add_meeting(session, dt.date(2026, 12, 1))
    assert meeting.papers_due == dt.date(2026, 11, 24)
    assert meeting.translation_due == dt.date(2026, 11, 18)
    edit_meeting(
        session, meeting.id, rev=None, changes={"held_on": dt.date(2026, 12, 8)}
    )
    assert meeting.papers_due == dt.date(2026, 12, 1)
    with pytest.raises(BadDatesError):
        edit_meeting(
            session, meeting.id, rev=None, changes={"papers_due": dt.date(2026, 12, 9)}
        )


def test_the_next_meeting_and_the_one_before_are_known(session: Session) -> None:
    assert next_meeting(session, dt.date(2026, 11, 22)) is None
    add_meeting(session, dt.date(2026, 10, 13))
    add_meeting(session, dt.date(2026, 12, 1))
    coming = next_meeting(session, dt.date(2026, 11, 22))
    assert coming is not None
    assert coming.held_on == dt.date(2026, 12, 1)
    before = meeting_before(session, coming.held_on)
    assert before is not None
    assert before.held_on == dt.date(2026, 10, 13)
