"""What is due, what is missing, and a line to write down what was just seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from slo_desktop.domain.home import Check, CheckKind, DoneThing
from slo_desktop.domain.school_year import school_year_of
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.labels import label
from slo_desktop.i18n.safety_words import care_line
from slo_desktop.services.elements import matrix
from slo_desktop.services.home import first_page
from slo_desktop.services.invented import is_invented
from slo_desktop.services.privacy.returning import came_back
from slo_desktop.storage.school import term_on, the_school
from slo_desktop.web.folder import folder
from slo_desktop.web.home.pages import CheckRow, DoneRow, HomePage
from slo_desktop.web.language import current_language
from slo_desktop.web.records import page_of
from slo_desktop.web.saving import reading
from slo_desktop.web.slate import slate
from slo_desktop.web.standing import current_standing
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session
    from werkzeug import Response

bp = Blueprint("home", __name__)

CHECKS: dict[CheckKind, tuple[str, str, dict[str, Any], str]] = {
    CheckKind.PHOTOS_WITHOUT_CONSENT: (
        N_("Evidence whose photos lack a consent note"),
        "evidence.index",
        {"unconsented": 1},
        "care",
    ),
    CheckKind.REVIEWS_DUE: (
        N_("Impact reviews due"),
        "learning.index",
        {"need": "review"},
        "care",
    ),
    CheckKind.TEXTS_MISSING: (
        N_("Evidence with translations missing or out of date"),
        "evidence.index",
        {"gap": "any"},
        "going",
    ),
    CheckKind.EVIDENCE_WITHOUT_ELEMENT: (
        N_("Evidence not linked to an element"),
        "evidence.index",
        {"unlinked": 1},
        "going",
    ),
    CheckKind.ACTIONS_WITHOUT_DATE: (
        N_("Actions without a date"),
        "plan.needs",
        {"need": "date"},
        "todo",
    ),
    CheckKind.ACTIONS_WITHOUT_OWNER: (
        N_("Actions without an owner"),
        "plan.needs",
        {"need": "owner"},
        "todo",
    ),
}
"""What each fault is called, the list that shows them all, and how urgent it is."""
BEGUN = (
    ("evidence-new", "evidence.new", N_("New evidence, begun and not saved yet")),
    ("learning-new", "learning.new", N_("New learning, begun and not saved yet")),
)
"""Drafts that wait for somebody to go on with them."""
ICONS = {
    "evidence": "journal-text",
    "priority": "list-check",
    "action": "list-check",
    "learning": "mortarboard",
}


@bp.get("/")
def index() -> Response:
    """The first page."""
    today = folder().settings.today()
    with reading() as session:
        home = first_page(session, today)
        rows = matrix(session, school_year_of(today))
        term = term_on(session, today)
        page = HomePage(
            title=_("Home"),
            today=today,
            term=term.key if term else None,
            slate=slate(session),
            home=home,
            checks=(
                *_safety(session),
                *_back(session),
                *_begun(),
                *map(_check, home.checks),
            ),
            done=tuple(map(_done, home.done)),
            rows=rows,
        )
    return render("home/home.html", page)


def _safety(session: Session) -> Iterator[CheckRow]:
    """The most urgent thing about copies of the work, where there is one."""
    school = the_school(session)
    has_work = not is_invented(school)
    cares = current_standing(has_work=has_work).cares()
    for care in cares[:1]:
        yield CheckRow(
            label=care_line(care, current_language()).rstrip("."),
            count=None,
            url=url_for("safety.index"),
            tone="care",
        )


def _back(session: Session) -> Iterator[CheckRow]:
    """What was erased for good, and is here again since a backup was restored."""
    back = came_back(session)
    if back:
        yield CheckRow(
            label=_("Erased once, and back with a restored backup"),
            count=len(back),
            url=url_for("privacy.index", _anchor="h-back"),
            tone="care",
        )


def _begun() -> Iterator[CheckRow]:
    """Records that somebody began to write down, and that are none yet."""
    for key, endpoint, words in BEGUN:
        if folder().drafts.kept_at(key) is not None:
            yield CheckRow(
                label=_(words), count=None, url=url_for(endpoint), tone="going"
            )


def _check(check: Check) -> CheckRow:
    words, endpoint, asked, tone = CHECKS[check.kind]
    return CheckRow(
        label=_(words),
        count=check.count,
        url=url_for(endpoint, **asked),
        tone=tone,
    )


def _done(thing: DoneThing) -> DoneRow:
    text = thing.title.shown(current_language())
    return DoneRow(
        url=page_of(thing.kind, thing.id) or url_for(".index"),
        title=text.text,
        lang=text.language.value,
        label=label(thing.op, current_language()),
        icon=ICONS[thing.kind],
        at=thing.at,
    )
