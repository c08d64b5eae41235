"""Forms of records that do not exist yet: their words and files wait as a draft.

The draft is read by the server, so a form comes back filled without scripts too, and
the page says since when its words are kept. Nothing of it is lost without a sentence:
what is given up can be brought back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar, cast

from flask import request
from werkzeug.datastructures import MultiDict

from slo_desktop.domain.errors import SloError
from slo_desktop.domain.foreign_json import parsed_object, text
from slo_desktop.domain.values import dataclass
from slo_desktop.web import once
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from werkzeug.datastructures import FileStorage

    from slo_desktop.domain.attachments import WaitingFile
    from slo_desktop.web.forms import RecordForm

    F = TypeVar("F", bound=RecordForm)

WAITING: Final = "waiting"
NO_WORDS: Final = frozenset(
    {"csrf_token", "rev", "next", "then", "back", "_fields", once.NAME, WAITING}
)
WRITTEN: Final = ("_cy", "_en")
"""How boxes end in which a person writes; others are filled from the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the page of a new record knows about its draft (macros/new.html).

    Attributes:
        key: names the draft.
        new_url: this page, without anything that was written.
        list_url: where somebody goes who gives it up.
        since: when its words were last kept; None where nothing is kept.
        files: files that were chosen already.
        not_kept: a sentence for each file that was refused just now.
    """

    key: str
    new_url: str
    list_url: str
    since: dt.datetime | None
    files: tuple[WaitingFile, ...]
    not_kept: tuple[str, ...]


def beginning(
    key: str, *, new_url: str, list_url: str, not_kept: Iterable[str] = ()
) -> Beginning:
    """The draft of a form as it is now.

    Args:
        key: names it.
        new_url: the page of an empty form, unless the address says what it begins with.
        list_url: where somebody goes who gives it up.
        not_kept: a sentence for each file that was refused just now.
    """
    is_shown = request.method == "GET"
    drafts = folder().drafts
    files = drafts.files.all(key)
    is_kept = bool(files) or kept_words(key) is not None
    return Beginning(
        key=key,
        new_url=request.full_path.rstrip("?") if is_shown else new_url,
        list_url=list_url,
        since=drafts.kept_at(key) if is_kept else None,
        files=files,
        not_kept=tuple(not_kept),
    )


def begun(kind: type[F], key: str, data: dict[str, Any] | None = None) -> F:
    """The form of a new record with the words that are kept.

    Args:
        kind: the form.
        key: names its draft.
        data: what it says where no words are kept.
    """
    words = kept_words(key)
    if words is None:
        return kind(formdata=None, data=data or {})
    return kind(formdata=words)


def kept_words(key: str) -> MultiDict[str, str] | None:
    """The words of a draft; None where there are none, or none that can be read."""
    kept = folder().drafts.read(key)
    if kept is None:
        return None
    try:
        fields = parsed_object(kept)
        pairs = [(name, text(each)) for name, texts in fields.items() for each in texts]
    except (ValueError, TypeError):
        return None
    return MultiDict(pair for pair in pairs if pair[0] not in NO_WORDS)


def keep_sent(key: str) -> None:
    """Keep the words that this request sent as the draft of their form."""
    names = [name for name in request.form if name not in NO_WORDS]
    words = {name: request.form.getlist(name) for name in names}
    if words:
        folder().drafts.keep(key, json.dumps(words, ensure_ascii=False).encode())


def forget_draft(key: str) -> None:
    """The words of this request are saved, with the files it named."""
    drafts = folder().drafts
    drafts.drop(key)
    drafts.files.drop(key, request.form.getlist(WAITING))


def wrote_something() -> bool:
    """Whether this request sends words that somebody wrote."""
    texts = [each for name, each in request.form.items() if name.endswith(WRITTEN)]
    return any(each.strip() for each in texts)


def keep_files(
    key: str, files: Iterable[FileStorage]
) -> tuple[list[WaitingFile], list[SloError]]:
    """Receive the files that a request sent beside their draft.

    Returns:
        What was kept, and why the others were not.
    """
    kept, refused = [], []
    for file in files:
        if file.filename:
            stream = cast("BinaryIO", file.stream)
            try:
                kept.append(folder().drafts.files.put(key, stream, file.filename))
            except SloError as error:
                refused.append(error)
    return kept, refused
