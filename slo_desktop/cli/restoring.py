"""The verb `restore`: say what a backup holds and would change, then bring it back."""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE
from slo_desktop.desktop import single_instance
from slo_desktop.domain.safety.keys import WrongPassphraseError
from slo_desktop.domain.safety.restoring import Here
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.restore_words import (
    STEPS,
    another_line,
    comparison_lines,
    note_line,
)
from slo_desktop.services.safety import restoring
from slo_desktop.services.safety.unlocking import unlocked
from slo_desktop.storage.backup.container import is_sealed
from slo_desktop.storage.opening import open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from slo_desktop.cli.launch import Launch
    from slo_desktop.domain.safety.restoring import Comparison, Step
    from slo_desktop.services.safety.unlocking import Unlocked
    from slo_desktop.settings import Settings

OURS = frozenset({single_instance.LOCK})
PASSPHRASE_BYTES = 1 << 16
ASK_PASSPHRASE = N_("Passphrase or recovery key: ")
ASK_WORD = N_("Type “restore” to go ahead, anything else to leave it: ")
WORD = N_("restore")
LEFT = N_("Nothing was changed.")
ADD_YES = N_("Nothing was changed. Add --yes to replace this school.")
UNDO = N_("To take this back, restore this backup: %(file)s")


def restore(launch: Launch) -> int:
    """Bring a school back from a backup file."""
    settings, path = launch.settings, launch.options.file.absolute()
    with _folder(settings):
        opened = _unlocked(launch, path)
        found = _look(launch, path, opened.key if opened else None)
        for line in comparison_lines(found, launch.language):
            launch.tell(line)
        if not _may_go_ahead(launch, found):
            left = ADD_YES if found.another_school else LEFT
            return launch.refuse(launch.words(left))
        return _restore(launch, path, opened)


@contextmanager
def _folder(settings: Settings) -> Iterator[None]:
    """Be the one who writes here; a folder made for this alone does not stay empty."""
    is_new = not settings.data_dir.exists()
    try:
        with single_instance.hold(settings.data_dir):
            yield
    finally:
        if is_new:
            _leave_empty_handed(settings)


def _leave_empty_handed(settings: Settings) -> None:
    with suppress(OSError):
        if {path.name for path in settings.data_dir.iterdir()} <= OURS:
            (settings.data_dir / single_instance.LOCK).unlink(missing_ok=True)
            settings.data_dir.rmdir()


def _unlocked(launch: Launch, path: Path) -> Unlocked | None:
    """The key of a sealed backup, from a file or from whoever sits here.

    Raises:
        BackupRefusedError: it is not a backup of ours.
        SloError: what was given does not open it.
        OSError: a file cannot be read.
    """
    if not is_sealed(path):
        return None
    if launch.options.passphrase_file:
        typed = _read(launch.options.passphrase_file)
    elif sys.stdin is not None and sys.stdin.isatty():
        typed = getpass.getpass(launch.words(ASK_PASSPHRASE))
    else:
        return None
    return unlocked(path, typed.strip())


def _read(path: Path) -> str:
    """What stands in a passphrase file, as far as a passphrase can be long.

    Raises:
        WrongPassphraseError: it is no text.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(PASSPHRASE_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongPassphraseError from error


def _look(launch: Launch, path: Path, key: str | None) -> Comparison:
    settings = launch.settings
    if restoring.what_is_here(settings.data_dir, settings.database) is Here.SCHOOL:
        open_folder(settings.data_dir, settings.database, settings.now)
    return restoring.look(
        path, data_dir=settings.data_dir, database=settings.database, key=key
    )


def _may_go_ahead(launch: Launch, found: Comparison) -> bool:
    """Another school is never replaced without a word; a person is always asked."""
    if told := another_line(found, launch.language):
        launch.tell(told)
    if launch.options.yes:
        return True
    if sys.stdin is not None and sys.stdin.isatty():
        launch.tell("")
        typed = input(launch.words(ASK_WORD)).strip().casefold()
        return typed in {WORD, launch.words(WORD)}
    return not found.another_school


def _restore(launch: Launch, path: Path, opened: Unlocked | None) -> int:
    settings, told = launch.settings, set[str]()

    def progress(step: Step, _done: int, _total: int) -> None:
        if step not in told:
            told.add(step)
            launch.tell(launch.words(STEPS[step]))

    prepared = restoring.prepare(
        path,
        data_dir=settings.data_dir,
        database=settings.database,
        now=settings.now(),
        key=opened.key if opened else None,
        progress=progress,
    )
    note = restoring.put_in_place(
        settings.data_dir,
        settings.database,
        prepared,
        now=settings.now(),
        unlocked=opened,
    )
    launch.tell(note_line(note, launch.language))
    if note.safety:
        file = settings.data_dir / "backups" / note.safety
        launch.tell(launch.words(UNDO, file=file))
    return DONE
