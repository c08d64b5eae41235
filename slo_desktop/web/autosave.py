"""Answer a form that saves itself, and the same form sent without scripts."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import g, jsonify, redirect, request
from flask_babel import gettext as _

from slo_desktop.domain.errors import BadDatesError, CollisionError, NamelessError
from slo_desktop.i18n.dates import clock_time
from slo_desktop.services.history import step_for
from slo_desktop.services.records import find
from slo_desktop.web import collisions, unsaved
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.forms import states_of
from slo_desktop.web.language import current_language
from slo_desktop.web.saving import reading, saving
from slo_desktop.web.toasts import toast
from slo_desktop.web.unsaved import Why

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
    if number is not None and collisions.is_answer():
        # Before anything else: whatever is refused, these words are the newest.
        of = kind.__tablename__, number
        unsaved.keep(Why.COLLISION, of, form, form.sent, url)
    if not form.validate_sent():
        return _refused(form, kind, number, url, again)
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
    except (NamelessError, BadDatesError) as error:
        form.refuse(error, explain(error)[0])
        return _refused(form, kind, number, url, again)
    except Exception:
        folder().memory.saves.pop(_key(kind, number), None)
        raise
    _forget(form, kind, number)
    return _saved(form, url, rev, states)


def _saved(
    form: RecordForm, url: str, rev: int, states: Mapping[str, str]
) -> ResponseReturnValue:
    """Say when it was saved, and what may be a slip of the hand all the same."""
    if not wants_json():
        toast(_("Saved."))
        for question in form.questions.values():
            toast(question, undo=False, category="care")
        return redirect(url, HTTPStatus.SEE_OTHER)
    saved = clock_time(folder().settings.now(), current_language())
    return jsonify(
        rev=rev,
        saved=saved,
        step=g.step,
        states=states,
        shown=form.shown,
        questions=form.questions,
    )


def _forget(form: RecordForm, kind: type[Record], number: int | None) -> None:
    """What was refused before, or collided and is answered, is saved now."""
    if number is None:
        return
    unsaved.let_go(Why.REFUSED, kind.__tablename__, number, form.sent)
    if collisions.is_answer():
        unsaved.let_go(Why.COLLISION, kind.__tablename__, number, form.sent)


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
    ((field, value),) = changes.items()
    with reading() as session:
        return step_for(
            session,
            actor=here.preferences.load().writer,
            uid=find(session, kind, number).uid,
            field=field,
            value=value,
            now=here.settings.now(),
        )


def _refused(
    form: RecordForm,
    kind: type[Record],
    number: int | None,
    url: str,
    again: Callable[[], ResponseReturnValue],
) -> ResponseReturnValue:
    """Say what is wrong; the words are kept, whatever becomes of the page."""
    errors = form.first_errors()
    of = kind.__tablename__, number or 0
    if number is not None and collisions.is_answer():
        for sentence in errors.values():
            toast(sentence, undo=False, category="care")
        return redirect(collisions.page_of(*of), HTTPStatus.SEE_OTHER)
    if number is not None:
        typed = [name for name in errors if any(request.form.getlist(name))]
        if typed:
            unsaved.keep(Why.REFUSED, of, form, typed, url)
    if wants_json():
        return jsonify(errors=errors), HTTPStatus.UNPROCESSABLE_ENTITY
    return again()


def _collided(error: CollisionError, form: RecordForm, url: str) -> ResponseReturnValue:
    page = collisions.keep(error, form, url)
    if wants_json():
        return jsonify(collision=page, stay=True), HTTPStatus.CONFLICT
    return redirect(page, HTTPStatus.SEE_OTHER)
