"""The verb `check`: whether everything that was kept is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.cli.launch import DONE, FAULT
from slo_desktop.domain.errors import DataDamagedError, NoSchoolError, SloError
from slo_desktop.i18n.catalogues import N_
from slo_desktop.i18n.check_words import finding_line
from slo_desktop.i18n.dates import clock_time, medium_date
from slo_desktop.services.checking import check as check_folder
from slo_desktop.services.safety.outlook import look
from slo_desktop.storage.opening import check_again

if TYPE_CHECKING:
    import datetime as dt

    from slo_desktop.cli.launch import Launch
    from slo_desktop.domain.safety.recovery import Outlook, Way

LOOKED_AT = N_("Looked at: records %(records)s, changes %(changes)s, files %(files)s.")
ERASED = N_("Changes whose words were erased for good, as the log says: %(count)s.")
WHOLE = N_("Everything is as it was kept.")
NOT_WHOLE = N_(
    "Not everything is as it was kept. Nothing was changed or deleted. Keep this "
    "folder as it is and ask for help."
)
SAFE = N_("Safe in the journal. Changes: %(count)s. The newest: %(at)s.")
LOST = N_("Changes that nothing can prove, and that cannot come back: %(count)s")
FROM_BACKUP = N_(
    "Can be brought back: the copy of %(at)s, and changes after it: %(count)s."
)
FROM_JOURNAL = N_("Can be brought back from the journal alone. Changes: %(count)s.")
OPEN = N_("Open the program: it offers to bring this back, and keeps the damaged file.")
SEARCH_AGAIN = N_(
    "Open the program and choose “Make search again” under “Check of the folder”. "
    "It touches nothing of yours."
)
NO_WAY = N_("There is no backup and no journal here. Look for a backup elsewhere.")


def check(launch: Launch) -> int:
    """Look at everything in a folder, and say what is not as it should be."""
    settings = launch.settings
    checked = check_folder(settings.data_dir, settings.database)
    if not (checked.findings or checked.changes):
        raise NoSchoolError
    for finding in checked.findings:
        launch.tell(finding_line(finding, launch.language))
    launch.tell(
        launch.words(
            LOOKED_AT,
            records=checked.records,
            changes=checked.changes,
            files=checked.files,
        )
    )
    if checked.erased:
        launch.tell(launch.words(ERASED, count=checked.erased))
    if any(finding.is_of_search for finding in checked.findings):
        launch.tell(launch.words(SEARCH_AGAIN))
    outlook = _outlook(launch)
    is_whole = checked.is_whole and outlook is None
    launch.tell(launch.words(WHOLE if is_whole else NOT_WHOLE))
    if outlook is not None:
        _tell_ways(launch, outlook)
    return DONE if is_whole else FAULT


def _outlook(launch: Launch) -> Outlook | None:
    """What the recovery page would say; None where the program opens."""
    settings = launch.settings
    try:
        check_again(settings.data_dir, settings.database)
    except DataDamagedError as error:
        return look(settings.data_dir, settings.database, error)
    except SloError:
        return None
    return None


def _tell_ways(launch: Launch, outlook: Outlook) -> None:
    if outlook.newest_at:
        at = _moment(launch, outlook.newest_at)
        launch.tell(launch.words(SAFE, count=outlook.changes, at=at))
    if outlook.lost:
        launch.tell(launch.words(LOST, count=outlook.lost))
    for way in outlook.ways:
        launch.tell(_way(launch, way))
    launch.tell(launch.words(OPEN if outlook.ways else NO_WAY))


def _way(launch: Launch, way: Way) -> str:
    if way.made_at is None:
        return launch.words(FROM_JOURNAL, count=way.later)
    at = _moment(launch, way.made_at)
    return launch.words(FROM_BACKUP, at=at, count=way.later)


def _moment(launch: Launch, at: dt.datetime) -> str:
    date = medium_date(at.date(), launch.language)
    return f"{date}, {clock_time(at, launch.language)}"
