"""Forms of the plan: priorities, actions, criteria, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from slo_desktop.domain.plan import ActionStatus, CriterionState
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.typed_dates import Near
from slo_desktop.web.forms import (
    ChoicesField,
    NeedsTitle,
    RecordForm,
    text_limit,
)
from slo_desktop.web.plan import choices
from slo_desktop.web.typed import DayField, PoundsField

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.plan import Action, Priority

TITLE_CHARACTERS = 500


class NewPriorityForm(NeedsTitle, RecordForm):
    """What is asked before a priority exists."""

    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    rationale_cy = TextAreaField(N_("Why this, and why now"), [text_limit()])
    rationale_en = TextAreaField(N_("Why this, and why now"), [text_limit()])
    lead = SelectField(N_("Lead"), coerce=choices.optional(int))

    def offer(self, session: Session) -> None:
        """Fill the lists."""
        self.lead.choices = choices.open_choice() + choices.everybody(session)


class PriorityForm(RecordForm):
    """A priority, saved field by field."""

    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    rationale_cy = TextAreaField(N_("Why this, and why now"), [text_limit()])
    rationale_en = TextAreaField(N_("Why this, and why now"), [text_limit()])
    outcome_cy = TextAreaField(N_("Intended outcome"), [text_limit()])
    outcome_en = TextAreaField(N_("Intended outcome"), [text_limit()])
    end_of_year_cy = TextAreaField(N_("Note at the end of the year"), [text_limit()])
    end_of_year_en = TextAreaField(N_("Note at the end of the year"), [text_limit()])
    lead = SelectField(N_("Lead"), coerce=choices.optional(int))
    status = SelectField(N_("Status"), coerce=ActionStatus)
    success_state = SelectField(
        N_("How far it succeeded"), coerce=choices.optional(CriterionState)
    )
    national_priorities = ChoicesField(N_("National priorities"))
    inspection_areas = ChoicesField(N_("Inspection areas"))
    plan_contents = ChoicesField(N_("Place in the contents of the plan"))
    elements = ChoicesField(N_("Elements"))

    @classmethod
    def filled(cls, session: Session, record: Priority) -> PriorityForm:
        """The form as it stands in the plan."""
        form = cls.of(record, lead=record.lead_id, elements=sorted(record.elements))
        form.offer(session, record)
        return form

    def offer(self, session: Session, record: Priority) -> None:
        """Fill the lists, with what the record holds already."""
        lists = frameworks()
        kept = {record.lead_id or 0}
        self.lead.choices = choices.open_choice() + choices.everybody(session, kept)
        self.status.choices = choices.states(ActionStatus)
        self.success_state.choices = choices.open_choice() + choices.states(
            CriterionState
        )
        self.elements.choices = choices.codes(lists.elements, record.elements)
        self.national_priorities.choices = choices.codes(
            lists.national_priorities, record.national_priorities
        )
        self.inspection_areas.choices = choices.codes(
            lists.inspection_areas, record.inspection_areas
        )
        self.plan_contents.choices = choices.codes(
            lists.plan_contents, record.plan_contents
        )


class NewActionForm(NeedsTitle, RecordForm):
    """What is asked before an action exists."""

    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    priority = SelectField(N_("Priority"), coerce=int)
    due = DayField(N_("Due"), near=Near.YEAR)
    cost_pence = PoundsField(N_("Planned cost"))
    funding_source = SelectField(N_("Paid from"), coerce=choices.optional(str))
    owners = ChoicesField(N_("Who does it"), coerce=int)
    elements = ChoicesField(N_("Elements"))

    def offer(self, session: Session, priorities: list[tuple[int, str]]) -> None:
        """Fill the lists."""
        lists = frameworks()
        self.priority.choices = priorities
        self.owners.choices = choices.everybody(session)
        self.elements.choices = choices.codes(lists.elements)
        sources = choices.codes(lists.funding_sources)
        self.funding_source.choices = choices.open_choice() + sources


class ActionForm(RecordForm):
    """An action, saved field by field."""

    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    status = SelectField(N_("Status"), coerce=ActionStatus)
    starts = DayField(N_("Starts"), near=Near.YEAR)
    due = DayField(N_("Due"), near=Near.YEAR)
    owners = ChoicesField(N_("Who does it"), coerce=int)
    elements = ChoicesField(N_("Elements"))
    cost_pence = PoundsField(N_("Planned cost"))
    spent_pence = PoundsField(N_("Spent so far"))
    funding_source = SelectField(N_("Paid from"), coerce=choices.optional(str))
    financial_year = SelectField(N_("Financial year"), coerce=choices.optional(int))
    resources_cy = TextAreaField(N_("Resources and time"), [text_limit()])
    resources_en = TextAreaField(N_("Resources and time"), [text_limit()])
    monitoring_cy = TextAreaField(N_("How it is monitored"), [text_limit()])
    monitoring_en = TextAreaField(N_("How it is monitored"), [text_limit()])
    monitored_by = SelectField(N_("Who monitors it"), coerce=choices.optional(int))
    monitored_on = DayField(N_("When it is monitored"), near=Near.YEAR)

    kept_dates: tuple[dt.date | None, dt.date | None] = (None, None)
    """When the saved action starts and is due."""

    @classmethod
    def filled(cls, session: Session, record: Action) -> ActionForm:
        """The form as it stands in the plan."""
        form = cls.of(
            record,
            owners=[owner.id for owner in record.owners],
            elements=sorted(record.elements),
            monitored_by=record.monitored_by_id,
        )
        form.offer(session, record)
        return form

    def offer(self, session: Session, record: Action) -> None:
        """Fill the lists, with what the record holds already."""
        lists = frameworks()
        kept = {owner.id for owner in record.owners} | {record.monitored_by_id or 0}
        people = choices.everybody(session, kept)
        source, year = record.funding_source, record.financial_year
        years = choices.financial_years(record.priority.school_year)
        self.status.choices = choices.states(ActionStatus)
        self.owners.choices = people
        self.monitored_by.choices = choices.open_choice() + people
        self.elements.choices = choices.codes(lists.elements, record.elements)
        self.funding_source.choices = choices.open_choice() + choices.codes(
            lists.funding_sources, [source] if source else []
        )
        self.financial_year.choices = (
            choices.open_choice() + years + _missing_year(year, years)
        )
        self.kept_dates = record.starts, record.due
        for day in (self.starts, self.due, self.monitored_on):
            day.within(record.priority.school_year)

    def validate_sent(self) -> bool:
        """Check what was sent, and that it is not due before it starts."""
        return super().validate_sent() and self._dates_in_order()

    def _dates_in_order(self) -> bool:
        kept_start, kept_due = self.kept_dates
        starts = self.starts.data if "starts" in self.sent else kept_start
        due = self.due.data if "due" in self.sent else kept_due
        if not (starts and due and due < starts):
            return True
        refused = self.due if "due" in self.sent else self.starts
        refused.errors = [_("It would be due before it starts.")]
        return False


class CriterionForm(RecordForm):
    """One success criterion."""

    text_cy = TextAreaField(N_("What will be seen"), [text_limit()])
    text_en = TextAreaField(N_("What will be seen"), [text_limit()])
    state = SelectField(N_("Status"), coerce=CriterionState)

    def offer(self) -> None:
        """Fill the list."""
        self.state.choices = choices.states(CriterionState)


class NewCriterionForm(RecordForm):
    """What is asked before a criterion exists."""

    text_cy = TextAreaField(N_("What will be seen"), [text_limit()])
    text_en = TextAreaField(N_("What will be seen"), [text_limit()])

    def validate_text_cy(self, field: TextAreaField) -> None:
        """One language is enough, none is not."""
        if not (str(field.data or "").strip() or str(self.text_en.data or "").strip()):
            raise StopValidation(_("Write it in Welsh or in English."))


class UpdateForm(RecordForm):
    """What is said about an action in one term."""

    text_cy = TextAreaField(N_("How it is going"), [text_limit()])
    text_en = TextAreaField(N_("How it is going"), [text_limit()])
    status = SelectField(N_("Status at that time"), coerce=ActionStatus)

    def offer(self) -> None:
        """Fill the list."""
        self.status.choices = choices.states(ActionStatus)


def _missing_year(year: int | None, offered: choices.Choices) -> choices.Choices:
    known = {value for value, _label in offered}
    return choices.financial_years(year)[1:2] if year and year not in known else []
