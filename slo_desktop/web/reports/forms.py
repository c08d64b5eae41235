"""What can be chosen for a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField

from slo_desktop.domain.governors import Layout, Naming
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.dates import long_date, parse_date
from slo_desktop.web.forms import required
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import DayField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from slo_desktop.domain.governors import EvidenceChoice

LAYOUTS: Mapping[Layout, str] = {
    Layout.SIDE_BY_SIDE: N_("Side by side"),
    Layout.BACK_TO_BACK: N_("Back to back"),
    Layout.CY: N_("Welsh only"),
    Layout.EN: N_("English only"),
}
NAMINGS: Mapping[Naming, str] = {
    Naming.ROLES: N_("Roles"),
    Naming.INITIALS: N_("Initials"),
    Naming.NAMES: N_("Full names"),
}


class GovernorsForm(FlaskForm):
    """The report to governors.

    `period` names the meeting and start for which the evidence was offered: with
    another period the ticks mean nothing, and the usual evidence is ticked anew.
    """

    class Meta:
        """Our own sentences instead of the library's."""

        locales = False

    meeting = SelectField(N_("Meeting"), validate_choice=False)
    since = DayField(N_("Changes since"), [required(_l("Choose a date."))])
    layout = RadioField(N_("The two languages"), default=Layout.SIDE_BY_SIDE.value)
    naming = RadioField(N_("How staff are named"), default=Naming.ROLES.value)
    evidence = SelectMultipleField(N_("Evidence"), coerce=int, validate_choice=False)
    period = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.layout, LAYOUTS)
        _offer(self.naming, NAMINGS)

    @property
    def meeting_day(self) -> dt.date | None:
        """The chosen meeting, if one is named and is a date."""
        try:
            return parse_date(self.meeting.data or "")
        except ValueError:
            return None

    def offer_meetings(self, days: Sequence[dt.date], chosen: dt.date | None) -> None:
        """Fill in the meetings, the newest first."""
        language = current_language()
        named = [(day.isoformat(), long_date(day, language)) for day in days]
        self.meeting.choices = named or [("", _("No date yet"))]
        self.meeting.data = chosen.isoformat() if chosen else ""

    def offer_evidence(self, evidence: Sequence[EvidenceChoice], period: str) -> None:
        """Tick the usual evidence unless these very pieces were ticked by hand."""
        if self.period.data != period:
            self.evidence.data = [each.id for each in evidence if each.chosen]
        self.period.data = period


def _offer(
    field: RadioField, words: Mapping[Layout, str] | Mapping[Naming, str]
) -> None:
    """Name the choices; one that was never offered becomes the usual one."""
    named = {key.value: _(word) for key, word in words.items()}
    field.choices = list(named.items())
    if field.data not in named:
        field.data = field.default
