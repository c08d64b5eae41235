"""The form that sends a table."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, MultipleFileField, SelectField

from slo_desktop.domain.importing import ImportKind
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.import_words import kind_label
from slo_desktop.web.forms import required
from slo_desktop.web.language import current_language


class ImportForm(FlaskForm):
    """A table, and the files that its rows name."""

    kind = SelectField(N_("What the rows are"))
    table = FileField(N_("CSV file"), [required(_l("Choose a CSV file."))])
    attachments = MultipleFileField(N_("Photos and files that the rows name"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        self.kind.choices = [(k.value, kind_label(k, language)) for k in ImportKind]
