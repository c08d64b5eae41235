"""What happened on a day."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext as _

from slo_desktop.i18n.dates import long_date, medium_date, parse_date
from slo_desktop.i18n.field_words import field_label, kind_label
from slo_desktop.i18n.lists import join_and
from slo_desktop.services import history as service
from slo_desktop.web.asking import school_year
from slo_desktop.web.folder import folder
from slo_desktop.web.history.blueprint import bp
from slo_desktop.web.history.pages import DayPage, EventRow
from slo_desktop.web.history.words import SECRET, SKIPPED
from slo_desktop.web.language import current_language
from slo_desktop.web.records import page_of
from slo_desktop.web.saving import reading
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    import datetime as dt

    from werkzeug import Response

    from slo_desktop.domain.history import DayEvent

MOST = 200


@bp.get("/day")
def day() -> Response:
    """Everything that was changed on a day, the newest last."""
    on, problem = _asked()
    with reading() as session:
        found = service.day_of(session, on)
    page = DayPage(
        title=_("What happened on %(day)s", day=long_date(on, current_language())),
        on=on,
        events=[_row(event) for event in found.events[:MOST]],
        count=found.changes,
        more=max(0, len(found.events) - MOST),
        before=found.before,
        after=found.after,
        problem=problem,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render("history/day.html", page, status)


def _asked() -> tuple[dt.date, str | None]:
    """The day that was asked for; today, and why, where it cannot be read."""
    text, today = request.args.get("on", ""), folder().settings.today()
    if not text:
        return today, None
    try:
        on = parse_date(text)
        school_year(str(on.year))
    except ValueError:
        return today, _("This is not a date: %(value)s.", value=text[:40])
    return on, None


def _row(event: DayEvent) -> EventRow:
    language = current_language()
    record, name, spoken = event.record, None, None
    if record is not None:
        shown = record.title.shown(language)
        held = medium_date(record.on, language) if record.on else "–"
        name = shown.text or record.ref or held
        spoken = shown.language if shown.substituted else None
    labels = [
        _("Private reflection") if field in SECRET else field_label(field, language)
        for field in event.fields
        if field not in SKIPPED
    ]
    url = record and page_of(record.kind, record.number)
    return EventRow(
        at=event.at,
        who=event.who,
        op=event.op,
        takes_back=event.undoes is not None,
        kind=kind_label(event.kind, language),
        name=name,
        language=spoken,
        url=url or (url_for("history.show", uid=event.uid) if record else None),
        fields=join_and(list(dict.fromkeys(labels)), language),
    )
