"""Forms about people."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.web.forms import (
    ChoicesField,
    RecordForm,
    required,
    text_limit,
)
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import DayField


def _groups() -> list[tuple[str, str]]:
    language = current_language()
    return [(e.code, e.label(language)) for e in frameworks().role_groups]


class PersonForm(RecordForm):
    """One person."""

    name = StringField(N_("Name"), [required(_l("Write a name.")), text_limit(200)])
    initials = StringField(N_("Initials"), [text_limit(10)])
    role_cy = StringField(N_("Role"), [text_limit(200)])
    role_en = StringField(N_("Role"), [text_limit(200)])
    groups = ChoicesField(N_("Groups"))
    active_from = DayField(N_("Started"), far=60)
    active_to = DayField(N_("Left"), far=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups.choices = _groups()


class PasteForm(FlaskForm):
    """A list of people, pasted."""

    people = TextAreaField(
        N_("People"), [required(_l("Paste or type at least one name.")), text_limit()]
    )
    group = SelectField(N_("Group"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = [("", _("No group")), *_groups()]
