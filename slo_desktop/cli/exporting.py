"""The verb `export`: everything, readable without the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE
from slo_desktop.cli.school import open_to_read
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.privacy.exporting import export as write_everything
from slo_desktop.services.privacy.place import PlaceOfData

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.cli.launch import Launch

NO_FOLDER = N_("There is no such folder: %(folder)s")
NOT_A_FILE = N_("Give the file a name. This is a folder: %(folder)s")
INSIDE = N_("Choose a place outside the school’s own folder: %(folder)s")
READY = N_("Everything is in: %(file)s. Records: %(records)s. Files: %(files)s.")
MISSING = N_("Damaged or gone, so not in it: %(names)s.")


def export(launch: Launch) -> int:
    """Write everything into one ZIP, whole or not at all."""
    out: Path = launch.options.out.absolute()
    refused = _refused(launch, out)
    if refused:
        return launch.refuse(refused)
    settings = launch.settings
    with open_to_read(settings):
        made = write_everything(PlaceOfData.of(settings), out, now=settings.now())
    launch.tell(launch.words(READY, file=out, records=made.records, files=made.files))
    if made.missing:
        launch.tell(launch.words(MISSING, names=", ".join(made.missing)))
    return DONE


def _refused(launch: Launch, out: Path) -> str | None:
    if not out.parent.is_dir():
        return launch.words(NO_FOLDER, folder=out.parent)
    if out.is_dir():
        return launch.words(NOT_A_FILE, folder=out)
    home = launch.settings.data_dir.resolve()
    if out.parent.resolve().is_relative_to(home):
        return launch.words(INSIDE, folder=home)
    return None
