"""Which step comes next: to go on with, to take back or to bring back."""

from __future__ import annotations

import uuid
from enum import Enum
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.changes import Op
from slo_desktop.domain.errors import NothingToUndoError
from slo_desktop.domain.history import AUTOSAVE_STEP, takes_words_away
from slo_desktop.domain.languages import Language
from slo_desktop.storage.history import (
    changes_of_step,
    newest_change_of,
    step_undone_by,
    steps,
)
from slo_desktop.storage.snapshots import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.changes import Change

LANGUAGES = {f"_{language}": language for language in Language}


def step_for(
    session: Session,
    *,
    actor: str | None,
    uid: str,
    field: str,
    value: object,
    now: dt.datetime,
) -> str:
    """The step that a save of one field belongs to.

    Saves of one field by one person within a few minutes are one step, counted from
    the first of them, so that undo takes back a thought and not an evening. What was
    said to be saved is never lost in one: a save that takes words away, or that brings
    back what stood there before, is a step of its own.

    Args:
        session: reads only.
        actor: uid of the person who writes, or nobody.
        uid: the record.
        field: a column or link, or `title_en` for one language of `title`.
        value: what is about to be saved in it.
        now: the time.
    """
    last = newest_change_of(session, uid)
    if last is not None and _may_go_on(last, actor):
        begun = changes_of_step(session, last.step)
        if _continues(begun, field, now) and not _loses(begun, field, value):
            return last.step
    return str(uuid.uuid4())


def _may_go_on(last: Change, actor: str | None) -> bool:
    is_edit = last.op is Op.EDIT and last.undoes is None and last.erased is None
    return is_edit and last.actor == actor


def _continues(begun: Sequence[Change], field: str, now: dt.datetime) -> bool:
    return (
        abs(now - begun[0].at) <= AUTOSAVE_STEP
        and len({change.uid for change in begun}) == 1
        and all(_only(change, field) for change in begun)
    )


def _loses(begun: Sequence[Change], field: str, value: object) -> bool:
    """Whether something that was saved in this step would be nowhere afterwards."""
    before, *saved = _values(begun, field)
    new = plain(value)
    if new == before:
        return True
    is_text = isinstance(value, str) and not isinstance(value, Enum)
    return is_text and any(
        isinstance(old, str) and takes_words_away(old, new) for old in saved
    )


def _values(begun: Sequence[Change], field: str) -> list[object]:
    """What stood in the field before the step, and after each of its saves."""
    base, language = field, LANGUAGES.get(field[-3:])
    if field not in begun[0].after and language is not None:
        base = field[:-3]
    snapshots = [begun[0].was, *(change.became for change in begun)]
    values = [snapshot.get(base) for snapshot in snapshots]
    if base == field:
        return values
    return [(value or {}).get(language, {}).get("text", "") for value in values]


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
