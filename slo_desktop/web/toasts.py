"""A short word about what was done, with a way back."""

from __future__ import annotations

from typing import Any

from flask import flash, g, get_flashed_messages, session

from slo_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What happened, and what takes it back, if anything does.

    Attributes:
        step: a step of history.
        undo_url: where to ask instead, for what is no step.
        more_url: a page that tells more.
        open_url: the page of what was made.
        redo: the step took something back, so what is offered is to bring it back.
    """

    text: str
    step: str | None = None
    category: str = "done"
    undo_url: str | None = None
    more_url: str | None = None
    open_url: str | None = None
    redo: bool = False


def toast(
    text: str,
    *,
    undo: bool = True,
    category: str = "done",
    undo_url: str | None = None,
    more_url: str | None = None,
    open_url: str | None = None,
    redo: bool = False,
) -> None:
    """Say on the next page what was done.

    Args:
        text: a whole sentence in the person's language.
        undo: offer to take back what the last `saving()` of this request did.
        category: `done` or `care`.
        undo_url: where to ask for it to be taken back, for what is no step of history.
        more_url: a page that tells more.
        open_url: the page of what was made, where another page is shown.
        redo: it was a step that took something back.
    """
    step = g.get("step") if undo and not undo_url else None
    told = {
        "text": text,
        "step": step,
        "category": category,
        "undo_url": undo_url,
        "more_url": more_url,
        "open_url": open_url,
        "redo": redo,
    }
    flash(told)  # type: ignore[arg-type]  # any JSON value travels


def told_here() -> list[Any]:
    """What this request, or one before it that was not shown yet, has to say."""
    return list(session.get("_flashes", []))


def tell_again(told: list[Any]) -> None:
    """Say what another request had to say, whose answer nobody may have seen."""
    session["_flashes"] = told


def waiting_toasts() -> tuple[Toast, ...]:
    """Everything to be said on this page, once."""
    told: list[Any] = list(get_flashed_messages())
    return tuple(Toast(**message) for message in told)
