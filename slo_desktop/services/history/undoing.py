"""Take back a step, as a step of its own.

Undo works by uid and by field over the recorded values. It never overwrites newer
work: where a field no longer holds what the step left there, it refuses. Links and
the two languages of a text are compared one by one, so that work beside the step
does not stand in its way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from slo_desktop.domain.changes import Op
from slo_desktop.domain.errors import (
    NothingToUndoError,
    RecordNotFoundError,
    UndoRefusedError,
)
from slo_desktop.domain.history import Undone
from slo_desktop.services.history.reading import UNSAID
from slo_desktop.storage.changes import AUTHOR, undoing
from slo_desktop.storage.history import (
    changes_of,
    changes_of_step,
    is_disposal,
    is_pointed_to,
)
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models.base import StoredBilingual
from slo_desktop.storage.names import named
from slo_desktop.storage.replay import apply, find_by_uid
from slo_desktop.storage.snapshots import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from slo_desktop.storage.models.base import Record
    from slo_desktop.storage.models.changes import Change
    from slo_desktop.storage.snapshots import Snapshot

MAIN_KINDS = ("evidence", "learning", "priority", "action", "person", "self_review")
"""Kinds that have a page of their own; what a step is mainly about is one of them."""


class _NewerWorkError(Exception):
    """A field no longer holds what the step left there."""


@dataclass
class _Net:
    """What a step did to one record, taken together."""

    record: Record
    seq: int = 0
    added: bool = False
    before: Snapshot = field(default_factory=dict)
    after: Snapshot = field(default_factory=dict)

    @property
    def op(self) -> Op:
        """What became of the record, taken together."""
        if self.added:
            return Op.ADD
        if self.before.get("binned_at") == self.after.get("binned_at"):
            return Op.EDIT
        return Op.BIN if self.after["binned_at"] else Op.RESTORE

    @property
    def fields(self) -> tuple[str, ...]:
        """What is different after the step."""
        before, after = self.before, self.after
        return tuple(
            name
            for name in after
            if name not in UNSAID and before.get(name) != after[name]
        )

    def include(self, change: Change) -> None:
        self.seq = change.seq
        self.added |= change.op is Op.ADD
        was = change.was
        for name, value in change.became.items():
            self.before.setdefault(name, was.get(name))
            self.after[name] = value


def undo(session: Session, step: str) -> Undone:
    """Take back everything one step did; a step that added something bins it.

    Raises:
        NothingToUndoError: there is no such step.
        UndoRefusedError: newer work stands on it; nothing is changed.
    """
    _refuse_erased(session, step)
    try:
        nets = _nets(session, step)
        targets = [(net, _target(session, net, nets)) for net in nets.values()]
        with undoing(session, step):
            for net, target in reversed(targets):
                apply(session, net.record, target)
    except (_NewerWorkError, RecordNotFoundError, sa.exc.IntegrityError) as error:
        raise UndoRefusedError(step) from error
    main = _main(nets.values())
    return Undone(
        step=session.info[AUTHOR].step,
        record=named(main),
        count=len(nets),
        is_binned=main.binned_at is not None,
        op=nets[main.uid].op,
        fields=nets[main.uid].fields,
    )


def redo(session: Session, step: str) -> Undone:
    """Bring back what an undo step took back.

    Raises:
        NothingToUndoError: there is no such step.
        UndoRefusedError: newer work stands on it; nothing is changed.
    """
    return undo(session, step)


def _refuse_erased(session: Session, step: str) -> None:
    """What was erased for good stays so, and so does the step that did it."""
    emptied = any(change.erased for change in changes_of_step(session, step))
    if emptied or is_disposal(session, step):
        raise UndoRefusedError(step)


def _nets(session: Session, step: str) -> dict[str, _Net]:
    nets: dict[str, _Net] = {}
    for change in changes_of_step(session, step):
        if change.uid not in nets:
            kind = kinds()[change.record]
            nets[change.uid] = _Net(find_by_uid(session, kind, change.uid))
        nets[change.uid].include(change)
    if not nets:
        raise NothingToUndoError
    return nets


def _target(session: Session, net: _Net, nets: dict[str, _Net]) -> Snapshot:
    """The values that take a record back to before the step.

    Raises:
        _NewerWorkError: they would overwrite something newer.
    """
    now = current(net.record)
    if not net.after.keys() <= now.keys():
        raise _NewerWorkError
    if net.added:
        return _unadded(session, net, nets, now)
    if now["binned_at"] is not None and _was_thrown_away_since(session, net):
        raise _NewerWorkError
    return {
        name: _value_before(net, name, now[name])
        for name in net.after
        if net.before[name] != net.after[name]
    }


def _was_thrown_away_since(session: Session, net: _Net) -> bool:
    """Whether somebody put it in the bin after the step; undo and redo do not count."""
    changes = changes_of(session, net.record.uid)
    return any(
        change.op is Op.BIN and change.undoes is None and change.seq > net.seq
        for change in changes
    )


def _unadded(
    session: Session, net: _Net, nets: dict[str, _Net], now: Snapshot
) -> Snapshot:
    """Into the bin, if it is still as it was added and nothing newer needs it."""
    if any(now[name] != value for name, value in net.after.items()):
        raise _NewerWorkError
    if is_pointed_to(session, net.record, apart_from=set(nets)):
        raise _NewerWorkError
    if now["binned_at"] is not None:
        return {}
    return {"binned_at": session.info[AUTHOR].at.isoformat()}


def _value_before(net: _Net, name: str, now: Any) -> Any:  # noqa: ANN401  JSON values
    before, after = net.before[name], net.after[name]
    if now == after:
        return before
    mapper = sa.inspect(type(net.record))
    if name in mapper.relationships and mapper.relationships[name].uselist:
        return _without_links(set(before), set(after), set(now))
    if name in mapper.columns and isinstance(
        mapper.columns[name].type, StoredBilingual
    ):
        return _without_languages(before, after, now)
    raise _NewerWorkError


def _without_links(before: set[str], after: set[str], now: set[str]) -> list[str]:
    added, removed = after - before, before - after
    if added - now or removed & now:
        raise _NewerWorkError
    return sorted((now - added) | removed)


def _without_languages(before: Snapshot, after: Snapshot, now: Snapshot) -> Snapshot:
    target = dict(now)
    for code in before.keys() | after.keys():
        if before.get(code) == after.get(code):
            continue
        if now.get(code) != after.get(code):
            raise _NewerWorkError
        target.pop(code, None)
        if code in before:
            target[code] = before[code]
    return target


def _main(nets: Iterable[_Net]) -> Record:
    """The record that a step was mainly about."""
    records = [net.record for net in nets]
    with_page = (r for r in records if r.__tablename__ in MAIN_KINDS)
    return next(with_page, records[0])
