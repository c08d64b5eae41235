"""The verb `update`: check an update file, and say what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.cli.launch import DONE
from slo_desktop.i18n.update_words import checked_lines
from slo_desktop.services.updating.keys import built_in_keys
from slo_desktop.services.updating.preparing import check
from slo_desktop.services.updating.surroundings import here

if TYPE_CHECKING:
    from slo_desktop.cli.launch import Launch


def update(launch: Launch) -> int:
    """Prove an update and tell what it brings; nothing is written or installed."""
    checked = check(
        launch.options.file.absolute(),
        here=here(
            launch.settings.database, is_portable=paths.portable_home() is not None
        ),
        keys=built_in_keys(),
    )
    for line in checked_lines(checked, launch.language):
        launch.tell(line)
    return DONE
