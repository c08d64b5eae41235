"""Forms about privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import NumberRange, StopValidation

from slo_desktop.domain.privacy.disposal import (
    CASE_CHARACTERS,
    Asker,
    DisposalReason,
    Grounds,
)
from slo_desktop.domain.privacy.retention import MOST_YEARS, Category
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.privacy_words import privacy_label
from slo_desktop.web.forms import required, text_limit
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from slo_desktop.domain.privacy.retention import Period

REASON_CHARACTERS = 200


def _choices(kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    mine = current_language()
    found = [(each.value, privacy_label(each, mine)) for each in kinds]
    return [("", "–"), *found]


def _whole_years() -> Any:  # noqa: ANN401  a WTForms validator
    sentence: Any = _l("Write whole years, from %(min)s to %(max)s.")
    return NumberRange(min=0, max=MOST_YEARS, message=sentence)


class YearsField(IntegerField):
    """Whole years; what is no number is refused in our own words."""

    def process_formdata(self, valuelist: Any) -> None:  # noqa: ANN401  WTForms
        """Read a number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            limits = {"min": 0, "max": MOST_YEARS}
            said = _l("Write whole years, from %(min)s to %(max)s.", **limits)
            raise ValueError(str(said)) from error


class PeriodsForm(FlaskForm):
    """How many years each category is kept."""

    plan = YearsField(validators=[_whole_years()])
    evidence = YearsField(validators=[_whole_years()])
    pupil_evidence = YearsField(validators=[_whole_years()])
    learning = YearsField(validators=[_whole_years()])
    review = YearsField(validators=[_whole_years()])
    leaver = YearsField(validators=[_whole_years()])
    bin = YearsField(validators=[_whole_years()])

    def show(self, periods: Iterable[Period]) -> PeriodsForm:
        """Fill it with what is true now."""
        for period in periods:
            self.of(period.category).data = period.years
        return self

    def of(self, category: Category) -> YearsField:
        """The field of one category."""
        return cast("YearsField", self[category.value.replace("-", "_")])

    @property
    def years(self) -> dict[Category, int]:
        """What was written."""
        return {each: self.of(each).data or 0 for each in Category}


class KeepForm(FlaskForm):
    """Keep what is ticked for longer."""

    years = YearsField(N_("More years"), [_whole_years()], default=1)
    reason = StringField(
        N_("Why it is kept"),
        [required(_l("Write why it is kept.")), text_limit(REASON_CHARACTERS)],
    )


class EraseForm(FlaskForm):
    """Why something is erased, and at whose wish."""

    reason = SelectField(N_("Why is it erased?"), default="")
    asker = SelectField(N_("Who asked for it?"), default="")
    case = StringField(N_("Number of the request"), [text_limit(CASE_CHARACTERS)])
    with_learning = BooleanField(
        N_("Erase the professional learning that only this person took part in"),
        default=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = _choices(DisposalReason)
        self.asker.choices = _choices(Asker)

    def validate_reason(self, field: SelectField) -> None:
        """A reason has to be chosen."""
        if not field.data:
            raise StopValidation(str(_l("Choose why.")))

    def validate_asker(self, field: SelectField) -> None:
        """Somebody has to have asked."""
        if not field.data:
            raise StopValidation(str(_l("Choose who asked.")))

    @property
    def grounds(self) -> Grounds:
        """What was chosen."""
        return Grounds(
            reason=DisposalReason(self.reason.data),
            asker=Asker(self.asker.data),
            case=(self.case.data or "").strip(),
        )
