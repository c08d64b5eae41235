"""Which step comes next: to go on with, to take back or to bring back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.changes import Op
from slo_desktop.domain.errors import NothingToUndoError
from slo_desktop.domain.history import AUTOSAVE_STEP
from slo_desktop.domain.languages import Language
from slo_desktop.storage.history import (
    changes_of_step,
    newest_change_of,
    step_undone_by,
    steps,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.changes import Change

LANGUAGES = {f"_{language}": language for language in Language}


def step_for(
    session: Session, *, actor: str | None, uid: str, field: str, now: dt.datetime
) -> str:
    """The step that a save of one field belongs to.

    Saves of one field by one person within a few minutes are one step, counted from
    the first of them, so that undo takes back a thought and not an evening.

    Args:
        session: reads only.
        actor: uid of the person who writes, or nobody.
        uid: the record.
        field: a column or link, or `title_en` for one language of `title`.
        now: the time.
    """
    last = newest_change_of(session, uid)
    if last is not None and _continues(session, last, actor, field, now):
        return last.step
    return str(uuid.uuid4())


def _continues(
    session: Session, last: Change, actor: str | None, field: str, now: dt.datetime
) -> bool:
    if last.op is not Op.EDIT or last.undoes is not None or last.actor != actor:
        return False
    if last.erased is not None:
        return False
    begun = changes_of_step(session, last.step)
    return (
        abs(now - begun[0].at) <= AUTOSAVE_STEP
        and {change.uid for change in begun} == {last.uid}
        and all(_only(change, field) for change in begun)
    )


def _only(change: Change, field: str) -> bool:
    """Whether a change is about this field and nothing else."""
    language = LANGUAGES.get(field[-3:])
    if field in change.after or language is None:
        return set(change.after) in ({field}, {_links(field)})
    base = field[:-3]
    return set(change.after) == {base} and _differing(change, base) == {str(language)}


def _links(field: str) -> str:
    """Framework codes are linked under a name of their own."""
    return "element_links" if field == "elements" else field


def _differing(change: Change, field: str) -> set[str]:
    before: dict[str, Any] = change.before[field]
    after: dict[str, Any] = change.after[field]
    return {
        code
        for code in before.keys() | after.keys()
        if before.get(code) != after.get(code)
    }


def last_step(session: Session) -> str:
    """The step that Ctrl Z takes back.

    Raises:
        NothingToUndoError: everything is taken back, or nothing was done yet.
    """
    taken_back_by: dict[str, str] = {}
    brought_back_by: dict[str, str] = {}
    for step, undoes in steps(session):
        by = taken_back_by.get(step)
        if by is not None:
            if undoes is not None:
                brought_back_by[undoes] = brought_back_by.get(by, by)
        elif undoes is not None:
            taken_back_by[undoes] = step
        else:
            return brought_back_by.get(step, step)
    raise NothingToUndoError


def last_undone(session: Session) -> str:
    """The step that Ctrl Y brings back: its undo step, to be given to `redo`.

    New work ends it, as everywhere: what was taken back before stays so.

    Raises:
        NothingToUndoError: nothing was taken back since the last new work.
    """
    taken_back: set[str] = set()
    for step, undoes in steps(session):
        if undoes is None and step not in taken_back:
            break
        if undoes is not None and step not in taken_back:
            if _times_undone(session, step) % 2:
                return step
            taken_back.add(undoes)
    raise NothingToUndoError


def _times_undone(session: Session, step: str) -> int:
    """Odd for an undo, even for the undo of an undo."""
    count = 0
    while (earlier := step_undone_by(session, step)) is not None:
        step, count = earlier, count + 1
    return count
