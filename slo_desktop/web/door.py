"""The frame of pages in both languages that need no data file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template
from flask_wtf.csrf import generate_csrf

from slo_desktop.domain.values import dataclass
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from werkzeug import Response

    from slo_desktop.web.templating import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorFrame:
    """What templates that extend door.html call `shell`.

    Attributes:
        school: name of the school as it was last written down; None where unknown.
    """

    theme: str | None
    zoom: int
    csrf_token: str
    school: str | None


def render_door(template: str, page: Page, status: int = 200) -> Response:
    """Answer with a page that stands by itself.

    Args:
        template: path below `web/templates`.
        page: the only thing the template reads about its subject.
        status: HTTP status.
    """
    liked = folder().preferences.load()
    shell = DoorFrame(
        theme=liked.theme,
        zoom=liked.zoom,
        csrf_token=generate_csrf(),
        school=liked.school,
    )
    return make_response(render_template(template, page=page, shell=shell), status)
