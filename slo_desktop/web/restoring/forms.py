"""The forms of a restore."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, PasswordField, RadioField

from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.web.forms import required
from slo_desktop.web.language import current_language

NO, YES = "no", "yes"


class FileForm(FlaskForm):
    """A backup from elsewhere, sent by the browser."""

    file = FileField(N_("Backup file"), [required(_l("Choose a backup file."))])


class KeyForm(FlaskForm):
    """What opens a sealed backup."""

    key = PasswordField(
        N_("Passphrase or recovery key"),
        [required(_l("Write the passphrase, or the key on the recovery sheet."))],
    )


ANSWERS = {
    NO: N_("No, leave the school that is here"),
    YES: N_("Yes, replace it with the other school"),
}


class SureForm(FlaskForm):
    """Whether another school may be replaced; nothing is taken for granted."""

    another = RadioField(N_("Replace one school with another?"), default=NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = current_language()
        self.another.choices = [(k, say(word, language)) for k, word in ANSWERS.items()]
