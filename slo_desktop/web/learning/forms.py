"""Forms about professional learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from slo_desktop.domain.limits import TITLE_CHARACTERS
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.dates import day_month
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.typed_dates import Near
from slo_desktop.web.forms import (
    ChoicesField,
    NeedsTitle,
    RecordForm,
    required,
    text_limit,
)
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import DayField, HoursField, PoundsField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from slo_desktop.domain.frameworks import Entry
    from slo_desktop.storage.models.learning import LearningImpact, LearningRecord
    from slo_desktop.web.learning.choices import LinkChoices

Choice = tuple[Any, str]


def _or_nothing(value: str | None) -> str | None:
    return value or None


def _named(entries: Iterable[Entry]) -> list[Choice]:
    language = current_language()
    return [(entry.code, entry.label(language)) for entry in entries]


class LearningForm(RecordForm):
    """Something that was learnt."""

    starts_on = DayField(
        N_("When it began"), [required(_l("Write a date like this: 22/11/2026."))]
    )
    ends_on = DayField(N_("Until, if it lasted longer"))
    kind = SelectField(N_("Kind of learning"), coerce=_or_nothing)
    minutes = HoursField(N_("Hours for each person"))
    provider = StringField(N_("Who provided it"), [text_limit(200)])
    cost_pence = PoundsField(N_("Cost"))
    funding_source = SelectField(N_("Paid from"), coerce=_or_nothing)
    review_on = DayField(N_("Look at the impact on"), near=Near.COMING)
    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    intended_cy = TextAreaField(N_("What it is meant to change"), [text_limit()])
    intended_en = TextAreaField(N_("What it is meant to change"), [text_limit()])
    applied_cy = TextAreaField(N_("What was put to use"), [text_limit()])
    applied_en = TextAreaField(N_("What was put to use"), [text_limit()])
    people = ChoicesField(N_("People"), coerce=int)
    role_groups = ChoicesField(N_("Whole groups"))
    elements = ChoicesField(N_("Elements"))
    actions = ChoicesField(N_("Actions it serves"), coerce=int)
    evidence = ChoicesField(N_("Evidence of it"), coerce=int)
    standards = ChoicesField(N_("Professional standards"))
    hallmarks = ChoicesField(N_("Hallmarks"))

    started: dt.date | None = None
    """When the record says it began, for a request that changes only its end."""

    def offer(self, choices: LinkChoices) -> None:
        """Say what can be chosen, in the person's language."""
        lists, language = frameworks(), current_language()
        self.kind.choices = kind_choices(_("Not said"))
        self.funding_source.choices = [("", "–"), *_named(lists.funding_sources)]
        self.people.choices = [(p.id, p.name) for p in choices.people]
        self.role_groups.choices = _named(lists.role_groups)
        self.elements.choices = _named(lists.elements)
        self.actions.choices = [
            (a.id, f"{a.ref} {a.title.shown(language).text}") for a in choices.actions
        ]
        self.evidence.choices = [
            (
                e.id,
                f"{day_month(e.happened_on, language)}: {e.title.shown(language).text}",
            )
            for e in choices.evidence
        ]
        self.standards.choices = _named(lists.standards)
        self.hallmarks.choices = _named(lists.hallmarks)

    def validate_ends_on(self, field: DayField) -> None:
        """An end that lies before the start is a slip of the hand."""
        start = self.starts_on.data or self.started
        if field.data and start and field.data < start:
            raise StopValidation(_("The end comes before the start."))


class NewLearningForm(NeedsTitle, LearningForm):
    """Something that is written down now."""


class ReflectionForm(RecordForm):
    """A private reflection, which never leaves the program."""

    reflection_cy = TextAreaField(N_("Private reflection"), [text_limit()])
    reflection_en = TextAreaField(N_("Private reflection"), [text_limit()])


class ImpactForm(RecordForm):
    """What came of it, at one level."""

    level = SelectField(N_("Level of impact"))
    judged_on = DayField(N_("Looked at on"))
    text_cy = TextAreaField(N_("What is different now"), [text_limit()])
    text_en = TextAreaField(N_("What is different now"), [text_limit()])

    def offer(self, number: int | str) -> None:
        """Say what can be chosen, and keep ids apart from those of other impacts."""
        self.level.choices = _named(frameworks().impact_levels)
        for field in self:
            field.id = f"impact-{number}-{field.name}"


def learning_form(record: LearningRecord, choices: LinkChoices) -> LearningForm:
    """The form as a record fills it."""
    form = LearningForm.of(
        record,
        elements=list(record.elements),
        people=[person.id for person in record.people],
        actions=[action.id for action in record.actions],
        evidence=[each.id for each in record.evidence],
    )
    form.offer(choices)
    return form


def impact_form(impact: LearningImpact) -> ImpactForm:
    """The form as an impact fills it."""
    form = ImpactForm.of(impact)
    form.offer(impact.id)
    return form


def kind_choices(nothing: str) -> dict[str, list[Choice]]:
    """Kinds of learning by group; the empty choice stands first, in no group."""
    language = current_language()
    grouped: dict[str, list[Choice]] = {"": [("", nothing)]}
    for group in frameworks().learning_groups:
        kinds = [
            (kind.code, kind.label(language))
            for kind in frameworks().learning_kinds
            if kind.extra.get("group") == group.short
        ]
        if kinds:
            grouped[group.label(language)] = kinds
    return grouped
