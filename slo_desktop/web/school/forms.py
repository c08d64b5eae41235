"""Forms about the school."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from slo_desktop.domain.languages import Language
from slo_desktop.domain.school import LanguageCategory
from slo_desktop.i18n.catalogues import N_
from slo_desktop.web.forms import DayField, RecordForm, text_limit

NAME_CHARACTERS = 200


class FirstRunForm(FlaskForm):
    """One page, and the school is there."""

    name_cy = StringField(validators=[text_limit(NAME_CHARACTERS)])
    name_en = StringField(validators=[text_limit(NAME_CHARACTERS)])
    category = SelectField(choices=[(c.value, c.value) for c in LanguageCategory])
    school_year = SelectField(coerce=int)
    people = TextAreaField(validators=[text_limit()])


class SchoolForm(RecordForm):
    """The school's details."""

    name_cy = StringField(N_("Name of the school"), [text_limit(NAME_CHARACTERS)])
    name_en = StringField(N_("Name of the school"), [text_limit(NAME_CHARACTERS)])
    local_authority_cy = StringField(N_("Local authority"), [text_limit()])
    local_authority_en = StringField(N_("Local authority"), [text_limit()])
    vision_cy = TextAreaField(N_("Vision"), [text_limit()])
    vision_en = TextAreaField(N_("Vision"), [text_limit()])
    school_number = StringField(N_("School number"), [text_limit(20)])
    language_category = SelectField(
        N_("Language category"), coerce=LanguageCategory, choices=list(LanguageCategory)
    )
    working_language = SelectField(
        N_("Working language"), coerce=Language, choices=list(Language)
    )
    first_column = SelectField(
        N_("Language on the left"), coerce=Language, choices=list(Language)
    )


class TermForm(RecordForm):
    """The dates of a term."""

    starts = DayField(N_("First day"))
    ends = DayField(N_("Last day"))
    half_term_starts = DayField(N_("Half term begins"))
    half_term_ends = DayField(N_("Half term ends"))


class MeetingForm(RecordForm):
    """The dates of a governors' meeting."""

    held_on = DayField(N_("Meeting"))
    papers_due = DayField(N_("Papers go out"))
    translation_due = DayField(N_("Text goes to the translator"))
