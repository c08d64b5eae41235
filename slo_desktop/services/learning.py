"""Professional learning: record it, tie it to what it serves, say what came of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.errors import BadDatesError
from slo_desktop.domain.learning import (
    DUE_SOON,
    LearningDetail,
    LearningFilter,
    LearningGroup,
    LearningListing,
    LearningSummary,
    View,
    took_part,
)
from slo_desktop.domain.school_year import school_year_span
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.records import (
    edit,
    find,
    put_in_bin,
    refuse_binned,
    restore,
    with_records,
    with_texts,
)
from slo_desktop.services.refs import next_learning_ref
from slo_desktop.storage import learning as queries
from slo_desktop.storage.models.learning import LearningImpact, LearningRecord
from slo_desktop.storage.people import people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session


REVIEW_AFTER = dt.timedelta(weeks=26)
"""An impact is looked at two terms later, unless somebody says otherwise."""


def record_learning(session: Session, values: Mapping[str, Any]) -> LearningRecord:
    """Write down something that was learnt.

    Args:
        session: a signed session.
        values: fields as `edit_learning` takes them; `starts_on` is among them.

    Raises:
        BadDatesError: it ended before it began.
        RecordNotFoundError: it names somebody or something that is not here.
    """
    built = with_texts(LearningRecord, with_records(session, LearningRecord, values))
    starts_on = built["starts_on"]
    built.setdefault("ref", next_learning_ref(session, starts_on))
    if not built.get("review_on"):
        built["review_on"] = (built.get("ends_on") or starts_on) + REVIEW_AFTER
    record = LearningRecord(**built)
    _check_dates(record)
    session.add(record)
    session.flush()
    return record


def edit_learning(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> LearningRecord:
    """Change some fields of a learning record.

    Args:
        session: a signed session.
        number: which.
        rev: revision the person saw.
        changes: new values by field, as `services/records.py` takes them, but people,
            actions and evidence by their numbers, and elements by their codes.

    Raises:
        CollisionError: somebody changed it since it was opened.
        BadDatesError: it would end before it began.
    """
    record = find(session, LearningRecord, number)
    _check_dates(record, changes)
    return edit(
        session, record, rev=rev, changes=with_records(session, LearningRecord, changes)
    )


def bin_learning(session: Session, number: int) -> LearningRecord:
    """Put a learning record in the bin."""
    record = find(session, LearningRecord, number)
    put_in_bin(session, record)
    return record


def restore_learning(session: Session, number: int) -> LearningRecord:
    """Bring a learning record back from the bin."""
    record = find(session, LearningRecord, number)
    restore(session, record)
    return record


def add_impact(
    session: Session, number: int, values: Mapping[str, Any]
) -> LearningImpact:
    """Say what came of something learnt, at one level of impact."""
    record = find(session, LearningRecord, number)
    refuse_binned(record)
    impact = LearningImpact(learning=record, **with_texts(LearningImpact, values))
    session.add(impact)
    session.flush()
    return impact


def edit_impact(
    session: Session, number: int, *, rev: int | None, changes: Mapping[str, Any]
) -> LearningImpact:
    """Change what is said about an impact."""
    impact = find(session, LearningImpact, number)
    refuse_binned(impact.learning)
    return edit(session, impact, rev=rev, changes=changes)


def bin_impact(session: Session, number: int) -> LearningImpact:
    """Take back what was said about an impact."""
    impact = find(session, LearningImpact, number)
    put_in_bin(session, impact)
    return impact


def learning_listing(
    session: Session, wanted: LearningFilter, today: dt.date
) -> LearningListing:
    """The professional learning that a filter shows, grouped as asked."""
    waiting = queries.learning_to_review(session, today + DUE_SOON, today=today)
    span = school_year_span(wanted.year)
    rows, others = (
        waiting
        if wanted.review_due
        else queries.learning_during(session, span, today=today, text=wanted.text)
    )
    return LearningListing(
        groups=tuple(_grouped(session, rows, wanted.view)),
        years=queries.years_with_learning(session),
        by_group=tuple(_by_group(rows)),
        minutes=sum(row.minutes for row in rows),
        records=len(rows),
        reviews_due=len(waiting[0]),
        unreadable=others,
    )


def learning_detail(session: Session, number: int, today: dt.date) -> LearningDetail:
    """A learning record with all it is tied to.

    Raises:
        RecordNotFoundError: there is none.
    """
    return queries.learning_detail(
        session, find(session, LearningRecord, number), today
    )


def _grouped(
    session: Session, rows: Sequence[LearningSummary], view: View
) -> Iterator[LearningGroup]:
    match view:
        case View.PERSON:
            yield from _by_person(session, rows)
        case View.KIND:
            yield from _by_kind(rows)
        case View.DATE:
            yield from _by_month(rows)


def _by_month(rows: Sequence[LearningSummary]) -> Iterator[LearningGroup]:
    months: dict[dt.date, list[LearningSummary]] = defaultdict(list)
    for row in rows:
        months[row.starts_on.replace(day=1)].append(row)
    for day, found in months.items():
        yield LearningGroup(rows=tuple(found), day=day)


def _by_person(
    session: Session, rows: Sequence[LearningSummary]
) -> Iterator[LearningGroup]:
    for person in people(session):
        mine = tuple(
            row
            for row in rows
            if took_part(person, row.people, row.groups, row.starts_on)
        )
        if mine:
            yield LearningGroup(rows=mine, person=person)


def _by_kind(rows: Sequence[LearningSummary]) -> Iterator[LearningGroup]:
    kinds: list[str | None] = [e.code for e in frameworks().learning_kinds]
    for kind in [*kinds, None]:
        found = tuple(row for row in rows if row.kind == kind)
        if found:
            yield LearningGroup(rows=found, kind=kind)


def _by_group(rows: Sequence[LearningSummary]) -> Iterator[tuple[str, int]]:
    """Minutes for each group of kinds that has any, in the file's order."""
    lists = frameworks()
    for group in lists.learning_groups:
        kinds = {
            e.code for e in lists.learning_kinds if e.extra.get("group") == group.short
        }
        if minutes := sum(row.minutes for row in rows if row.kind in kinds):
            yield group.code, minutes


def _check_dates(
    record: LearningRecord, changes: Mapping[str, Any] | None = None
) -> None:
    coming = changes or {}
    start = coming.get("starts_on", record.starts_on)
    end = coming.get("ends_on", record.ends_on)
    if end is not None and start is not None and end < start:
        raise BadDatesError(start, end)
