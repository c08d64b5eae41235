"""Forms about the school."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.labels import category_label, language_label
from slo_desktop.i18n.typed_dates import Near
from slo_desktop.web.forms import RecordForm, required, text_limit
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import DayField

NAME_CHARACTERS = 200
A_DATE = [required(_l("Write a date."))]


class FirstRunForm(FlaskForm):
    """One page, and the school is there."""

    name_cy = StringField(validators=[text_limit(NAME_CHARACTERS)])
    name_en = StringField(validators=[text_limit(NAME_CHARACTERS)])
    category = SelectField()
    school_year = SelectField(coerce=int)
    people = TextAreaField(validators=[text_limit()])

    def offer(self, year: int) -> None:
        """Let a school begin this year, or beside it."""
        self.category.choices = [
            ("", ""),
            *((each.value, each.value) for each in LanguageCategory),
        ]
        self.school_year.choices = [(y, str(y)) for y in (year - 1, year, year + 1)]


class SchoolForm(RecordForm):
    """The school's details."""

    name_cy = StringField(N_("Name of the school"), [text_limit(NAME_CHARACTERS)])
    name_en = StringField(N_("Name of the school"), [text_limit(NAME_CHARACTERS)])
    local_authority_cy = StringField(N_("Local authority"), [text_limit()])
    local_authority_en = StringField(N_("Local authority"), [text_limit()])
    vision_cy = TextAreaField(N_("Vision"), [text_limit()])
    vision_en = TextAreaField(N_("Vision"), [text_limit()])
    school_number = StringField(N_("School number"), [text_limit(20)])
    language_category = SelectField(N_("Language category"), coerce=LanguageCategory)
    working_language = SelectField(N_("Working language"), coerce=Language)
    first_column = SelectField(N_("Language on the left"), coerce=Language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_the_choices()

    def name_the_choices(self) -> None:
        """Say every choice in the person's language."""
        mine = current_language()
        names = [(each, language_label(each, mine)) for each in Language]
        self.working_language.choices = self.first_column.choices = names
        self.language_category.choices = [
            (each, category_label(each, mine)) for each in LanguageCategory
        ]


class TermForm(RecordForm):
    """The dates of a term."""

    starts = DayField(N_("First day"), A_DATE, near=Near.YEAR)
    ends = DayField(N_("Last day"), A_DATE, near=Near.YEAR)
    half_term_starts = DayField(N_("Half term begins"), near=Near.YEAR)
    half_term_ends = DayField(N_("Half term ends"), near=Near.YEAR)

    def belongs_to(self, school_year: int) -> None:
        """Say which year a day is in that is written without one."""
        for day in (
            self.starts,
            self.ends,
            self.half_term_starts,
            self.half_term_ends,
        ):
            day.within(school_year)


class MeetingForm(RecordForm):
    """The dates of a governors' meeting."""

    held_on = DayField(N_("Meeting"), A_DATE, near=Near.COMING, far=2)
    papers_due = DayField(N_("Papers go out"), A_DATE, near=Near.COMING, far=2)
    translation_due = DayField(
        N_("Text goes to the translator"), A_DATE, near=Near.COMING, far=2
    )
