"""Everything that can still be read, as tables that need no program of ours."""

from __future__ import annotations

import uuid
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, send_file, url_for

from slo_desktop.storage.files import PRIVATE_FOLDER
from slo_desktop.storage.salvage import write_tables
from slo_desktop.web.folder import folder
from slo_desktop.web.recovery.blueprint import bp

if TYPE_CHECKING:
    from werkzeug import Response

NAME = "slo-desktop-darllen-read.zip"


@bp.post("/readable")
def readable() -> Response:
    """A zip of what can be read; nothing in the folder is changed."""
    here = folder()
    place = here.settings.cache_dir / "recovery"
    place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for left in place.glob("*.zip"):
        with suppress(OSError):  # Windows keeps one that is still being sent
            left.unlink()
    target = place / f"{uuid.uuid4().hex}.zip"
    write_tables(here.settings.data_dir, here.settings.database, target)
    if here.shell is not None:
        here.shell.save_as(NAME, target)
        target.unlink(missing_ok=True)
        return redirect(url_for("recovery.look"), HTTPStatus.SEE_OTHER)
    return send_file(target, as_attachment=True, download_name=NAME, etag=False)
