"""About: versions, folders, sources and licences, and which Welsh is still a draft."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import abort, current_app, redirect, url_for
from flask_babel import gettext as _

from slo_desktop import __version__
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.storage.driver import dbapi2
from slo_desktop.web.folder import folder
from slo_desktop.web.help import licences
from slo_desktop.web.help.blueprint import bp, titles
from slo_desktop.web.help.pages import AboutPage, LicencePage, LicencesPage
from slo_desktop.web.templating import render
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug import Response

UPDATES: Final = "updates.show"
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
"""The parts that somebody who helps from afar asks about; the rest are licences."""


@bp.get("/about")
def about() -> Response:
    """What this program is, where it keeps things, and what it is made of."""
    lists = sorted(frameworks().by_key.values(), key=lambda each: each.key)
    page = AboutPage(
        title=_("About SLO Desktop"),
        topics=titles(),
        frameworks=lists,
        drafts={each.key: sum(bool(e.draft) for e in each.entries) for each in lists},
        parts=_versions(),
        folders=_folders(),
        has_window=folder().shell is not None,
        updates=url_for(UPDATES) if UPDATES in current_app.view_functions else None,
    )
    return render("help/about.html", page)


@bp.post("/about/show/<any(data, cache, logs):which>")
def show_folder(which: str) -> Response:
    """Show one of our folders in the computer's own window."""
    shell, path = folder().shell or abort(HTTPStatus.NOT_FOUND), _folders()[which]
    if not (path.is_dir() and shell.show_in_folder(_inside(path))):
        toast(_("There is no such folder yet."), undo=False, category="care")
    return redirect(url_for(".about"), HTTPStatus.SEE_OTHER)


@bp.get("/licences")
def all_licences() -> Response:
    """Everything that is bundled, each with its licence."""
    page = LicencesPage(title=_("Licences"), topics=titles(), parts=licences.parts())
    return render("help/licences.html", page)


@bp.get("/licences/<name>")
def licence(name: str) -> Response:
    """The texts of one part."""
    part = licences.find(name) or abort(HTTPStatus.NOT_FOUND)
    page = LicencePage(
        title=_("Licence: %(name)s", name=part.name),
        topics=titles(),
        part=part,
        texts=licences.read(part),
    )
    return render("help/licence.html", page)


def _versions() -> dict[str, str]:
    found = {part.key: part.version for part in licences.parts()}
    asked = {name: found.get(name.lower()) for name in MADE_OF}
    return {
        "SLO Desktop": __version__,
        "Python": ".".join(map(str, sys.version_info[:3])),
        "SQLite": ".".join(map(str, dbapi2.sqlite_version_info)),
        **{name: number for name, number in asked.items() if number},
    }


def _folders() -> dict[str, Path]:
    settings = folder().settings
    return {
        "data": settings.data_dir,
        "cache": settings.cache_dir,
        "logs": settings.data_dir / "logs",
    }


def _inside(path: Path) -> Path:
    """Something in a folder, so that the folder itself is opened and not its parent."""
    return next(iter(sorted(path.iterdir())), path)
