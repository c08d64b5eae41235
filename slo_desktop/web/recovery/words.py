"""What the recovery pages say; each sentence is shown in both languages."""

from __future__ import annotations

from typing import Final

from slo_desktop.domain.safety.recovery import Source, Step, Wrong
from slo_desktop.domain.safety.whereabouts import Ground
from slo_desktop.i18n.catalogues import N_

CANNOT_OPEN: Final = N_("The data file cannot be opened safely")
HEADINGS: Final = {
    Wrong.MISSING: N_("The data file is not here"),
    Wrong.OLDER: N_("The data file is older than your last work"),
    Wrong.NEWER: N_("This folder needs a newer version of the program"),
    Wrong.MIGRATION: N_("The data file could not be brought up to date"),
}
"""What the page is called; `CANNOT_OPEN` for every other reason."""
REASONS: Final = {
    Wrong.MISSING: N_(
        "There was a school in this folder, and its data file is gone. The program has "
        "deleted nothing, and has begun nothing anew."
    ),
    Wrong.EMPTY: N_("The file is there, but it is empty. Nothing has been deleted."),
    Wrong.TRUNCATED: N_(
        "The file is not whole: its length is wrong. Nothing has been deleted."
    ),
    Wrong.FOREIGN: N_(
        "The file belongs to another program. It will be kept as it is. Nothing has "
        "been deleted."
    ),
    Wrong.UNREADABLE: N_(
        "The file is damaged. It will be kept as it is. Nothing has been deleted."
    ),
    Wrong.ROWS: N_(
        "Records are gone from the file although nobody deleted them in the program. "
        "The file will be kept as it is."
    ),
    Wrong.OLDER: N_(
        "An older copy of the file lies in its place. What was saved after it is still "
        "in the journal. Nothing has been deleted."
    ),
    Wrong.NEWER: N_(
        "A newer version of the program wrote this data. Update the program on this "
        "computer first. Nothing has been changed."
    ),
    Wrong.MIGRATION: N_(
        "The upgraded copy was not right when it was checked, so the old file was left "
        "as it was. Nothing has been changed."
    ),
}
SOURCES: Final = {
    Source.FILE: N_("The file that is here, and the journal"),
    Source.JOURNAL: N_("From the journal alone"),
}
STEPS: Final = {
    Step.READING: N_("Reading the copy"),
    Step.REPLAYING: N_("Bringing back what was saved after it"),
    Step.FILES: N_("Looking for attached files"),
    Step.PROVING: N_("Checking every record"),
    Step.PLACING: N_("Putting the data file in place"),
}
PLACE_HEADINGS: Final = {
    Ground.SYNCED: N_("The data folder is inside a synced folder: %(service)s"),
    Ground.NETWORK: N_("The data folder is on a network drive: %(service)s"),
}
PLACE_REASONS: Final = {
    Ground.SYNCED: N_(
        "A synced folder copies the data file while it is being written, and can bring "
        "an older one back. That can damage it. Keep the folder on this computer, and "
        "let backups go to the synced folder."
    ),
    Ground.NETWORK: N_(
        "A network drive can be cut off in the middle of a save, and two computers can "
        "write at once. Keep the folder on this computer, and let backups go to the "
        "network drive."
    ),
}
FAILED: Final = N_(
    "That was not right when it was checked, so nothing was changed. "
    "Choose another way back."
)
STOPPED: Final = N_("That was stopped. Nothing was changed.")
NO_ROOM: Final = N_(
    "The disk is full, or it refused to write. Nothing was changed. Free some space "
    "and try again."
)
BUSY: Final = N_("The program was still busy. Try again.")
REFUSED: Final = N_(
    "This file cannot be used: it is no backup of this program, or it is damaged. "
    "Nothing was changed."
)
NEWER_BACKUP: Final = N_(
    "This backup was made by a newer version of the program. Update the program first."
)
LOCKED: Final = N_("This backup is locked. Write its passphrase.")
WRONG_KEY: Final = N_("The passphrase does not open this backup. Try again.")
NO_FILE: Final = N_("Choose a file first.")
NOT_COPIED: Final = N_(
    "The folder could not be copied. It stays where it is, and nothing was changed."
)
