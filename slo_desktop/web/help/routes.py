"""Pages of the help; what else belongs here is joined to the same blueprint."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort

from slo_desktop.web.folder import folder
from slo_desktop.web.help import about, technician, testing, topics
from slo_desktop.web.help.blueprint import bp, titles
from slo_desktop.web.help.pages import HelpPage
from slo_desktop.web.language import current_language
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from werkzeug import Response

__all__ = ["about", "bp", "technician", "testing"]


@bp.get("/<topic>")
def show(topic: str) -> Response:
    """One topic."""
    if topic not in topics.TOPICS:
        abort(HTTPStatus.NOT_FOUND)
    language = current_language()
    page = HelpPage(
        title=topics.title(topic, language),
        topic=topic,
        topics=titles(),
        body=topics.body(topic, language),
        is_paper=topic == technician.TOPIC,
        has_window=folder().shell is not None,
    )
    return render("help/topic.html", page)
