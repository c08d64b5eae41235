"""The school itself: start it, change its details, terms and meetings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import BadDatesError, SchoolExistsError
from slo_desktop.domain.school import papers_due, translation_due
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.records import edit, find
from slo_desktop.storage.models.school import Meeting, School, Term
from slo_desktop.storage.school import school_exists, terms_of, the_school

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.school import LanguageCategory

SEPTEMBER = 9


def start_school(
    session: Session,
    *,
    name_cy: str,
    name_en: str,
    category: LanguageCategory,
    working_language: Language,
    school_year: int,
) -> School:
    """Begin a school in an empty folder, with the terms of its first year.

    Raises:
        SchoolExistsError: the folder already holds one.
    """
    if school_exists(session):
        raise SchoolExistsError
    school = School(
        name=Bilingual.of(cy=name_cy, en=name_en, original=working_language),
        language_category=category,
        working_language=working_language,
    )
    session.add(school)
    session.flush()
    add_terms(session, school_year)
    return school


def edit_school(
    session: Session, *, rev: int | None, changes: Mapping[str, Any]
) -> School:
    """Change some details of the school."""
    return edit(session, the_school(session), rev=rev, changes=changes)


def add_terms(session: Session, school_year: int) -> Sequence[Term]:
    """Give a school year its terms (school-calendar.json), unless it has them."""
    if terms_of(session, school_year):
        return terms_of(session, school_year)
    for entry in frameworks().by_key["school-calendar"].entries:
        if entry.short not in set(TermKey):
            continue
        starts = _day(school_year, entry.extra["default_start"])
        ends = _day(school_year, entry.extra["default_end"])
        key = TermKey(entry.short)
        session.add(Term(school_year=school_year, key=key, starts=starts, ends=ends))
    session.flush()
    return terms_of(session, school_year)


def _day(school_year: int, month_and_day: str) -> dt.date:
    month, day = map(int, month_and_day.split("-"))
    return dt.date(school_year if month >= SEPTEMBER else school_year + 1, month, day)


def edit_term(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Term:
    """Change the dates of a term.

    Raises:
        BadDatesError: it would end before it starts.
    """
    term = edit(session, find(session, Term, number), rev=rev, changes=changes)
    if term.ends < term.starts:
        raise BadDatesError(term.starts, term.ends)
    return term


def add_meeting(session: Session, held_on: dt.date) -> Meeting:
    """Add a governors' meeting; the other dates are counted back from it."""
    papers = papers_due(held_on)
    meeting = Meeting(
        held_on=held_on, papers_due=papers, translation_due=translation_due(papers)
    )
    session.add(meeting)
    session.flush()
    return meeting


def edit_meeting(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> Meeting:
    """Change the dates of a meeting.

    A meeting that moves takes its other dates along, unless they are changed too.

    Raises:
        BadDatesError: papers would go out after the meeting.
    """
    meeting = find(session, Meeting, number)
    moved = dict(changes)
    if "held_on" in moved and moved["held_on"] != meeting.held_on:
        by = moved["held_on"] - meeting.held_on
        moved.setdefault("papers_due", meeting.papers_due + by)
        moved.setdefault("translation_due", meeting.translation_due + by)
    edit(session, meeting, rev=rev, changes=moved)
    if meeting.papers_due > meeting.held_on:
        raise BadDatesError(meeting.papers_due, meeting.held_on)
    return meeting
