"""What is wrong with a folder whose data file cannot be opened, and the ways back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from slo_desktop.domain.errors import NewerDataError
from slo_desktop.domain.safety.backups import Kept
from slo_desktop.domain.safety.recovery import Outlook, Source, Way, Wrong, wrong_of
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.database import open_engine
from slo_desktop.storage.journal import head_of_table
from slo_desktop.storage.links import kinds
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.telling import Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from slo_desktop.domain.errors import SloError
    from slo_desktop.storage.telling import Word

NOT_DAMAGED = frozenset({Wrong.NEWER, Wrong.MIGRATION})
"""The data file is whole; only this version of the program cannot open it."""


def look(data_dir: Path, database: Path, error: SloError) -> Outlook:
    """Say what is wrong with a folder, what is safe and what can be done.

    Nothing is changed.

    Args:
        data_dir: the folder.
        database: its data file.
        error: why the program would not open it.

    Raises:
        ValueError: recovery can do nothing about this error.
    """
    wrong = wrong_of(error)
    story, backups = Story(data_dir, database), Backups(data_dir)
    ways = [] if wrong in NOT_DAMAGED else _ways(database, wrong, story, backups)
    found = None
    if isinstance(error, NewerDataError):
        found = error.found, error.known
    return Outlook(
        wrong=wrong,
        changes=len(story.words),
        newest_at=_instant(story.words[-1].at) if story.words else None,
        lost=story.lost,
        files=sum(1 for _ in ObjectStore(data_dir).all()),
        ways=tuple(sorted(ways, key=lambda way: not way.is_complete)),
        broken=tuple(one.path.name for one in backups.broken()),
        found=found,
    )


def _ways(
    database: Path, wrong: Wrong, story: Story, backups: Backups
) -> Sequence[Way]:
    """The file that is here, then backups from the newest, then the journal alone."""
    kept = [_of_backup(one, story) for one in backups.all()]
    alone = [_way(Source.JOURNAL, "", 0, story)] if story.words else []
    return [*_of_file(database, wrong, story), *kept, *alone]


def way_of_file(
    path: Path,
    data_dir: Path,
    database: Path,
    *,
    key: str | None = None,
    scratch: Path | None = None,
) -> Way:
    """The way back that a backup from elsewhere offers.

    Raises:
        BackupRefusedError: it is not a backup of ours, damaged, or needs another key.
    """
    with opened(path, key=key, scratch=scratch) as container:
        kept = Kept(path=path, manifest=container.manifest, sealed=container.sealed)
    return _of_backup(kept, Story(data_dir, database))


def _of_file(database: Path, wrong: Wrong, story: Story) -> Iterator[Way]:
    """A file that is only older than its journal is the shortest way back."""
    if wrong is not Wrong.OLDER:
        return
    engine = open_engine(database, read_only=True)
    try:
        with suppress(sa.exc.DatabaseError), Session(engine) as session:
            head = head_of_table(session)
            if story.holds(head):
                yield _way(Source.FILE, "", head[0], story)
    finally:
        engine.dispose()


def _of_backup(kept: Kept, story: Story) -> Way:
    manifest = kept.manifest
    fits = story.holds((manifest.seq, manifest.chain))
    way = _way(Source.BACKUP, kept.path.name, manifest.seq if fits else None, story)
    return replace(
        way,
        made_at=manifest.made_at,
        records=sum(manifest.counts.get(name, 0) for name in kinds()),
        files=len(manifest.objects),
        proven_at=kept.proven_at,
        is_sealed=kept.sealed,
    )


def _way(source: Source, key: str, seq: int | None, story: Story) -> Way:
    """A way that begins at a change of the story, or beside the story."""
    later = [] if seq is None else story.after(seq)
    return Way(
        key=key or source.value,
        source=source,
        later=len(later),
        touched=_touched(later),
        is_complete=seq is not None and story.lost == 0,
    )


def _touched(words: Sequence[Word]) -> Mapping[str, int]:
    about = {(word.record, word.uid) for word in words}
    return Counter(kind for kind, _uid in sorted(about))


def _instant(text: str) -> dt.datetime | None:
    with suppress(ValueError):
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    return None
