"""The texts that wait for a translation, with the place where each is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from slo_desktop.domain.languages import Language
from slo_desktop.domain.unreadable import UnreadableRow
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.translation import translation_listing
from slo_desktop.web.folder import folder
from slo_desktop.web.records import place_of
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render
from slo_desktop.web.translation.pages import TextRow, TranslationPage, View

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.domain.translation import TranslationListing, Untranslated

bp = Blueprint("translation", __name__, url_prefix="/translation")

VIEWS = {
    None: N_("All"),
    Language.CY: N_("Into Welsh"),
    Language.EN: N_("Into English"),
}


@bp.get("")
def index() -> Response:
    """List the texts that wait for the language that the address names, or for any."""
    asked = request.args.get("into", "")
    into = Language(asked) if asked in set(Language) else None
    number = request.args.get("page", 1, type=int)
    with reading() as session:
        today = folder().settings.today()
        listing = translation_listing(session, into, page=number, today=today)
    page = TranslationPage(
        title=_("Translation"),
        into=into,
        views=tuple(_view(listing, each, into) for each in VIEWS),
        listing=listing,
        rows=tuple(map(_row, listing.rows)),
    )
    return render("translation/translation.html", page)


def _view(
    listing: TranslationListing, into: Language | None, shown: Language | None
) -> View:
    some = [w for each, w in listing.waiting.items() if into in {None, each}]
    return View(
        name=_(VIEWS[into]),
        url=url_for(".index", into=into),
        texts=sum(each.texts for each in some),
        words=sum(each.words for each in some),
        current=into is shown,
    )


def _row(text: Untranslated | UnreadableRow) -> TextRow | UnreadableRow:
    """A text of the page's own record opens at its box; a part stands on the page."""
    if isinstance(text, UnreadableRow):
        return text
    is_own = text.record.uid == text.page.uid
    place = place_of(text.page) or url_for("home.index")
    box = f"#{text.field}_{text.language}" if is_own else ""
    return TextRow(text=text, url=f"{place}{box}")
