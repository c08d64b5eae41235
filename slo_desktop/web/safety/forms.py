"""Forms about safety. A passphrase is never put back into a page."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf

from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.passphrases import MOST_LETTERS
from slo_desktop.i18n.catalogues import N_
from slo_desktop.web.forms import text_limit

PATH_CHARACTERS = 1000
ELSEWHERE = (Place.DEVICE, Place.AWAY)


class PassphraseForm(FlaskForm):
    """A new passphrase, typed twice."""

    passphrase = StringField(N_("Passphrase"), [text_limit(MOST_LETTERS)])
    again = StringField(N_("The same once more"), [text_limit(MOST_LETTERS)])


class ChangeForm(PassphraseForm):
    """Another passphrase for the same key."""

    old = StringField(N_("Current passphrase"), [text_limit(MOST_LETTERS)])


class SheetForm(FlaskForm):
    """The key as it stands on the sheet."""

    typed = TextAreaField(N_("The five rows of the sheet"), [text_limit(MOST_LETTERS)])


class FolderForm(FlaskForm):
    """A folder outside this computer."""

    path = StringField(N_("Folder"), [text_limit(PATH_CHARACTERS)])


class CopyForm(FlaskForm):
    """Where a complete copy will be kept."""

    keep = StringField(
        N_("Where will you keep it?"),
        [AnyOf([place.value for place in ELSEWHERE])],
        default=Place.AWAY.value,
    )
