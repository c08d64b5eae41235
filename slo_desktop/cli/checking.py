"""The verb `check`: whether everything that was kept is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE, FAULT
from slo_desktop.domain.checking import Fault, Finding
from slo_desktop.domain.errors import NoSchoolError
from slo_desktop.i18n.catalogues import N_
from slo_desktop.services.checking import check as check_folder

if TYPE_CHECKING:
    from slo_desktop.cli.launch import Launch

FAULTS = {
    Fault.DATABASE: N_("The data file is missing or damaged: %(name)s."),
    Fault.INTEGRITY: N_("The data file is damaged: %(name)s."),
    Fault.FOREIGN_KEY: N_("A record names another that is not there: %(kind)s."),
    Fault.RECORD_UNREADABLE: N_("A record cannot be read: %(kind)s %(name)s."),
    Fault.RECORD_CHANGED: N_(
        "A record was changed from outside the program: %(kind)s %(name)s."
    ),
    Fault.RECORD_MISSING: N_("A record is missing: %(kind)s %(name)s."),
    Fault.CHAIN_BROKEN: N_("The history is broken at change: %(name)s."),
    Fault.JOURNAL_DIFFERS: N_("The journal differs at change: %(name)s."),
    Fault.FILE_MISSING: N_("A kept file is missing: %(name)s."),
    Fault.FILE_CHANGED: N_("A kept file has changed: %(name)s."),
    Fault.JOURNAL_BEHIND: N_("The journal is behind; it catches up by itself."),
    Fault.TEXTS_OUT_OF_DATE: N_("Search must be made again for: %(kind)s %(name)s."),
    Fault.FILE_ORPHAN: N_("A file that no record names: %(name)s."),
}
LOOKED_AT = N_("Looked at: records %(records)s, changes %(changes)s, files %(files)s.")
WHOLE = N_("Everything is as it was kept.")
NOT_WHOLE = N_(
    "Not everything is as it was kept. Nothing was changed or deleted. Keep this "
    "folder as it is and ask for help."
)


def check(launch: Launch) -> int:
    """Look at everything in a folder, and say what is not as it should be."""
    settings = launch.settings
    checked = check_folder(settings.data_dir, settings.database)
    if not (checked.findings or checked.changes):
        raise NoSchoolError
    for finding in checked.findings:
        launch.tell(_line(launch, finding))
    launch.tell(
        launch.words(
            LOOKED_AT,
            records=checked.records,
            changes=checked.changes,
            files=checked.files,
        )
    )
    launch.tell(launch.words(WHOLE if checked.is_whole else NOT_WHOLE))
    return DONE if checked.is_whole else FAULT


def _line(launch: Launch, finding: Finding) -> str:
    words = FAULTS[finding.fault]
    return launch.words(words, kind=finding.kind, name=finding.name)
