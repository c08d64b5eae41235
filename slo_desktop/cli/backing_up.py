"""The verb `backup`: one file that holds everything, proven before it counts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE, FAULT
from slo_desktop.domain.errors import DataDamagedError, NoSchoolError
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.numbers import file_size
from slo_desktop.services.safety.backing_up import save_to
from slo_desktop.storage.backup.keyring import Keyring
from slo_desktop.storage.opening import Found, inspect_folder

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.cli.launch import Launch
    from slo_desktop.services.safety.backing_up import Saved
    from slo_desktop.settings import Settings

PATIENCE = (0.1, 0.3, 0.6, 1.0)
"""Seconds to wait for a program that is saving just now."""

NO_FOLDER = N_("There is no such folder: %(folder)s")
INSIDE = N_("Choose a place outside the school’s own folder: %(folder)s")
A_FOLDER = N_("Give the backup a name. This is a folder: %(folder)s")
READY = N_("The backup is ready: %(file)s. Size: %(size)s.")
TRIED = N_(
    "It was restored for trial. Compared: records %(records)s, changes %(changes)s, "
    "files %(files)s."
)
SEALED = N_(
    "It is encrypted. It opens with the passphrase or the key on the recovery sheet."
)
PLAIN = N_(
    "It is not encrypted: whoever has this file can read it. Keep it in a safe place."
)
WITHOUT = N_("Files that were gone or damaged already, and are not in it: %(count)s.")
AS_IT_IS = N_(
    "The backup holds exactly what the folder holds, but not everything there is as it "
    "was kept. The verb “check” says what."
)


def backup(launch: Launch) -> int:
    """Write the whole school into one file, also beside an open program."""
    settings, out = launch.settings, launch.options.out.absolute()
    if _inspect(settings) is Found.NOTHING:
        raise NoSchoolError
    if refused := _refused(launch, out):
        return launch.refuse(refused)
    sealed = not launch.options.plain and _has_key(settings)
    saved = save_to(
        out,
        data_dir=settings.data_dir,
        database=settings.database,
        scratch=settings.cache_dir,
        now=settings.now(),
        sealed=sealed,
    )
    _tell(launch, saved)
    return DONE if saved.proof.is_good and not saved.kept.manifest.missing else FAULT


def _inspect(settings: Settings) -> Found:
    """What is there; a file in the middle of a save is looked at again."""
    for wait in PATIENCE:
        try:
            return inspect_folder(settings.data_dir, settings.database)
        except DataDamagedError:
            time.sleep(wait)
    return inspect_folder(settings.data_dir, settings.database)


def _has_key(settings: Settings) -> bool:
    return Keyring(settings.data_dir).public() is not None


def _refused(launch: Launch, out: Path) -> str | None:
    folder = out.resolve().parent
    if not folder.is_dir():
        return launch.words(NO_FOLDER, folder=out.parent)
    if out.is_dir():
        return launch.words(A_FOLDER, folder=out)
    own = launch.settings.data_dir.resolve()
    if folder.is_relative_to(own):
        return launch.words(INSIDE, folder=own)
    return None


def _tell(launch: Launch, saved: Saved) -> None:
    kept, proof = saved.kept, saved.proof
    size = file_size(kept.bytes, launch.language)
    launch.tell(launch.words(READY, file=launch.options.out, size=size))
    launch.tell(
        launch.words(
            TRIED, records=proof.records, changes=proof.changes, files=proof.files
        )
    )
    launch.tell(launch.words(SEALED if kept.sealed else PLAIN))
    if kept.manifest.missing:
        launch.tell(launch.words(WITHOUT, count=len(kept.manifest.missing)))
    if not proof.is_good:
        launch.tell(launch.words(AS_IT_IS))
