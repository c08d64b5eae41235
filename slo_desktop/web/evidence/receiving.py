"""Take in the files that a form sent, before anything is saved.

One that cannot be kept hides nothing of the others: each is answered for by name.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, cast

from flask import request
from flask_babel import gettext as _

from slo_desktop.domain.errors import ChosenFilesGoneError, SloError
from slo_desktop.i18n.lists import join_and
from slo_desktop.services.attachments import receive
from slo_desktop.web import once
from slo_desktop.web.errors import explain
from slo_desktop.web.folder import folder
from slo_desktop.web.language import current_language
from slo_desktop.web.new_records import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import FileStorage

    from slo_desktop.domain.attachments import StoredObject

REMEMBERED = 50
"""Arrivals whose pages may still be looked at."""
NAMED = 5
"""Most files that a toast calls by their names."""


@dataclass(slots=True)
class Arrival:
    """What became of the files that one form sent, in one request or in several.

    Attributes:
        mark: names it in the address of the page that tells of it.
        step: the step of history that attached them.
        names: of the files that stand beside the record now.
        refused: why the others do not.
    """

    mark: str
    step: str | None = None
    names: list[str] = field(default_factory=list)
    refused: list[SloError] = field(default_factory=list)

    @property
    def told(self) -> str | None:
        """What the address of the record's page says; None where all went well."""
        return self.mark if self.refused else None

    @property
    def not_kept(self) -> list[str]:
        """A sentence for each file that was refused."""
        return [explain(error)[0] for error in self.refused]


@dataclass(slots=True)
class Received:
    """Files of one request, with their bytes kept."""

    kept: list[tuple[str, StoredObject]] = field(default_factory=list)
    refused: list[SloError] = field(default_factory=list)

    def take(self, stream: BinaryIO, name: str) -> None:
        """Keep the bytes of a file, or remember why not."""
        try:
            self.kept.append((name, receive(folder().objects, stream, name)))
        except SloError as error:
            self.refused.append(error)


def received(files: Iterable[FileStorage]) -> Received:
    """Keep the bytes of every file that can be kept."""
    found = Received()
    for file in files:
        if file.filename:
            found.take(cast("BinaryIO", file.stream), file.filename)
    return found


def received_with(key: str, files: Iterable[FileStorage]) -> Received:
    """The same for a new record, after the files that waited in its draft."""
    found, waiting = Received(), folder().drafts.files
    asked = request.form.getlist(WAITING)
    there = [each for each in waiting.all(key) if each.id in asked]
    for each in there:
        with waiting.bytes_of(key, each.id).open("rb") as file:
            found.take(file, each.name)
    if missing := len(asked) - len(there):
        found.refused.append(ChosenFilesGoneError(missing))
    more = received(files)
    return Received(found.kept + more.kept, found.refused + more.refused)


def arrival_at(number: int) -> Arrival:
    """What became of this form's files at a record: a script sends each by itself."""
    mark = request.form.get(once.NAME) or uuid.uuid4().hex
    arrivals = folder().memory.arrivals
    arrival: Arrival = arrivals.setdefault(f"{number} {mark}", Arrival(mark))
    while len(arrivals) > REMEMBERED:
        arrivals.pop(next(iter(arrivals)), None)
    return arrival


def arrival_told(number: int) -> Arrival | None:
    """What the address asks a record's page to tell about files that were sent."""
    mark = request.args.get("files", "")
    arrival: Arrival | None = folder().memory.arrivals.get(f"{number} {mark}")
    return arrival


def told_of(arrival: Arrival) -> str:
    """What a toast says about the files that arrived."""
    if len(arrival.names) > NAMED:
        return _("Files attached: %(count)s", count=len(arrival.names))
    names = join_and(arrival.names, current_language())
    return _("Attached: %(names)s", names=names)
