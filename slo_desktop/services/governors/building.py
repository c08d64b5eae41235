"""Puts the whole report together, as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.attachments import PICTURES, Consent
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.governors import (
    ActionProgress,
    Criterion,
    DimensionSources,
    EvidenceItem,
    GovernorsReport,
    Impact,
    LearningItem,
    Naming,
    Photo,
    PriorityProgress,
    Standing,
    TermNote,
)
from slo_desktop.domain.school_year import Span, school_year_span
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.elements import family_of
from slo_desktop.services.governors.choosing import chosen_by_default
from slo_desktop.services.governors.naming import called, groups_named, named
from slo_desktop.services.governors.news import news, standing_of
from slo_desktop.services.governors.period import Period, period_for
from slo_desktop.storage import governors as queries
from slo_desktop.storage import plan
from slo_desktop.storage.elements import evidence_counts
from slo_desktop.storage.school import the_school

Each = TypeVar("Each")
Key = TypeVar("Key")

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models import (
        Action,
        Attachment,
        Evidence,
        LearningImpact,
        LearningRecord,
        Priority,
        SuccessCriterion,
        TermUpdate,
    )
    from slo_desktop.storage.objects import ObjectStore

MAY_BE_SHOWN = frozenset({Consent.NOBODY_SHOWN, Consent.GIVEN})


def governors_report(
    session: Session,
    objects: ObjectStore,
    *,
    today: dt.date,
    meeting: dt.date | None = None,
    since: dt.date | None = None,
    naming: Naming = Naming.ROLES,
    chosen: Collection[int] | None = None,
) -> GovernorsReport:
    """Everything governors receive, read from the database once.

    Args:
        session: may be read-only.
        objects: where the photos are kept.
        today: the last day told of, unless the meeting is before it.
        meeting: the next one unless given.
        since: the meeting before it unless given.
        naming: how to speak of people.
        chosen: numbers of the evidence to show; the newest of each priority, and
            nothing with pupil data, unless given.

    Raises:
        NoSchoolError: the first run is not over.
        BadDatesError: the period would end before it starts.
    """
    school = the_school(session)
    period = period_for(session, today=today, meeting=meeting, since=since)
    builder = _Builder(session, objects, period, naming)
    learning = queries.learning_between(session, period.during)
    return GovernorsReport(
        school=school.name,
        meeting=period.meeting,
        since=period.during.start,
        until=period.during.end,
        year=period.year,
        first=school.first_column,
        naming=naming,
        news=news(
            session,
            period.during,
            builder.actions,
            builder.notes,
            learning=len(learning),
        ),
        priorities=builder.priorities_with_actions(),
        dimensions=tuple(_dimensions(session, period)),
        evidence=builder.evidence(chosen),
        learning=builder.learning(learning),
    )


class _Builder:
    """Reads the plan once and turns records into values."""

    def __init__(
        self, session: Session, objects: ObjectStore, period: Period, naming: Naming
    ) -> None:
        self.session = session
        self.objects = objects
        self.during = period.during
        self.naming = naming
        self.priorities = plan.priorities_of(session, period.year)
        self.numbers = {p.id: n for n, p in enumerate(self.priorities, start=1)}
        self.actions = plan.actions_of(session, list(self.numbers))
        self.criteria = _grouped(
            plan.criteria_of(session, list(self.numbers)),
            lambda each: (each.priority_id, each.action_id),
        )
        self.notes = _grouped(
            plan.updates_of(session, [action.id for action in self.actions]),
            lambda each: each.action_id,
        )

    def priorities_with_actions(self) -> tuple[PriorityProgress, ...]:
        """The plan of the year."""
        return tuple(self._priority(priority) for priority in self.priorities)

    def _priority(self, priority: Priority) -> PriorityProgress:
        mine = [a for a in self.actions if a.priority_id == priority.id]
        return PriorityProgress(
            ref=priority.ref,
            number=self.numbers[priority.id],
            title=priority.title,
            outcome=priority.outcome,
            lead=called(priority.lead, self.naming) if priority.lead else None,
            standing=Standing.of(priority.status),
            elements=_short(priority.elements),
            criteria=_criteria(self.criteria.get((priority.id, None), ())),
            actions=tuple(self._action(action) for action in mine),
        )

    def _action(self, action: Action) -> ActionProgress:
        mine = self.criteria.get((action.priority_id, action.id), ())
        return ActionProgress(
            ref=action.ref,
            title=action.title,
            owners=named(action.owners, self.naming),
            due=action.due,
            standing=standing_of(action, self.during.end),
            cost_pence=action.cost_pence,
            criteria=_criteria(mine),
            notes=tuple(map(_note, self.notes.get(action.id, ()))),
        )

    def evidence(self, chosen: Collection[int] | None) -> tuple[EvidenceItem, ...]:
        """What was chosen, in order of priority, the newest first."""
        if chosen is None:
            links = queries.linked_evidence(
                self.session, list(self.numbers), self.during
            )
            chosen = chosen_by_default(links)
        items = map(self._item, queries.evidence_by_number(self.session, chosen))
        return tuple(sorted(items, key=_by_priority))

    def _item(self, record: Evidence) -> EvidenceItem:
        serves = {priority.id for priority in record.priorities}
        serves |= {action.priority_id for action in record.actions}
        numbers = sorted(self.numbers[p] for p in serves if p in self.numbers)
        pictures = _pictures(record)
        photos = tuple(self._photo(each) for each in pictures if self._leaves(each))
        return EvidenceItem(
            ref=record.ref,
            day=record.happened_on,
            until=record.happened_until,
            title=record.title,
            note=record.note,
            kind=_label(record.kind),
            worked=record.worked,
            elements=_short(record.elements),
            priorities=tuple(map(str, numbers)),
            people=named(record.people, self.naming),
            photos=photos,
            photos_kept_back=len(pictures) - len(photos),
            has_pupil_data=record.has_pupil_data,
        )

    def _leaves(self, picture: Attachment) -> bool:
        allowed = picture.may_leave and picture.consent in MAY_BE_SHOWN
        return allowed and self.objects.path(picture.sha256).is_file()

    def _photo(self, picture: Attachment) -> Photo:
        return Photo(
            sha256=picture.sha256,
            path=self.objects.path(picture.sha256),
            caption=picture.caption,
        )

    def learning(self, records: Sequence[LearningRecord]) -> tuple[LearningItem, ...]:
        """Professional learning of the period, with what came of it."""
        impacts = _grouped(
            queries.impacts_of(self.session, [record.id for record in records]),
            lambda each: each.learning_id,
        )
        return tuple(
            LearningItem(
                ref=record.ref,
                day=record.starts_on,
                until=record.ends_on,
                title=record.title,
                kind=_label(record.kind),
                who=(
                    *groups_named(record.role_groups),
                    *named(record.people, self.naming),
                ),
                minutes=record.minutes,
                applied=record.applied,
                impacts=tuple(map(_impact, impacts.get(record.id, ()))),
                review_on=record.review_on,
            )
            for record in records
        )


def _pictures(record: Evidence) -> list[Attachment]:
    kept = (each for each in record.attachments if each.binned_at is None)
    pictures = (each for each in kept if each.media_type in PICTURES)
    return sorted(pictures, key=lambda each: each.id)


def _grouped(
    records: Sequence[Each], key: Callable[[Each], Key]
) -> dict[Key, list[Each]]:
    grouped: dict[Key, list[Each]] = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)
    return grouped


def _criteria(records: Sequence[SuccessCriterion]) -> tuple[Criterion, ...]:
    return tuple(Criterion(text=each.text, state=each.state) for each in records)


def _note(update: TermUpdate) -> TermNote:
    return TermNote(term=update.term, written_on=update.written_on, text=update.text)


def _impact(impact: LearningImpact) -> Impact:
    level = _label(impact.level)
    return Impact(
        level=level or Bilingual.of(cy=impact.level, en=impact.level),
        text=impact.text,
        judged_on=impact.judged_on,
    )


def _label(code: str | None) -> Bilingual | None:
    entry = frameworks().entry(code) if code else None
    return entry.name if entry else None


def _by_priority(item: EvidenceItem) -> float:
    return float(item.priorities[0]) if item.priorities else inf


def _short(codes: Collection[str]) -> tuple[str, ...]:
    known = {entry.code for entry in frameworks().elements}
    return tuple(frameworks().short(code) for code in sorted(codes) if code in known)


def _dimensions(session: Session, period: Period) -> Iterator[DimensionSources]:
    year = school_year_span(period.year)
    now = _families(session, Span(year.start, period.during.end))
    before = _families(session, school_year_span(period.year - 1))
    for dimension in frameworks().dimensions:
        number = int(dimension.short)
        mine = [
            element.code
            for element in frameworks().elements
            if frameworks().dimension_of(element.code) == number
        ]
        yield DimensionSources(
            number=dimension.short,
            name=dimension.name,
            now=_average(now, mine),
            before=_average(before, mine),
        )


def _families(session: Session, during: Span) -> Mapping[str, set[str]]:
    families: dict[str, set[str]] = defaultdict(set)
    for code, kind, _records, _newest in evidence_counts(session, during):
        if family := family_of(kind):
            families[code].add(family.code)
    return families


def _average(families: Mapping[str, set[str]], elements: Sequence[str]) -> float:
    return sum(len(families.get(code, ())) for code in elements) / len(elements)
