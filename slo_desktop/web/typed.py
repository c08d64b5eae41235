"""Boxes for dates, money and hours: typed as people write them, kept as one value.

Each says how it will stand in the box once it is kept, what is wrong with what cannot
be read, and what may be a slip of the hand though it can.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from wtforms import DateField, Field, StringField

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.dates import short_date
from slo_desktop.i18n.numbers import (
    MOST_PENCE,
    NegativeMoneyError,
    TooMuchMoneyError,
    money,
    parse_hours,
    parse_money,
)
from slo_desktop.i18n.typed_dates import (
    BadDateError,
    Near,
    Setting,
    fault_line,
    question_about,
    read_date,
)
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language

if TYPE_CHECKING:
    from collections.abc import Sequence


class TypedField(Field):
    """A box whose words are read."""

    question: str | None = None
    """What to ask about a value that can be kept."""

    @property
    def as_typed(self) -> str:
        """The words as they were sent."""
        return str(self.raw_data[0]).strip() if self.raw_data else ""

    @property
    def written(self) -> str:
        """How the box reads."""
        return self._value()

    def _value(self) -> str:
        raise NotImplementedError


class DayField(TypedField, DateField):
    """A date, typed as people write it or picked."""

    def __init__(
        self, *args: Any, near: Near = Near.PAST, far: int = 10, **kwargs: Any
    ) -> None:
        """Know what the date is about.

        Args:
            args: as of every field: label and validators.
            near: where a day lies whose year is not written.
            far: from how many years on somebody is asked whether it is right.
            kwargs: as of every field.
        """
        super().__init__(*args, **kwargs)
        self.near, self.far = near, far
        self.school_year: int | None = None

    def within(self, school_year: int) -> None:
        """Say which school year it belongs to, and read it so."""
        self.school_year = school_year
        if self.raw_data:
            self.process_errors = []
            try:
                self.process_formdata(self.raw_data)
            except ValueError as error:
                self.process_errors.append(str(error))

    @property
    def setting(self) -> Setting:
        """What the date is about."""
        return Setting(
            today=folder().settings.today(),
            near=self.near,
            school_year=self.school_year,
            far=self.far,
        )

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `22/11/2026`, `22 Tach`, `heddiw`, `2026-11-22` and their like."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = self.question = None
        if text:
            language = current_language()
            try:
                self.data = read_date(text, self.setting)
            except BadDateError as error:
                raise ValueError(fault_line(error, language)) from error
            self.question = question_about(self.data, self.setting, language)

    def _value(self) -> str:
        if isinstance(self.data, dt.date):
            return short_date(self.data, current_language())
        return self.as_typed


class PoundsField(TypedField, StringField):
    """Money, typed in pounds and kept in pence."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `1,250`, `£12.50`, `1200,50` and their like; an empty box is None."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        try:
            self.data = parse_money(text)
        except NegativeMoneyError as error:
            raise ValueError(_("An amount cannot be below nought.")) from error
        except TooMuchMoneyError as error:
            most = money(MOST_PENCE, current_language())
            raise ValueError(
                _("This is too large. Largest amount: %(most)s.", most=most)
            ) from error
        except ValueError as error:
            raise ValueError(_("Write pounds like this: 1250 or 12.50.")) from error

    def _value(self) -> str:
        if self.data is None:
            return self.as_typed
        return money(self.data, Language.EN).lstrip("£")


class HoursField(TypedField, StringField):
    """Time, typed in hours and kept in minutes."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `1.5`, `1:30` and their like; nothing is nought."""
        text = str(valuelist[0]).strip() if valuelist else ""
        try:
            self.data = parse_hours(text) if text else 0
        except ValueError as error:
            self.data = None
            raise ValueError(_("Write hours like this: 1.5 or 1:30.")) from error

    def _value(self) -> str:
        if self.data is None:
            return self.as_typed
        return f"{self.data / 60:g}" if self.data else ""
