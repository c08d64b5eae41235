"""Puts the whole report together, as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.governors import (
    ActionProgress,
    EvidenceItem,
    GovernorsReport,
    LearningItem,
    Naming,
    Photo,
    PriorityProgress,
    Standing,
)
from slo_desktop.services.governors import values
from slo_desktop.services.governors.choosing import chosen_by_default
from slo_desktop.services.governors.naming import called, groups_named, named
from slo_desktop.services.governors.news import news, standing_of
from slo_desktop.services.governors.period import Period, period_for
from slo_desktop.services.governors.sources import dimensions
from slo_desktop.storage import governors as queries
from slo_desktop.storage import plan
from slo_desktop.storage.school import the_school

Each = TypeVar("Each")
Key = TypeVar("Key")

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models import (
        Action,
        Attachment,
        Evidence,
        LearningImpact,
        LearningRecord,
        Priority,
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
    learning = builder.learning(queries.learning_between(session, period.during))
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
            learning=sum(not item.is_earlier for item in learning),
        ),
        priorities=builder.priorities_with_actions(),
        dimensions=tuple(dimensions(session, period)),
        evidence=builder.evidence(chosen),
        learning=learning,
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
            elements=values.short_codes(priority.elements),
            criteria=values.criteria(self.criteria.get((priority.id, None), ())),
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
            criteria=values.criteria(mine),
            notes=tuple(map(values.note, self.notes.get(action.id, ()))),
        )

    def evidence(self, chosen: Collection[int] | None) -> tuple[EvidenceItem, ...]:
        """What was chosen, in order of priority, the newest first."""
        if chosen is None:
            links = queries.linked_evidence(
                self.session, list(self.numbers), self.during
            )
            chosen = chosen_by_default(links)
        items = map(self._item, queries.evidence_by_number(self.session, chosen))
        return tuple(sorted(items, key=values.by_priority))

    def _item(self, record: Evidence) -> EvidenceItem:
        serves = {priority.id for priority in record.priorities}
        serves |= {action.priority_id for action in record.actions}
        numbers = sorted(self.numbers[p] for p in serves if p in self.numbers)
        pictures = values.pictures_of(record)
        photos = tuple(self._photo(each) for each in pictures if self._leaves(each))
        return EvidenceItem(
            ref=record.ref,
            day=record.happened_on,
            until=record.happened_until,
            title=record.title,
            note=record.note,
            kind=values.label(record.kind),
            worked=record.worked,
            elements=values.short_codes(record.elements),
            priorities=tuple(map(str, numbers)),
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
        """Professional learning of the period, with what came of it.

        Of what began before it, only what has come of it since.
        """
        impacts = _grouped(
            queries.impacts_of(self.session, [record.id for record in records]),
            lambda each: each.learning_id,
        )
        return tuple(
            self._learning(record, impacts.get(record.id, ())) for record in records
        )

    def _learning(
        self, record: LearningRecord, impacts: Sequence[LearningImpact]
    ) -> LearningItem:
        item = LearningItem(
            ref=record.ref,
            day=record.starts_on,
            until=record.ends_on,
            title=record.title,
            kind=values.label(record.kind),
            who=(
                *groups_named(record.role_groups),
                *named(record.people, self.naming),
            ),
            minutes=record.minutes,
            applied=record.applied,
            impacts=tuple(map(values.impact, impacts)),
            review_on=record.review_on,
        )
        return item.since(self.during)


def _grouped(
    records: Sequence[Each], key: Callable[[Each], Key]
) -> dict[Key, list[Each]]:
    grouped: dict[Key, list[Each]] = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)
    return grouped
