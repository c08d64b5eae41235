"""Forms that save field by field.

A record's page posts only what changed, with `_fields` naming it, so that an
emptied list of choices counts; without scripts it posts everything. Labels are
English message ids (`N_`): each column of a bilingual field shows its label in its
own language, whatever language the page speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import StopValidation, ValidationError

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.limits import TEXT_CHARACTERS
from slo_desktop.i18n.labels import language_label
from slo_desktop.web.language import current_language
from slo_desktop.web.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

    from slo_desktop.domain.errors import BadDatesError, NamelessError
    from slo_desktop.storage.models.base import Record

BOOKKEEPING = frozenset({"csrf_token", "rev", "typed"})
REV = re.compile("[0-9]{1,18}")
NOT_OFFERED = _l("Choose from the list.")
NEEDS_TITLE = _l("Write a title in Welsh or in English.")
NAMELESS = {
    "school": _l("Write the name of the school, in Welsh, in English or in both."),
    "success_criterion": _l("Write it in Welsh or in English."),
}
"""What is asked for where it is no title."""


class RecordForm(FlaskForm):
    """Base of the forms that edit one record."""

    rev = HiddenField()
    typed = HiddenField()
    """Boxes of a new record in the order in which they were begun."""

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
        """New values by field, as `services/records.py` takes them.

        The original of a text comes first: the language that somebody began to write
        it in, or else the one that the page speaks.
        """
        begun = str(self.typed.data or "").split(",")
        mine = f"_{current_language()}"

        def place(name: str) -> tuple[int, bool]:
            begun_as = begun.index(name) if name in begun else len(begun)
            return begun_as, not name.endswith(mine)

        return {name: self._fields[name].data for name in sorted(self.sent, key=place)}

    @property
    def shown(self) -> dict[str, str]:
        """How boxes read whose values are kept in another way than they were typed."""
        typed = {name: self._fields[name] for name in self.sent}
        return {
            name: field.written
            for name, field in typed.items()
            if isinstance(field, TypedField) and field.written != field.as_typed
        }

    @property
    def questions(self) -> dict[str, str]:
        """What to ask about values that may be a slip of the hand."""
        typed = {name: self._fields[name] for name in self.sent}
        return {
            name: field.question
            for name, field in typed.items()
            if isinstance(field, TypedField) and field.question
        }

    def refuse(self, error: NamelessError | BadDatesError, sentence: str) -> None:
        """Say what the record itself does not allow, at the box that asked for it."""
        base = getattr(error, "field", "")
        at_fault = [
            name
            for name in self.sent
            if name.rpartition("_")[0] == base
            or (not base and isinstance(self._fields[name], DateField))
        ]
        self._fields[(at_fault or self.sent)[-1]].errors = [sentence]

    def first_errors(self) -> dict[str, str]:
        """One sentence per field."""
        return {
            name: str(field.errors[0])
            for name, field in self._fields.items()
            if field.errors
        }


def numbered(form: RecordForm, suffix: str) -> None:
    """Tell the boxes of forms that stand on a page together apart."""
    for field in form:
        field.id = f"{field.id}-{suffix}"


class NeedsTitle:
    """A title in either language; nobody is asked for both.

    It is asked for at the box in the language of the page.
    """

    def validate_title_cy(self, field: StringField) -> None:
        """Ask for it on a page in Welsh."""
        self._ask(field, "title_en", Language.CY)

    def validate_title_en(self, field: StringField) -> None:
        """Ask for it on a page in English."""
        self._ask(field, "title_cy", Language.EN)

    def _ask(self, field: StringField, other: str, language: Language) -> None:
        boxes = (field, self[other])  # type: ignore[index]  # a form
        is_written = any(str(box.data or "").strip() for box in boxes)
        if not is_written and current_language() is language:
            raise StopValidation(str(NEEDS_TITLE))


def nameless_line(error: NamelessError) -> str:
    """Say what a record of this kind cannot be without."""
    return str(NAMELESS.get(error.kind, NEEDS_TITLE))


def title_of(field: Field) -> str:
    """What a field is called on a page in the person's language.

    A side of a pair speaks its own language where it stands; elsewhere it is named.
    """
    title, mine = _(field.label.text), current_language()
    code = field.short_name.rpartition("_")[2]
    if code not in set(Language) or code == mine:
        return title
    return f"{title} ({language_label(Language(code), mine)})"


def first_fault(form: FlaskForm) -> str | None:
    """The sentence on the first field that has one."""
    return next((str(field.errors[0]) for field in form if field.errors), None)


def _was_sent(name: str, field: Field) -> bool:
    may_be_absent = isinstance(field, BooleanField | SelectMultipleField)
    return may_be_absent or name in request.form or name in request.files


def text_limit(most: int = TEXT_CHARACTERS) -> Any:  # noqa: ANN401  a WTForms validator
    """Refuse a text that is longer than the limit, naming it."""

    def check(_form: object, field: Field) -> None:
        if len(field.data or "") > most:
            limit = f"{most:,}"
            raise ValidationError(
                _("This is too long. Characters allowed: %(max)s.", max=limit)
            )

    return check


class ChoiceField(SelectField):
    """One of a list; what is not on the list is refused in our own words."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  WTForms
        """Refuse a value that was never offered, or is offered no more."""
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(str(NOT_OFFERED)) from error


class ChoicesField(SelectMultipleField):
    """Several of a list; what is not on the list is refused in our own words."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002  WTForms
        """Refuse values that were never offered."""
        offered = {value for value, *_rest in self.iter_choices()}
        if not set(self.data or ()) <= offered:
            raise StopValidation(str(NOT_OFFERED))


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
