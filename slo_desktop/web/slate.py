"""The slate: one line for what was just seen, on the first page and above the log.

Whoever writes it can say in the same breath when it was, which element it shows and
which action it serves; then nothing of it is left to sort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.slate import actions_now
from slo_desktop.web.choices import elements_by_dimension, kind_choices, plan_choice
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import ChoiceField, text_limit
from slo_desktop.web.new_records import kept_words
from slo_desktop.web.typed import DayField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.domain.evidence import PlanItem

DRAFT: Final = "capture"
"""Names the line that is written and not saved yet."""


def _or_nothing(value: str | None) -> str | None:
    return value or None


def _number(value: str | int | None) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() else None


class NoteForm(FlaskForm):
    """A quick note, and what it is tied to."""

    note = StringField(N_("Quick note"), [text_limit()])
    element = ChoiceField(N_("Element"), id="note-element", coerce=_or_nothing)
    served = ChoiceField(N_("Action"), id="note-action", coerce=_number)
    happened_on = DayField(N_("When it happened"), id="note-day")
    kind = ChoiceField(N_("Kind of evidence"), id="note-kind", coerce=_or_nothing)

    def offer(self, actions: Iterable[PlanItem]) -> None:
        """Say what can be chosen, in the language of the page."""
        self.element.choices = elements_by_dimension(_("Not chosen"))
        self.served.choices = [("", _("Not chosen")), *map(plan_choice, actions)]
        self.kind.choices = kind_choices(_("Not said"))

    def values(self, today: dt.date) -> dict[str, Any]:
        """The note as it is written down, besides its words."""
        return {
            "happened_on": self.happened_on.data or today,
            "kind": self.kind.data,
            "elements": [self.element.data] if self.element.data else [],
            "actions": [self.served.data] if self.served.data else [],
        }


def slate(session: Session) -> NoteForm:
    """An empty line, or the one that was begun."""
    today = folder().settings.today()
    words = kept_words(DRAFT)
    form = NoteForm(formdata=words, data={"happened_on": today})
    form.offer(actions_now(session, today))
    if words:
        form.happened_on.validate(form)
    return form


def sent_note(session: Session) -> NoteForm:
    """The line that this request sends."""
    form = NoteForm()
    form.offer(actions_now(session, folder().settings.today()))
    return form
