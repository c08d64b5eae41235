"""A short word about what was done, with a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, g, get_flashed_messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What happened, and the history step that takes it back, if there is one."""

    text: str
    step: str | None = None
    category: str = "done"


def toast(text: str, *, undo: bool = True, category: str = "done") -> None:
    """Say on the next page what was done.

    Args:
        text: a whole sentence in the person's language.
        undo: offer to take back what the last `saving()` of this request did.
        category: `done` or `care`.
    """
    step = g.get("step") if undo else None
    flash({"text": text, "step": step, "category": category})  # type: ignore[arg-type]  # any JSON value travels


def waiting_toasts() -> tuple[Toast, ...]:
    """Everything to be said on this page, once."""
    told: list[Any] = list(get_flashed_messages())
    return tuple(Toast(**message) for message in told)
