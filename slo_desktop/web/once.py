"""A form that is sent twice does its work once.

A double click sends the same form again before the first answer is there, and whoever
goes back and sends it again means no second record either. Each form that makes a
record carries a mark of its own; a second request with the same mark and the same words
waits for the first and leads to its page. Other words under one mark are new work.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from flask import make_response, redirect, request

from slo_desktop.web.folder import folder
from slo_desktop.web.toasts import tell_again, told_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Response

NAME: Final = "once"
REMEMBERED: Final = 200

V = TypeVar("V", bound="Callable[..., Any]")


@dataclass(slots=True)
class Sent:
    """What a form led to; empty while its first request is at work."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    location: str = ""
    told: list[Any] = field(default_factory=list)


def mark() -> str:
    """The mark of one form on one page."""
    return secrets.token_hex(16)


def once(view: V) -> V:
    """Have a view that makes a record do so once for each form that was filled in."""

    @wraps(view)
    def answer_once(**values: Any) -> Any:  # noqa: ANN401  as the view
        key = _key()
        if key is None:
            return view(**values)
        sent = _remembered(key)
        with sent.lock:
            if not sent.location:
                return _answered(make_response(view(**values)), sent)
        tell_again(sent.told)
        return redirect(sent.location, HTTPStatus.SEE_OTHER)

    return cast("V", answer_once)


def _answered(answer: Response, sent: Sent) -> Response:
    """Remember where the work led to; a form that was refused may be sent again."""
    if answer.status_code == HTTPStatus.SEE_OTHER:
        sent.location, sent.told = answer.location or "", told_here()
    return answer


def _remembered(key: str) -> Sent:
    memory = folder().memory.sent
    sent = memory.setdefault(key, Sent())
    while len(memory) > REMEMBERED:
        memory.pop(next(iter(memory)), None)
    return cast("Sent", sent)


def _key() -> str | None:
    """Names a request by its mark and everything it says."""
    if not request.form.get(NAME):
        return None
    said = repr((request.path, sorted(request.form.items(multi=True)), list(_files())))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _files() -> Iterator[tuple[str, str | None, int]]:
    for name, file in request.files.items(multi=True):
        size = file.stream.seek(0, 2)
        file.stream.seek(0)
        yield name, file.filename, size
