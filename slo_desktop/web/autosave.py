"""Answer a form that saves itself, and the same form sent without scripts."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import g, jsonify, redirect, request
from flask_babel import gettext as _

from slo_desktop.domain.errors import CollisionError
from slo_desktop.i18n.dates import clock_time
from slo_desktop.services.history import step_for
from slo_desktop.services.records import find
from slo_desktop.web import collisions
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import states_of
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record
    from slo_desktop.web.forms import RecordForm

    Save = Callable[[Session, Mapping[str, Any]], Record]


SAVES_REMEMBERED = 100


def wants_json() -> bool:
    """Whether a script asks, not a person's browser."""
    return request.accept_mimetypes.best == "application/json"


def autosave(
    form: RecordForm,
    *,
    kind: type[Record],
    number: int | None,
    save: Save,
    url: str,
    again: Callable[[], ResponseReturnValue],
) -> ResponseReturnValue:
    """Check and save what a form sent.

    Args:
        form: filled from the request.
        kind: model of the record.
        number: its id; None while there is no record yet.
        save: the service call; gets a signed session and the changes.
        url: the record's page.
        again: shows the page with the form's errors (without scripts).
    """
    if not form.validate_sent():
        return _refused(form, again)
    changes = form.changes
    try:
        with saving(_step(kind, number, changes)) as session:
            _follow_own_save(session, form, kind, number)
            record = save(session, changes)
            session.flush()
            rev, states = record.rev, states_of(record, changes)
            # Before others may write: the same page's next save may be waiting.
            _remember_save(_key(kind, record.id), rev)
    except CollisionError as error:
        return _collided(error, form, url)
    except Exception:
        folder().memory.saves.pop(_key(kind, number), None)
        raise
    if not wants_json():
        collisions.forget(kind, number)
        toast(_("Saved."))
        return redirect(url, HTTPStatus.SEE_OTHER)
    saved = clock_time(folder().settings.now(), current_language())
    return jsonify(rev=rev, saved=saved, step=g.step, states=states)


def _follow_own_save(
    session: Session, form: RecordForm, kind: type[Record], number: int | None
) -> None:
    """Let a page's hasty save stand on its own last one.

    A page that is closing sends its words before it has heard which revision its
    save under way made. Where that save is the newest, nobody else's is overwritten.
    """
    page = request.form.get("_page")
    if page is None or number is None:
        return
    rev = find(session, kind, number).rev
    if folder().memory.saves.get(_key(kind, number)) == (page, rev):
        form.rev.data = str(rev)


def _remember_save(record: str, rev: int) -> None:
    saves = folder().memory.saves
    saves[record] = (request.form.get("_page", ""), rev)
    while len(saves) > SAVES_REMEMBERED:
        saves.pop(next(iter(saves)), None)


def _key(kind: type[Record], number: int | None) -> str:
    return f"{kind.__tablename__}-{number}"


def _step(
    kind: type[Record], number: int | None, changes: Mapping[str, Any]
) -> str | None:
    """Go on with the step this person is in the middle of, when it is one field."""
    if number is None or len(changes) != 1 or not wants_json():
        return None
    here = folder()
    with reading() as session:
        return step_for(
            session,
            actor=here.preferences.load().writer,
            uid=find(session, kind, number).uid,
            field=next(iter(changes)),
            now=here.settings.now(),
        )


def _refused(
    form: RecordForm, again: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue:
    if wants_json():
        return jsonify(errors=form.first_errors()), HTTPStatus.UNPROCESSABLE_ENTITY
    return again()


def _collided(error: CollisionError, form: RecordForm, url: str) -> ResponseReturnValue:
    page = collisions.keep(error, form, url)
    if wants_json():
        return jsonify(collision=page), HTTPStatus.CONFLICT
    return redirect(page, HTTPStatus.SEE_OTHER)
