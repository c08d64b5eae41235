"""Take in the files that a form sent, before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from slo_desktop.domain.errors import SloError
from slo_desktop.services.attachments import receive
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import FileStorage

    from slo_desktop.domain.attachments import StoredObject
    from slo_desktop.web.evidence.forms import NewEvidenceForm

    Kept = list[tuple[str, StoredObject]]


def received(files: Iterable[FileStorage]) -> Kept:
    """Keep the bytes of every file, by the name it was sent with."""
    store = folder().objects
    return [
        (file.filename, receive(store, cast("BinaryIO", file.stream), file.filename))
        for file in files
        if file.filename
    ]


def receive_into(form: NewEvidenceForm) -> Kept | None:
    """The files of a new record; None when one was refused, and the form says why."""
    try:
        return received(form.files.data or ())
    except SloError as error:
        form.files.errors = [explain(error)[0]]
        return None
