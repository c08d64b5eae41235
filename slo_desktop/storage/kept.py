"""Answers that stay right until something changes.

The hash of the newest change names the state of the whole file, so an answer that was
kept under it can never be an old one.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

import sqlalchemy as sa

from slo_desktop.domain.changes import CHAIN_START
from slo_desktop.storage.models.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy.orm import Session

V = TypeVar("V")
MOST = 64


class KeptAnswers(Generic[V]):
    """Answers to one kind of question, the last ones asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Hashable], V] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, question: Hashable, answer: Callable[[], V]) -> V:
        """The answer to a question, worked out only when it may have changed."""
        newest = sa.select(Change.hash).order_by(Change.seq.desc()).limit(1)
        key = session.scalar(newest) or CHAIN_START, question
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        found = answer()
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found
