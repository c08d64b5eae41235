"""What can be chosen for a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from slo_desktop.domain.governors import Layout, Naming
from slo_desktop.i18n.catalogues import N_
from slo_desktop.web.forms import DayField

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

    `period` is the meeting and start for which the evidence was offered: with
    another period the ticks mean nothing, and the usual choice is made again.
    """

    class Meta:
        """Our own sentences instead of the library's."""

        locales = False

    meeting = SelectField(N_("Meeting"), validate_choice=False)
    since = DayField(N_("Changes since"), [InputRequired(_l("Choose a date."))])
    layout = RadioField(N_("The two languages"), default=Layout.SIDE_BY_SIDE.value)
    naming = RadioField(N_("How staff are named"), default=Naming.ROLES.value)
    evidence = SelectMultipleField(N_("Evidence"), coerce=int, validate_choice=False)
    period = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout.choices = [(key.value, _l(word)) for key, word in LAYOUTS.items()]
        self.naming.choices = [(key.value, _l(word)) for key, word in NAMINGS.items()]

    def offer(
        self,
        meetings: Sequence[tuple[str, str]],
        evidence: Sequence[EvidenceChoice],
        period: str,
    ) -> None:
        """Fill in what there is to choose from, and tick the usual evidence."""
        self.meeting.choices = list(meetings)
        if not self.ticks_count or self.period.data != period:
            self.evidence.data = [each.id for each in evidence if each.chosen]
        self.period.data = period

    @property
    def ticks_count(self) -> bool:
        """Whether somebody has seen the evidence and ticked it."""
        return bool(self.period.data)

    @property
    def meeting_day(self) -> dt.date | None:
        """The chosen meeting."""
        return _day(self.meeting.data)


def period_key(meeting: dt.date | None, since: dt.date) -> str:
    """Names the meeting and start that evidence is offered for."""
    return f"{meeting or ''} {since}"


def _day(text: str | None) -> dt.date | None:
    from slo_desktop.i18n.dates import parse_date

    return parse_date(text) if text else None
