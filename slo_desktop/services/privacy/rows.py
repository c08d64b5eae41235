"""Records as rows: in the form that can be imported again, where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.school_year import TermKey
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.years import financial_year_name, year_name
from slo_desktop.services.importing.columns import KNOWN, NEEDED
from slo_desktop.services.privacy.tables import (
    BETWEEN,
    People,
    both,
    clock,
    code,
    codes,
    day,
    many,
    pounds,
    yes,
)
from slo_desktop.storage.models import (
    Action,
    Evidence,
    LearningImpact,
    LearningRecord,
    Person,
    Priority,
    SuccessCriterion,
    TermUpdate,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.domain.importing import ImportKind
    from slo_desktop.services.privacy.tables import Row

BATCH = 500


def headings(kind: ImportKind) -> Sequence[str]:
    """Headings of a table that can be imported, the needed ones first."""
    first = [name for name in ("ref", *NEEDED[kind]) if name in KNOWN[kind]]
    left_out = {"source_family", *both("reflection", Bilingual())}
    rest = sorted(KNOWN[kind] - set(first) - left_out)
    return list(dict.fromkeys([*first, "title_cy", "title_en", *rest]))


class Rows:
    """The rows of one school; what lies in the bin is left out.

    Args:
        session: a copy of the data file, or the file itself for a moment.
        file_names: what each attachment is called in the export, by its number.
    """

    def __init__(self, session: Session, file_names: Mapping[int, str]) -> None:
        self.session = session
        self.file_names = file_names
        everybody = sa.select(Person).where(Person.binned_at.is_(None))
        self.people = People(session.scalars(everybody.order_by(Person.id)))

    def evidence(self) -> Iterator[Row]:
        """What can be imported as evidence."""
        query = sa.select(Evidence).where(Evidence.binned_at.is_(None))
        in_order = query.order_by(Evidence.happened_on, Evidence.id)
        for record in self.session.scalars(
            in_order.options(selectinload("*")).execution_options(yield_per=BATCH)
        ):
            files = (self.file_names.get(f.id, "") for f in record.attachments)
            yield {
                "ref": record.ref,
                "happened_on": day(record.happened_on),
                "happened_until": day(record.happened_until),
                **both("title", record.title),
                **both("note", record.note),
                "kind": code(record.kind, "evidence-kinds"),
                "worked": record.worked.value if record.worked else "",
                "contains_pupil_data": yes(record.has_pupil_data),
                "elements": many(map(frameworks().short, record.elements)),
                "priority_ref": many(_refs(record.priorities)),
                "action_ref": many(_refs(record.actions)),
                "people": self.people.call_all(_live(record.people)),
                "attachments": many(name for name in files if name),
            }

    def plan(self) -> Iterator[Row]:
        """What can be imported as a plan: each priority, then its actions."""
        query = sa.select(Priority).where(Priority.binned_at.is_(None))
        in_order = query.order_by(Priority.school_year, Priority.position, Priority.id)
        for priority in self.session.scalars(in_order).all():
            yield self._priority(priority)
            mine = sa.select(Action).where(
                Action.priority_id == priority.id, Action.binned_at.is_(None)
            )
            in_order_too = mine.order_by(Action.position, Action.id)
            for action in self.session.scalars(in_order_too).all():
                yield self._action(action)

    def _priority(self, record: Priority) -> Row:
        return {
            "level": "priority",
            "ref": record.ref,
            "school_year": year_name(record.school_year),
            **both("title", record.title),
            **both("rationale", record.rationale),
            **both("outcome", record.outcome),
            **both("end_of_year", record.end_of_year),
            "owner": self.people.call(record.lead) if record.lead else "",
            "status": record.status.value,
            "success_state": record.success_state or "",
            "national_priority": codes(
                record.national_priorities, "national-priorities"
            ),
            "inspection_area": codes(record.inspection_areas, "estyn-areas"),
            "plan_contents": codes(record.plan_contents, "sdp-contents"),
            "elements": many(map(frameworks().short, record.elements)),
            **self._criteria(
                SuccessCriterion.priority_id == record.id,
                SuccessCriterion.action_id.is_(None),
            ),
        }

    def _action(self, record: Action) -> Row:
        year = record.financial_year
        return {
            "level": "action",
            "ref": record.ref,
            "parent_ref": record.priority.ref,
            "school_year": year_name(record.priority.school_year),
            **both("title", record.title),
            **both("resources", record.resources),
            **both("monitoring", record.monitoring),
            "owner": self.people.call_all(_live(record.owners)),
            "starts": day(record.starts),
            "due": day(record.due),
            "status": record.status.value,
            "cost": pounds(record.cost_pence),
            "spent": pounds(record.spent_pence),
            "funding_source": code(record.funding_source, "funding-sources"),
            "financial_year": financial_year_name(year) if year else "",
            "elements": many(map(frameworks().short, record.elements)),
            **self._criteria(SuccessCriterion.action_id == record.id),
            **self._progress(record),
        }

    def _criteria(self, *mine: sa.ColumnElement[bool]) -> dict[str, str]:
        """All criteria in one cell; the file has room for one state."""
        query = sa.select(SuccessCriterion).where(
            *mine, SuccessCriterion.binned_at.is_(None)
        )
        in_order = query.order_by(SuccessCriterion.position, SuccessCriterion.id)
        found = self.session.scalars(in_order).all()
        if not found:
            return {}
        state = {"success_state": found[0].state.value} if mine[1:] == () else {}
        return _joined("success", [each.text for each in found]) | state

    def _progress(self, record: Action) -> dict[str, str]:
        query = sa.select(TermUpdate).where(
            TermUpdate.action_id == record.id, TermUpdate.binned_at.is_(None)
        )
        found = self.session.scalars(
            query.order_by(TermUpdate.written_on, TermUpdate.id)
        ).all()
        cells: dict[str, str] = {}
        for term in TermKey:
            texts = [update.text for update in found if update.term is term]
            cells |= _joined(f"progress_{term}", texts)
        return cells

    def learning(self) -> Iterator[Row]:
        """What can be imported as professional learning; reflections stay private."""
        query = sa.select(LearningRecord).where(LearningRecord.binned_at.is_(None))
        in_order = query.order_by(LearningRecord.starts_on, LearningRecord.id)
        for record in self.session.scalars(
            in_order.options(selectinload("*")).execution_options(yield_per=BATCH)
        ):
            yield {
                "ref": record.ref,
                "date": day(record.starts_on),
                "until": day(record.ends_on),
                **both("title", record.title),
                **both("intended", record.intended),
                **both("applied", record.applied),
                "kind": code(record.kind, "learning-kinds"),
                "people": self.people.call_all(_live(record.people)),
                "role_groups": codes(record.role_groups, "role-groups"),
                "hours": clock(record.minutes),
                "provider": record.provider,
                "cost": pounds(record.cost_pence),
                "grant": code(record.funding_source, "funding-sources"),
                "elements": many(map(frameworks().short, record.elements)),
                "standard": codes(record.standards, "professional-standards"),
                "hallmarks": codes(record.hallmarks, "hallmarks"),
                "action_ref": many(_refs(record.actions)),
                "review_date": day(record.review_on),
                **self._impact(record),
            }

    def _impact(self, record: LearningRecord) -> dict[str, str]:
        """The highest level that was judged; the others are in the JSON."""
        query = sa.select(LearningImpact).where(
            LearningImpact.learning_id == record.id, LearningImpact.binned_at.is_(None)
        )
        found = self.session.scalars(query.order_by(LearningImpact.level)).all()
        if not found:
            return {}
        highest = found[-1]
        level = {"impact_level": code(highest.level, "impact-levels")}
        return both("impact", highest.text) | level


def _joined(name: str, texts: Sequence[Bilingual]) -> dict[str, str]:
    return {
        f"{name}_{language}": "\n".join(filter(None, (t.text(language) for t in texts)))
        for language in Language
    }


def _live(people: Iterable[Person]) -> list[Person]:
    return [person for person in people if person.binned_at is None]


def _refs(records: Iterable[Priority | Action]) -> list[str]:
    return [record.ref for record in records if record.binned_at is None]


__all__ = ["BETWEEN", "Rows", "headings"]
