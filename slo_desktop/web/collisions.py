"""Two windows changed the same record: nothing is overwritten, both texts are shown."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.foreign_json import fits, parsed_object
from slo_desktop.domain.languages import Language
from slo_desktop.domain.values import dataclass
from slo_desktop.services.records import find
from slo_desktop.storage.models.base import Base, Record
from slo_desktop.web.asking import is_our_page
from slo_desktop.web.folder import folder
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator

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
class CollisionPage:
    """collision.html."""

    title: str
    fields: tuple[BothTexts, ...]
    rev: int
    save_url: str
    drop_url: str


def keep(error: CollisionError, form: RecordForm, url: str) -> str:
    """Put what was typed in a safe place; the page that shows it is returned.

    It joins what was kept and not decided yet: words typed while the first answer came.
    """
    key = _key(error.kind, error.number)
    before = _understood(folder().drafts.read(key) or b"")
    fields = {name: request.form.getlist(name) for name in form.sent}
    labels = {name: str(form[name].label.text) for name in form.sent}
    kept = {
        "url": url,
        "save_url": request.path,
        "fields": before.get("fields", {}) | fields,
        "labels": before.get("labels", {}) | labels,
    }
    text = json.dumps(kept, ensure_ascii=False)
    folder().drafts.keep(key, text.encode())
    return url_for("collisions.show", kind=error.kind, number=error.number)


def forget(kind: type[Record], number: int | None) -> None:
    """Let go of what was kept: the person has decided."""
    if number is not None:
        folder().drafts.drop(_key(kind.__tablename__, number))


@bp.get("/<kind>/<int:number>")
def show(kind: str, number: int) -> Response:
    """Show both texts and let the person decide."""
    kept = _kept(kind, number)
    with reading() as session:
        record = find(session, _model(kind), number)
        fields = tuple(_both(record, kept))
        rev = record.rev
    page = CollisionPage(
        title=_("This record was changed twice"),
        fields=fields,
        rev=rev,
        save_url=kept["save_url"],
        drop_url=url_for(".drop", kind=kind, number=number),
    )
    return render("collision.html", page, HTTPStatus.CONFLICT)


@bp.post("/<kind>/<int:number>/drop")
def drop(kind: str, number: int) -> Response:
    """Keep what is saved and let go of what was typed."""
    url = _kept(kind, number)["url"]
    folder().drafts.drop(_key(kind, number))
    return redirect(url, HTTPStatus.SEE_OTHER)


def _key(kind: str, number: int) -> str:
    return f"collision-{kind.replace('_', '-')}-{number}"


def _kept(kind: str, number: int) -> dict[str, Any]:
    try:
        draft = folder().drafts.read(_key(kind, number))
    except KeyError:  # no kind of record has such a name
        draft = None
    kept = _understood(draft or b"")
    return kept or abort(HTTPStatus.NOT_FOUND)


def _understood(draft: bytes) -> dict[str, Any]:
    """What a draft says; nothing where it is not what this page keeps."""
    try:
        kept = parsed_object(draft)
        addresses = kept["url"], kept["save_url"]
        is_ours = all(map(is_our_page, addresses)) and _fits(kept)
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return kept if is_ours else {}


def _fits(kept: dict[str, Any]) -> bool:
    names = kept["fields"].keys() & kept["labels"].keys()
    return (
        fits(kept["fields"], dict[str, list[str]])
        and fits(kept["labels"], dict[str, str])
        and names == kept["fields"].keys()
    )


def _model(kind: str) -> type[Record]:
    for mapper in Base.registry.mappers:
        model = mapper.class_
        if issubclass(model, Record) and model.__tablename__ == kind:
            return model
    return abort(HTTPStatus.NOT_FOUND)


def _both(record: Record, kept: dict[str, Any]) -> Iterator[BothTexts]:
    for name, mine in kept["fields"].items():
        base, _dash, code = name.rpartition("_")
        value = getattr(record, base, None)
        is_text = isinstance(value, Bilingual) and code in set(Language)
        language = Language(code) if is_text else None
        yield BothTexts(
            name=name,
            label=kept["labels"][name],
            language=language,
            mine=tuple(mine),
            theirs=_plain(record, name, value, language),
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
    return None if saved is None or isinstance(saved, list) else str(saved)
