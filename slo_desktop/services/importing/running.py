"""One import from the first look to the last record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop.domain.importing import (
    Finding,
    ImportKind,
    ImportOutcome,
    LeftRow,
    Notice,
    TakenRow,
)
from slo_desktop.services import refs
from slo_desktop.services.importing.columns import KNOWN
from slo_desktop.services.importing.evidence import read_evidence
from slo_desktop.services.importing.files import FOLDER, KeptFiles, keep_files
from slo_desktop.services.importing.learning import read_learning
from slo_desktop.services.importing.plan import PlanReader
from slo_desktop.services.importing.reading import column_of, read_file
from slo_desktop.services.importing.repeated import repeated
from slo_desktop.services.importing.world import world_of
from slo_desktop.settings import WALES
from slo_desktop.storage.models import Action, Evidence, LearningRecord, Priority

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from slo_desktop.services.importing.drafts import Draft
    from slo_desktop.services.importing.reading import Table
    from slo_desktop.storage.objects import ObjectStore

    Keeper = Callable[[Iterable[str]], KeptFiles]

SHOWN = 3
"""Rows that somebody is shown before anything is kept."""


def import_file(
    session: Session,
    kind: ImportKind,
    path: Path,
    *,
    store: ObjectStore,
    now: dt.datetime,
    skip_bad: bool = False,
    dry_run: bool = False,
    backdate: bool = False,
) -> ImportOutcome:
    """Import a CSV file, with the files that lie in `attachments` beside it.

    Args:
        session: a signed session; everything is one step of history.
        kind: what the rows are.
        path: the CSV file.
        store: where attachments are kept.
        now: when this happens.
        skip_bad: keep the good rows although others are bad.
        dry_run: only say what would happen.
        backdate: evidence was written down on the evening of its day.

    Raises:
        FileTooLargeError: the file passes the limit.
        UnreadableImportError: it is not a table of this kind.
        OSError: it is not there, or may not be read.
    """
    folder = path.parent / FOLDER
    return import_table(
        session,
        read_file(kind, path),
        keep=lambda names: keep_files(names, folder, None if dry_run else store),
        now=now,
        skip_bad=skip_bad,
        dry_run=dry_run,
        backdate=backdate,
    )


def import_table(
    session: Session,
    table: Table,
    *,
    keep: Keeper,
    now: dt.datetime,
    skip_bad: bool = False,
    dry_run: bool = False,
    backdate: bool = False,
) -> ImportOutcome:
    """Import a table that was read, as `import_file` does.

    Args:
        session: a signed session.
        table: the rows.
        keep: keeps the named files, or gives those that were kept before.
        now: when this happens.
        skip_bad: keep the good rows although others are bad.
        dry_run: only say what would happen.
        backdate: evidence was written down on the evening of its day.
    """
    with session.no_autoflush:
        drafts = _read(session, table, now=now, backdate=backdate)
    errors = [finding for draft in drafts for finding in draft.findings]
    good = [draft for draft in drafts if draft.is_good]
    if errors and not skip_bad:
        good = []
    with session.no_autoflush:
        alike = list(repeated(session, good))
    kept = keep([name for draft in good for name in draft.files])
    if not dry_run:
        _write(session, good, kept)
    notices = [n for draft in good for n in kept.notices(draft.row, draft.files)]
    return ImportOutcome(
        kind=table.kind,
        rows=len(table.rows),
        kept=len(good),
        errors=_in_order(table, errors),
        warnings=_in_order(table, [*_about_file(table), *alike, *notices]),
        dry_run=dry_run,
        name=table.name,
        headings=table.headings,
        first=_first(table, drafts),
        left=_left(table, errors),
    )


def _in_order(table: Table, findings: list[Finding]) -> tuple[Finding, ...]:
    """What was found, with the headings of the file, in the order of its rows."""
    called = table.called
    told = (replace(f, heading=called.get(f.column, "")) for f in findings)
    return tuple(sorted(told, key=lambda finding: finding.place))


def _first(table: Table, drafts: list[Draft]) -> tuple[TakenRow, ...]:
    """The first rows that can be kept, with the headings of the file."""
    good = sorted((d.taken for d in drafts if d.is_good), key=lambda taken: taken.row)
    called = table.called
    return tuple(
        replace(
            taken,
            cells=tuple(
                replace(cell, heading=called.get(cell.column, ""))
                for cell in taken.cells
                if cell.column in KNOWN[table.kind]
            ),
        )
        for taken in good[:SHOWN]
    )


def _left(table: Table, errors: list[Finding]) -> tuple[LeftRow, ...]:
    bad = {finding.row for finding in errors}
    rows = (row for row in table.rows if row.number in bad)
    return tuple(LeftRow(row.number, row.line) for row in rows)


def _about_file(table: Table) -> list[Finding]:
    unknown, what = table.unknown, Notice.UNKNOWN_COLUMN
    found = [Finding(1, column_of(table.kind, name), what, name) for name in unknown]
    if table.guessed:
        found.append(Finding(0, "", Notice.GUESSED_LETTERS))
    return found


def _read(
    session: Session, table: Table, *, now: dt.datetime, backdate: bool
) -> list[Draft]:
    world = world_of(session, table.kind, now.astimezone(WALES).date())
    match table.kind:
        case ImportKind.EVIDENCE:
            return list(read_evidence(table, world, now=now, backdate=backdate))
        case ImportKind.PLAN:
            return list(PlanReader(table, world).drafts())
        case ImportKind.LEARNING:
            return list(read_learning(table, world))


def _write(session: Session, drafts: list[Draft], kept: KeptFiles) -> None:
    for draft in drafts:
        if isinstance(draft.record, Evidence):
            draft.record.attachments = kept.of(draft.files)
        if not draft.record.ref:
            draft.record.ref = _next_ref(session, draft)
        session.add_all([draft.record, *draft.parts])
    session.flush()


def _next_ref(session: Session, draft: Draft) -> str:
    match draft.record:
        case Evidence() as evidence:
            return refs.next_evidence_ref(session, evidence.happened_on)
        case LearningRecord() as learning:
            return refs.next_learning_ref(session, learning.starts_on)
        case Priority() as priority:
            return refs.next_priority_ref(session, priority.school_year)
        case Action() as action:
            return refs.next_action_ref(session, action.priority)
