"""Two windows changed the same record: nothing is overwritten, both texts are shown.

What was typed here is kept until somebody has decided. Whatever is changed on the page
with both texts is kept there as well, as it is typed.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Blueprint, abort, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.i18n.dates import short_date
from slo_desktop.storage.models.base import Base, Record
from slo_desktop.storage.names import named
from slo_desktop.web import unsaved
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render
from slo_desktop.web.unsaved import Unsaved, Why, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from slo_desktop.domain.errors import CollisionError
    from slo_desktop.web.forms import RecordForm

bp = Blueprint("collisions", __name__, url_prefix="/collisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class BothTexts:
    """One field as it was typed here, and as somebody else saved it."""

    name: str
    label: str
    language: Language | None
    mine: tuple[str, ...]
    theirs: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BothForms:
    """The fields that one form sends."""

    save_url: str
    fields: tuple[BothTexts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollisionPage:
    """collision.html.

    Attributes:
        name: what the record is called.
        record_url: the page on which the words were typed; None where the record is
            gone, as after a restore, and the words alone are left.
        keep_url: where changed words go while they are typed.
    """

    title: str
    name: Bilingual
    record_url: str | None
    forms: tuple[BothForms, ...]
    rev: int
    keep_url: str
    drop_url: str


def keep(error: CollisionError, form: RecordForm, url: str) -> str:
    """Put what was typed in a safe place; the page that shows it is returned.

    It joins what was kept and not decided yet: words typed while the first answer came.
    """
    unsaved.keep(Why.COLLISION, (error.kind, error.number), form, form.sent, url)
    return page_of(error.kind, error.number)


def page_of(kind: str, number: int) -> str:
    """Address of the page with both texts."""
    return url_for("collisions.show", kind=kind, number=number)


def is_answer() -> bool:
    """Whether this request comes from the page with both texts."""
    return "answers" in request.form


@bp.get("/<kind>/<int:number>")
def show(kind: str, number: int) -> Response:
    """Show both texts and let the person decide."""
    kept = _kept(kind, number)
    with reading() as session:
        record = session.get(_model(kind), number)
        forms = tuple(
            BothForms(save_url=words.save_url, fields=tuple(_both(record, words)))
            for words in kept.words
        )
        rev, name = (record.rev, _name(record)) if record else (0, Bilingual())
    page = CollisionPage(
        title=_("This record was changed twice"),
        name=name,
        record_url=kept.url if record else None,
        forms=forms,
        rev=rev,
        keep_url=url_for(".keep_changed", kind=kind, number=number),
        drop_url=url_for(".drop", kind=kind, number=number),
    )
    return render("collision.html", page, HTTPStatus.CONFLICT)


@bp.post("/<kind>/<int:number>/keep")
def keep_changed(kind: str, number: int) -> ResponseReturnValue:
    """Keep what was changed on the page with both texts; it is not saved yet."""
    values = dict(request.form.lists())
    unsaved.rewrite(_kept(kind, number), request.form.get("answers", ""), values)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(rev=request.form.get("rev"), kept=True)
    return redirect(page_of(kind, number), HTTPStatus.SEE_OTHER)


@bp.post("/<kind>/<int:number>/drop")
def drop(kind: str, number: int) -> Response:
    """Keep what is saved and let go of what was typed."""
    url = _kept(kind, number).url
    unsaved.let_go(Why.COLLISION, kind, number)
    with reading() as session:
        is_there = session.get(_model(kind), number) is not None
    return redirect(url if is_there else url_for("home.index"), HTTPStatus.SEE_OTHER)


def _kept(kind: str, number: int) -> Unsaved:
    kept = unsaved.found(Why.COLLISION, kind, number)
    return kept or abort(HTTPStatus.NOT_FOUND)


def _model(kind: str) -> type[Record]:
    for mapper in Base.registry.mappers:
        model = mapper.class_
        if issubclass(model, Record) and model.__tablename__ == kind:
            return model
    return abort(HTTPStatus.NOT_FOUND)


def _name(record: Record) -> Bilingual:
    """What the record is called, or the day that it is about."""
    known = named(record)
    day = short_date(known.on, current_language()) if known.on else "–"
    is_named = any(known.name.text(language) for language in Language)
    return known.name if is_named else Bilingual.of(cy=day, en=day)


def _both(record: Record | None, words: Words) -> Iterator[BothTexts]:
    for name, mine in words.fields.items():
        base, _dash, code = name.rpartition("_")
        value = getattr(record, base, None)  # of a record that is gone there is none
        is_text = isinstance(value, Bilingual) and code in set(Language)
        language = Language(code) if is_text else None
        yield BothTexts(
            name=name,
            label=words.labels[name],
            language=language,
            mine=tuple(mine),
            theirs=_plain(record, name, value, language) if record else "",
        )


def _plain(
    record: Record,
    name: str,
    value: Any,  # noqa: ANN401  a column of any type
    language: Language | None,
) -> str | None:
    """The saved value where it is a text; None for choices and links."""
    if language is not None:
        text: str = value.text(language)
        return text
    is_column = name in sa.inspect(type(record)).columns
    saved = getattr(record, name) if is_column else None
    if isinstance(saved, dt.date):
        return short_date(saved, current_language())
    return None if saved is None or isinstance(saved, list | Enum) else str(saved)
