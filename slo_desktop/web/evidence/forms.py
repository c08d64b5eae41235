"""Forms about evidence, and about the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Form,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation

from slo_desktop.domain.attachments import Consent
from slo_desktop.domain.evidence import Gap, Worked
from slo_desktop.domain.limits import TITLE_CHARACTERS
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.i18n.labels import consent_label, worked_label
from slo_desktop.i18n.years import year_name
from slo_desktop.web.choices import by_year, element_choices, kind_choices
from slo_desktop.web.evidence.filters import gap_words
from slo_desktop.web.forms import (
    ChoicesField,
    NeedsTitle,
    RecordForm,
    text_limit,
)
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import DayField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from slo_desktop.domain.evidence import EvidenceFilter, LinkChoices
    from slo_desktop.domain.people import PersonSummary
    from slo_desktop.storage.models.evidence import Evidence

Choice = tuple[Any, str]


def _or_nothing(value: str | None) -> str | None:
    return value or None


def _worked(value: str | None) -> Worked | None:
    return Worked(value) if value else None


def _needed(_form: EvidenceForm, field: DayField) -> None:
    if field.data is None:
        raise StopValidation(_("Write a date like this: 22/11/2026."))


def _after_start(form: EvidenceForm, field: DayField) -> None:
    """An end that lies before the start is a slip of the hand."""
    start = form.happened_on.data or form.started
    if field.data and start and field.data < start:
        raise StopValidation(_("The end comes before the start."))


class EvidenceForm(RecordForm):
    """A piece of evidence."""

    happened_on = DayField(N_("When it happened"), [_needed])
    happened_until = DayField(N_("Until, if it lasted longer"), [_after_start])
    kind = SelectField(N_("Kind of evidence"), coerce=_or_nothing)
    worked = SelectField(N_("Did it work?"), coerce=_worked)
    has_pupil_data = BooleanField(N_("Contains pupil data"))
    title_cy = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    title_en = StringField(N_("Title"), [text_limit(TITLE_CHARACTERS)])
    note_cy = TextAreaField(N_("What was seen, and what it shows"), [text_limit()])
    note_en = TextAreaField(N_("What was seen, and what it shows"), [text_limit()])
    elements = ChoicesField(N_("Elements"))
    people = ChoicesField(N_("People"), coerce=int)
    priorities = ChoicesField(N_("Priorities"), coerce=int)
    actions = ChoicesField(N_("Actions"), coerce=int)

    started: dt.date | None = None
    """When the record says it began, for a request that changes only its end."""

    def offer(self, choices: LinkChoices) -> None:
        """Say what can be chosen, in the person's language."""
        language = current_language()
        self.kind.choices = kind_choices(_("Not said"))
        self.worked.choices = worked_choices(_("Not said"))
        self.elements.choices = [
            (entry.code, entry.label(language)) for entry in frameworks().elements
        ]
        self.people.choices = [(p.id, p.name) for p in choices.people]
        self.priorities.choices = by_year(choices.priorities)
        self.actions.choices = by_year(choices.actions)


class NewEvidenceForm(NeedsTitle, EvidenceForm):
    """A piece of evidence that is written down now, with its files."""

    files = MultipleFileField(N_("Photos and files"))

    @property
    def values(self) -> dict[str, Any]:
        """What is written down; files go their own way."""
        return {name: v for name, v in self.changes.items() if name != "files"}


def evidence_form(evidence: Evidence, choices: LinkChoices) -> EvidenceForm:
    """The form as a record fills it."""
    form = EvidenceForm.of(
        evidence,
        elements=list(evidence.elements),
        people=[person.id for person in evidence.people],
        priorities=[priority.id for priority in evidence.priorities],
        actions=[action.id for action in evidence.actions],
    )
    form.offer(choices)
    return form


class AttachForm(FlaskForm):
    """Files that come beside a record."""

    files = MultipleFileField(N_("Add photos or files"))


class FileForm(RecordForm):
    """What is known about an attached file."""

    caption_cy = StringField(N_("What it shows"), [text_limit(TITLE_CHARACTERS)])
    caption_en = StringField(N_("What it shows"), [text_limit(TITLE_CHARACTERS)])
    consent = SelectField(N_("People in the picture"), coerce=Consent)
    may_leave = BooleanField(N_("May leave the school"))

    number = 0
    """Which file this is about."""

    def offer(self, number: int) -> None:
        """Say what can be chosen, and keep ids apart from those of other files."""
        self.number = number
        language = current_language()
        self.consent.choices = [(c.value, consent_label(c, language)) for c in Consent]
        for field in self:
            field.id = f"file-{number}-{field.name}"


class FilterForm(Form):
    """The rarer questions of the filter."""

    year = SelectField(N_("School year"), id="filter-year")
    person = SelectField(N_("Who"), id="filter-person")
    element = SelectField(N_("Element"), id="filter-element")
    kind = SelectField(N_("Kind of evidence"), id="filter-kind")
    gap = SelectField(N_("Language"), id="filter-gap")
    worked = SelectField(N_("Did it work?"), id="filter-worked")


def filter_form(
    wanted: EvidenceFilter, years: Iterable[int], people: Iterable[PersonSummary]
) -> FilterForm:
    """The rarer questions, as they are answered now."""
    data = {name: getattr(wanted, name) for name in wanted.given}
    form = FilterForm(data={name: str(value) for name, value in data.items()})
    anything, language = ("", _("All")), current_language()
    form.year.choices = [anything, *((str(y), year_name(y)) for y in years)]
    form.person.choices = [anything, *((str(p.id), p.name) for p in people)]
    form.element.choices = [anything, *element_choices(language)]
    form.kind.choices = kind_choices(_("All"))
    form.gap.choices = [anything, *((g.value, gap_words(g)) for g in Gap)]
    form.worked.choices = worked_choices(_("All"))
    return form


def worked_choices(nothing: str) -> list[Choice]:
    """Whether it worked."""
    language = current_language()
    return [("", nothing), *((w.value, worked_label(w, language)) for w in Worked)]
