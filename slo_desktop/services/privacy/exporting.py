"""Everything a school has written, readable without the program."""

from __future__ import annotations

import json
import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from slo_desktop import __version__
from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import FileDamagedError, NoSchoolError
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.domain.privacy.exporting import Exported
from slo_desktop.domain.privacy.filenames import unique_names
from slo_desktop.i18n.frameworks import frameworks
from slo_desktop.services.privacy.readme import ALL_LINES, ALL_TITLE, NAME, readme
from slo_desktop.services.privacy.rows import Rows, headings
from slo_desktop.services.privacy.tables import many, to_csv
from slo_desktop.settings import WALES
from slo_desktop.storage.archive import archive, copy_to_read
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import line_of
from slo_desktop.storage.links import kinds
from slo_desktop.storage.models import (
    Action,
    Attachment,
    Change,
    Evidence,
    LearningRecord,
    Priority,
    School,
)
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.snapshots import current
from slo_desktop.storage.upgrade import HEAD

if TYPE_CHECKING:
    import datetime as dt
    import threading
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from slo_desktop.services.privacy.place import PlaceOfData
    from slo_desktop.storage.archive import Archive
    from slo_desktop.storage.models.base import Record

FORMAT = 1
FOLDER = "attachments"
COPIES = "exports"
BATCH = 500
IN_IMPORT_FORM = frozenset({Evidence, Priority, Action, LearningRecord})
PRIVATE = frozenset({"reflection"})
"""Fields that are exported only when their owner asks."""


def export(
    place: PlaceOfData,
    target: Path,
    *,
    now: dt.datetime,
    stop: threading.Event | None = None,
    note: Callable[[int], None] | None = None,
) -> Exported:
    """Write everything into one ZIP, whole or not at all.

    It reads from a copy of the data file that is made first, so that pages go on
    saving meanwhile.

    Args:
        place: the school's folder.
        target: the ZIP; one that is there is replaced only by a whole one.
        now: the time.
        stop: ends it; the target stays as it was.
        note: told how many parts are written.

    Raises:
        NoSchoolError: there is nothing to export.
        StoppedError: somebody stopped it.
    """
    at = now.astimezone(WALES)
    with (
        as_it_is(place) as session,
        archive(target, at=at, stop=stop, note=note) as made,
    ):
        return _Export(session, place, made, now).write()


@contextmanager
def as_it_is(place: PlaceOfData) -> Iterator[Session]:
    """The data file as it is now: a copy, so that reading long holds up no save."""
    folder = place.cache_dir / COPIES
    shutil.rmtree(folder, ignore_errors=True)
    copy = folder / f"{uuid.uuid4().hex}.sqlite"
    try:
        copy_to_read(place.database, copy)
        engine = open_engine(copy)
        try:
            with Session(engine) as session:
                yield session
        finally:
            engine.dispose()
    finally:
        copy.unlink(missing_ok=True)


class _Export:
    """One export on its way."""

    def __init__(
        self, session: Session, place: PlaceOfData, made: Archive, now: dt.datetime
    ) -> None:
        self.session = session
        self.store = ObjectStore(place.data_dir)
        self.made = made
        self.now = now
        self.records = 0
        self.codes: set[str] = set()

    def write(self) -> Exported:
        school = self.session.scalars(sa.select(School).order_by(School.id)).first()
        if school is None:
            raise NoSchoolError
        files = self._files()
        self._tables({file.id: name for file, name in files})
        self.made.add_all("data.json", self._data())
        self.made.add_all("history.jsonl", self._history())
        self._codes()
        missing = tuple(self._attach(files))
        text = readme(
            ALL_TITLE,
            ALL_LINES,
            school=school.name,
            made_at=self.now,
            missing=missing,
        )
        self.made.add(NAME, text)
        return Exported(
            records=self.records, files=len(files) - len(missing), missing=missing
        )

    def _files(self) -> list[tuple[Attachment, str]]:
        query = sa.select(Attachment).order_by(Attachment.id)
        files = self.session.scalars(query).all()
        names = unique_names(file.name for file in files)
        return list(zip(files, names, strict=True))

    def _tables(self, file_names: Mapping[int, str]) -> None:
        rows = Rows(self.session, file_names)
        by_kind = {
            ImportKind.EVIDENCE: rows.evidence(),
            ImportKind.PLAN: rows.plan(),
            ImportKind.LEARNING: rows.learning(),
        }
        for kind, found in by_kind.items():
            self.made.add(f"{kind}.csv", to_csv(headings(kind), found))
        for name, model in sorted(kinds().items()):
            if model not in IN_IMPORT_FORM:
                table = [flat(record, file_names) for record in self._live(model)]
                heads = list(dict.fromkeys(cell for row in table for cell in row))
                self.made.add(f"{name}.csv", to_csv(heads or ["uid"], table))

    def _live(self, kind: type[Record]) -> Iterator[Record]:
        here = sa.select(kind).where(kind.binned_at.is_(None)).order_by(kind.id)
        query = here.options(selectinload("*"))
        yield from self.session.scalars(query.execution_options(yield_per=BATCH))

    def _data(self) -> Iterator[bytes]:
        head = {
            "format": FORMAT,
            "program": __version__,
            "schema": HEAD,
            "made_at": self.now.isoformat(),
        }
        yield _json(head)[:-1] + b',"records":{'
        for number, (name, kind) in enumerate(sorted(kinds().items())):
            yield (b"," if number else b"") + b"\n" + _json(name) + b":["
            query = sa.select(kind).order_by(kind.id).options(selectinload("*"))
            found = self.session.scalars(query.execution_options(yield_per=BATCH))
            for place, record in enumerate(found):
                yield (b",\n" if place else b"\n") + _json(self._record(record))
            yield b"]"
        yield b"}}\n"

    def _record(self, record: Record) -> dict[str, Any]:
        self.records += 1
        fields = {k: v for k, v in current(record).items() if k not in PRIVATE}
        self._collect(fields.values())
        return {
            **fields,
            "created_at": record.created_at.isoformat(),
            "updated_at": record.updated_at.isoformat(),
        }

    def _collect(self, values: Any) -> None:  # noqa: ANN401  recorded values
        """Remember the codes, so that they can be explained."""
        for value in values:
            if isinstance(value, list):
                self._collect(value)
            elif isinstance(value, str) and frameworks().entry(value) is not None:
                self.codes.add(value)

    def _history(self) -> Iterator[bytes]:
        query = sa.select(Change).order_by(Change.seq)
        for change in self.session.scalars(query.execution_options(yield_per=BATCH)):
            line = json.loads(line_of(change))
            for side in ("before", "after"):
                for name in PRIVATE & line[side].keys():
                    line[side][name] = None
            yield _json(line) + b"\n"

    def _codes(self) -> None:
        rows = [
            {"code": code, "cy": said[0], "en": said[1]}
            for code in sorted(self.codes)
            for said in [[frameworks().label(code, each) for each in Language]]
        ]
        self.made.add("codes.csv", to_csv(["code", "cy", "en"], rows))

    def _attach(self, files: list[tuple[Attachment, str]]) -> Iterator[str]:
        """Write every file that is whole; gives the names of the others."""
        for file, name in files:
            if not attach(self.made, self.store, file.sha256, f"{FOLDER}/{name}"):
                yield name


def attach(made: Archive, store: ObjectStore, sha256: str, name: str) -> bool:
    """Put a kept file into an export, if it still is what it was."""
    if not store.is_whole(sha256):
        return False
    try:
        with store.open(sha256) as stream:
            made.add_file(name, stream)
    except FileDamagedError:
        return False
    return True


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def flat(record: Record, file_names: Mapping[int, str]) -> dict[str, str]:
    """A record as one row of cells, by the names of its fields."""
    cells: dict[str, str] = {}
    for name, value in current(record).items():
        if name == "binned_at":
            continue
        column = getattr(record, name)
        if isinstance(column, Bilingual):
            cells |= {f"{name}_{code}": column.text(code) for code in Language}
        elif isinstance(value, list):
            cells[name] = many(map(str, value))
        else:
            cells[name] = "" if value is None else str(value)
    if isinstance(record, Attachment):
        cells["file"] = file_names.get(record.id, "")
    return cells
