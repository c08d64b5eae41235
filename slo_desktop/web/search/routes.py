"""Find places, commands and records by a word in either language."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.field_words import field_label
from slo_desktop.services.search import search
from slo_desktop.web.autosave import wants_json
from slo_desktop.web.language import current_language
from slo_desktop.web.records import kind_name, place_of
from slo_desktop.web.saving import reading
from slo_desktop.web.search import commands
from slo_desktop.web.search.pages import Group, Item, SearchPage
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

    from slo_desktop.domain.search import Hit

bp = Blueprint("search", __name__, url_prefix="/search")

IN_PALETTE, ON_PAGE = 6, 50
ICONS = {
    "evidence": "journal-text",
    "priority": "list-check",
    "action": "list-check",
    "learning": "mortarboard",
    "self_review": "grid-3x3-gap",
    "person": "person",
}


@bp.get("")
def results() -> ResponseReturnValue:
    """What answers the question, as a page or for the palette."""
    question = request.args.get("q", "").strip()
    if wants_json() or request.args.get("format") == "json":
        groups = _groups(question, IN_PALETTE)
        return jsonify(groups=[group.as_json() for group in groups if group.items])
    page = SearchPage(
        title=_("Search"),
        question=question,
        groups=[group for group in _groups(question, ON_PAGE) if group.items],
    )
    return render("search/results.html", page)


def _groups(question: str, most: int) -> Iterator[Group]:
    asked = commands.Asked(question)
    yield Group(label=_("Go to"), items=tuple(commands.places(asked)))
    yield Group(label=_("Do"), items=tuple(commands.commands(asked)))
    if not question:
        return
    yield from _records(question, most)
    elements = tuple(islice(commands.elements(asked), most))
    yield Group(label=_("Elements"), items=elements)


def _records(question: str, most: int) -> Iterator[Group]:
    with reading() as session:
        found = search(session, question, language=current_language(), most=most)
    for group in found.groups:
        yield Group(
            label=kind_name(group.kind),
            items=tuple(map(_item, group.hits)),
            has_more=group.has_more,
        )


def _item(hit: Hit) -> Item:
    mine = current_language()
    title = hit.page.title.shown(mine)
    ref = "" if "/" in hit.page.ref else hit.page.ref
    excerpt = "".join(piece.text for piece in hit.excerpt)
    is_title = excerpt in {title.text, ref}
    known_by = (ref, medium_date(hit.on, mine) if hit.on else "")
    return Item(
        label=title.text or hit.page.ref,
        lang=title.language.value if title.substituted else None,
        url=place_of(hit.page) or url_for("home.index"),
        icon=ICONS[hit.page.kind],
        meta=" · ".join(filter(None, known_by)) if is_title else excerpt,
        meta_lang=None if is_title or hit.language is None else hit.language.value,
        pieces=() if is_title else hit.excerpt,
        found_in="" if is_title else _found_in(hit),
        ref=ref,
        on=hit.on,
    )


def _found_in(hit: Hit) -> str:
    """The part of a page that answers: its own field, or what belongs to it."""
    if hit.record.uid != hit.page.uid:
        return kind_name(hit.record.kind)
    return field_label(hit.field, current_language())
