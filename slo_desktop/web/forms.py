"""Forms that save field by field.

A record's page posts only what changed, with `_fields` naming it, so that an
emptied list of choices counts; without scripts it posts everything. Labels are
English message ids (`N_`): each column of a bilingual field shows its label in its
own language, whatever language the page speaks.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Self

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, StopValidation

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.i18n.dates import parse_date
from slo_desktop.i18n.numbers import money, parse_hours, parse_money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel.speaklater import LazyString

    from slo_desktop.storage.models.base import Record

BOOKKEEPING = frozenset({"csrf_token", "rev"})
REV = re.compile("[0-9]{1,18}")


class RecordForm(FlaskForm):
    """Base of the forms that edit one record."""

    rev = HiddenField()

    class Meta:
        """Our own sentences instead of the library's."""

        locales = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states: dict[str, str] = {}

    @classmethod
    def of(cls, record: Record, **values: Any) -> Self:
        """The form as a record fills it; `values` stand in for links and the like."""
        data: dict[str, Any] = {"rev": str(record.rev)}
        states: dict[str, str] = {}
        for column in record.__table__.columns:
            value = getattr(record, column.key)
            if isinstance(value, Bilingual):
                for language in Language:
                    field = f"{column.key}_{language}"
                    data[field] = value.text(language)
                    states[field] = value.state(language).value
            elif column.key != "rev":
                data[column.key] = value
        form = cls(formdata=None, data=data | values)
        form.states = states
        return form

    @property
    def opened_rev(self) -> int | None:
        """Revision of the record this person saw."""
        text = str(self.rev.data or "")
        return int(text) if REV.fullmatch(text) else None

    @property
    def sent(self) -> list[str]:
        """Names of the fields that this request changes.

        Without `_fields` that is every field of the request, and every box that may
        stand empty.
        """
        named = request.form.get("_fields")
        if named:
            names = named.split(",")
        else:
            names = [n for n, f in self._fields.items() if _was_sent(n, f)]
        return [n for n in names if n in self._fields and n not in BOOKKEEPING]

    def validate_sent(self) -> bool:
        """Check what was sent; `errors` holds a sentence per field that failed."""
        results = [
            self._fields[name].validate(self, self._own_check(name))
            for name in self.sent
        ]
        return all(results)

    def _own_check(self, name: str) -> list[Any]:
        """The form's method `validate_<name>`, as the library itself finds it."""
        check = getattr(type(self), f"validate_{name}", None)
        return [check] if check else []

    @property
    def changes(self) -> dict[str, Any]:
        """New values by field, as `services/records.py` takes them."""
        return {name: self._fields[name].data for name in self.sent}

    def first_errors(self) -> dict[str, str]:
        """One sentence per field."""
        return {
            name: str(field.errors[0])
            for name, field in self._fields.items()
            if field.errors
        }


def first_fault(form: FlaskForm) -> str | None:
    """The sentence on the first field that has one."""
    return next((str(field.errors[0]) for field in form if field.errors), None)


def _was_sent(name: str, field: Field) -> bool:
    may_be_absent = isinstance(field, BooleanField | SelectMultipleField)
    return may_be_absent or name in request.form or name in request.files


def text_limit(most: int = TEXT_CHARACTERS) -> Length:
    """Refuse a text that is longer than the limit, naming it."""
    # WTForms fills in the blank; its types do not know lazy sentences.
    sentence: Any = _l("This is too long. Characters allowed: %(max)s.")
    return Length(max=most, message=sentence)


class DayField(DateField):
    """A date, typed as people write it or picked."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `22/11/2026`, `22 Tach 2026`, `2026-11-22` and their like."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_date(text)
            except ValueError as error:
                raise ValueError(
                    str(_l("Write a date like this: 22/11/2026."))
                ) from error

    def _value(self) -> str:
        if self.raw_data and not isinstance(self.data, dt.date):
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""


class PoundsField(StringField):
    """Money, typed in pounds and kept in pence."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `1,250`, `£12.50` and their like; nothing is nought."""
        text = str(valuelist[0]).strip() if valuelist else ""
        try:
            self.data = parse_money(text) if text else 0
        except ValueError as error:
            self.data = None
            raise ValueError(
                str(_l("Write pounds like this: 1250 or 12.50."))
            ) from error

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return str(self.raw_data[0])
        return money(self.data, Language.EN).lstrip("£") if self.data else ""


class HoursField(StringField):
    """Time, typed in hours and kept in minutes."""

    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read `1.5`, `1:30` and their like; nothing is nought."""
        text = str(valuelist[0]).strip() if valuelist else ""
        try:
            self.data = parse_hours(text) if text else 0
        except ValueError as error:
            self.data = None
            raise ValueError(str(_l("Write hours like this: 1.5 or 1:30."))) from error

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return str(self.raw_data[0])
        return f"{self.data / 60:g}" if self.data else ""


class ChoicesField(SelectMultipleField):
    """Several of a list; what is not on the list is refused in our own words."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002  WTForms
        """Refuse values that were never offered."""
        offered = {value for value, *_rest in self.iter_choices()}
        if not set(self.data or ()) <= offered:
            raise StopValidation(str(_l("Choose from the list.")))


def required(message: LazyString) -> Any:  # noqa: ANN401  a WTForms validator
    """Refuse an empty field with a sentence that says what to write."""

    def check(_form: object, field: Field) -> None:
        # A browser sends a file without a name where none was chosen.
        if field.data in (None, "") or getattr(field.data, "filename", None) == "":
            raise StopValidation(str(message))

    return check


def states_of(record: Record, fields: Mapping[str, Any]) -> dict[str, str]:
    """State word of each bilingual field, for the chips beside the boxes."""
    states: dict[str, str] = {}
    for base in {name.rpartition("_")[0] for name in fields}:
        value = getattr(record, base, None)
        if isinstance(value, Bilingual):
            for language in Language:
                states[f"{base}_{language}"] = value.state(language).value
    return states
