"""Bring a school back whose data file cannot be opened.

A way back begins with a backup, with the file that is here, or with nothing, and ends
with every change that the journal proves. It is made beside the folder's own files,
proven by the same checks as always, and only then put in place; the damaged file stays.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from slo_desktop.domain.checking import Fault
from slo_desktop.domain.errors import MigrationFailedError
from slo_desktop.domain.safety.recovery import (
    Recovered,
    RecoveryFailedError,
    RecoveryStoppedError,
    Source,
    Step,
)
from slo_desktop.services.checking import check
from slo_desktop.services.safety.returning import bring_files_back
from slo_desktop.storage.backup.container import opened
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.staging import stage_database
from slo_desktop.storage.database import begin_writing, open_engine
from slo_desktop.storage.disposals import carry_over
from slo_desktop.storage.files import PRIVATE_FOLDER
from slo_desktop.storage.journal import Journal, head_of_table
from slo_desktop.storage.opening import Found, inspect_folder
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.putting_aside import put_in_place
from slo_desktop.storage.replay import ReplayError, replay
from slo_desktop.storage.telling import Story
from slo_desktop.storage.upgrade import upgrade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from slo_desktop.domain.checking import Checked
    from slo_desktop.domain.safety.recovery import Way
    from slo_desktop.storage.changes import Line

FOLDER = ".recovering"
AT_ONCE = 200
HARMLESS = frozenset({Fault.FILE_MISSING, Fault.FILE_CHANGED, Fault.JOURNAL_DIFFERS})
"""Found while proving, they are no fault of the way back: the files are looked for
afterwards, and a journal that tells more than it can prove is put aside."""


def _silent(_step: Step, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def _never() -> bool:
    """Go on to the end."""
    return False


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """One folder that is to be recovered.

    Attributes:
        now: tells the time, in UTC.
        progress: is told how far it is.
        stopped: asked now and then.
    """

    data_dir: Path
    database: Path
    now: dt.datetime
    progress: Callable[[Step, int, int], None] = _silent
    stopped: Callable[[], bool] = _never

    def go(
        self, way: Way, *, file: Path | None = None, key: str | None = None
    ) -> Recovered:
        """Take one way back, to its end or not at all.

        Args:
            way: which.
            file: a backup from elsewhere, where the way begins with one.
            key: an age secret key, where the backup is sealed.

        Raises:
            BackupRefusedError: the backup is not what it should be.
            RecoveryFailedError: the result did not prove right.
            RecoveryStoppedError: it was stopped; nothing was changed.
        """
        with _staging(self.data_dir) as folder:
            story = Story(self.data_dir, self.database)
            kept = file or self._backup(way)
            staged = self._base(way, folder, kept, key)
            brought_back = self._replay(staged, story)
            carried = carry_over(self.data_dir, staged, self.now)
            checked = self._prove(staged)
            back = bring_files_back(self.data_dir, staged, kept, key, self._tell_files)
            self._tell(Step.PLACING, 0, 1)
            kept_as = put_in_place(staged, self.database, self.now)
            self._settle(checked)
        return Recovered(
            way=way,
            records=checked.records,
            changes=checked.changes,
            brought_back=brought_back,
            lost=max(0, story.newest - (checked.changes - carried)),
            files_back=back.back,
            files_missing=back.missing,
            kept_as=kept_as,
        )

    def _tell(self, step: Step, done: int, total: int) -> None:
        if self.stopped():
            raise RecoveryStoppedError
        self.progress(step, done, total)

    def _tell_files(self, done: int, total: int) -> None:
        self._tell(Step.FILES, done, total)

    def _backup(self, way: Way) -> Path | None:
        if way.source is not Source.BACKUP:
            return None
        found = (one.path for one in Backups(self.data_dir).all())
        path = next((path for path in found if path.name == way.key), None)
        if path is None:
            raise RecoveryFailedError
        return path

    def _base(self, way: Way, folder: Path, kept: Path | None, key: str | None) -> Path:
        """The data file that the journal's changes are put onto."""
        self._tell(Step.READING, 0, 1)
        staged = folder / self.database.name
        if kept is not None:
            with opened(kept, key=key, scratch=folder) as container:
                return stage_database(container, folder)
        if way.source is Source.FILE:
            shutil.copyfile(self.database, staged)
        if inspect_folder(folder, staged) is not Found.CURRENT:
            try:
                upgrade(staged)
            except MigrationFailedError as error:
                raise RecoveryFailedError from error
        return staged

    def _replay(self, staged: Path, story: Story) -> int:
        """Make every change again that was saved after what the staged file holds."""
        engine = open_engine(staged)
        try:
            with Session(engine) as session:
                head = head_of_table(session)
                if not story.holds(head):
                    return 0
                begin_writing(session)
                replay(session, self._lines(session, story, head[0]))
                session.commit()
                return head_of_table(session)[0] - head[0]
        except ReplayError as error:
            raise RecoveryFailedError from error
        finally:
            engine.dispose()

    def _lines(self, session: Session, story: Story, seq: int) -> Iterator[Line]:
        total = len(story.words) - seq
        for count, line in enumerate(story.lines(seq)):
            if count % AT_ONCE == 0:
                self._tell(Step.REPLAYING, count, total)
                session.flush()
                session.expunge_all()
            yield line

    def _prove(self, staged: Path) -> Checked:
        self._tell(Step.PROVING, 0, 1)
        checked = check(self.data_dir, staged)
        wrong = [f for f in checked.findings if f.fault.is_damage]
        grave = tuple(finding for finding in wrong if finding.fault not in HARMLESS)
        if grave or not checked.changes:
            raise RecoveryFailedError(grave)
        return checked

    def _settle(self, checked: Checked) -> None:
        """Have the journal tell the same as the file that is here now."""
        differs = any(f.fault is Fault.JOURNAL_DIFFERS for f in checked.findings)
        PreferenceStore(self.data_dir).update(closed=None)
        engine = open_engine(self.database)
        try:
            with Session(engine) as session:
                journal = Journal(self.data_dir)
                if differs or journal.head() != head_of_table(session):
                    journal.set_aside()
                journal.catch_up(session)
        finally:
            engine.dispose()


@contextmanager
def _staging(data_dir: Path) -> Iterator[Path]:
    folder = data_dir / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
