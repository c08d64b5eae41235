"""The form of an update."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField

from slo_desktop.i18n.catalogues import N_
from slo_desktop.web.forms import required


class FileForm(FlaskForm):
    """An update, sent by the browser."""

    file = FileField(N_("Update file"), [required(_l("Choose an update file."))])
