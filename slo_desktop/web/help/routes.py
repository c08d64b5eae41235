"""Pages of the help, and About."""

from __future__ import annotations

import sys
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from flask import Blueprint, abort
from flask_babel import gettext as _

from slo_desktop import __version__
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage.driver import dbapi2
from slo_desktop.web.folder import folder
from slo_desktop.web.help import topics
from slo_desktop.web.help.pages import AboutPage, HelpPage
from slo_desktop.web.language import current_language
from slo_desktop.web.templating import render

if TYPE_CHECKING:
    from werkzeug import Response

bp = Blueprint("help", __name__, url_prefix="/help")

MADE_OF: Final = (
    "Flask",
    "SQLAlchemy",
    "alembic",
    "Babel",
    "WTForms",
    "waitress",
    "weasyprint",
    "pillow",
    "pypdfium2",
    "pywebview",
)


@bp.get("/<topic>")
def show(topic: str) -> Response:
    """One topic."""
    if topic not in topics.TOPICS:
        abort(HTTPStatus.NOT_FOUND)
    language = current_language()
    page = HelpPage(
        title=topics.title(topic, language),
        topic=topic,
        topics=_titles(),
        body=topics.body(topic, language),
    )
    return render("help/topic.html", page)


@bp.get("/about")
def about() -> Response:
    """Versions, sources and licences, and which Welsh is still a draft."""
    lists = sorted(frameworks().by_key.values(), key=lambda each: each.key)
    page = AboutPage(
        title=_("About SLO Desktop"),
        topics=_titles(),
        frameworks=lists,
        drafts={each.key: sum(bool(e.draft) for e in each.entries) for each in lists},
        parts={
            "SLO Desktop": __version__,
            "Python": ".".join(map(str, sys.version_info[:3])),
            "SQLite": ".".join(map(str, dbapi2.sqlite_version_info)),
            **{name: version(name) for name in MADE_OF},
        },
        data_dir=str(folder().settings.data_dir),
    )
    return render("help/about.html", page)


def _titles() -> dict[str, str]:
    language = current_language()
    return {topic: topics.title(topic, language) for topic in topics.TOPICS}
