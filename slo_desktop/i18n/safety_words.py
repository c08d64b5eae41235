"""How safe the work is, in whole sentences; dates stand behind a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Place, Reason
from slo_desktop.domain.safety.disks import DiskLock
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupFault,
    NotInventedError,
)
from slo_desktop.domain.safety.keys import (
    KeyDamagedError,
    LockFailedError,
    NoKeyError,
)
from slo_desktop.domain.safety.papers import KEY_LETTERS, PaperFault, PaperKeyError
from slo_desktop.domain.safety.passphrases import FEWEST_LETTERS, Weakness
from slo_desktop.domain.safety.standing import Care, DiskRefusedError, PlaceFault
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.restore_words import (
    REASONS,
    REFUSALS,
    WHOLE_FILE,
    refusal_line,
)
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    from slo_desktop.domain.errors import SloError
    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.safety.standing import Standing

PLACES = {
    Place.HERE: N_("On this computer"),
    Place.DEVICE: N_("On another device"),
    Place.AWAY: N_("Away from school"),
}
DISK_LOCKS = {
    DiskLock.ON: N_(
        "This computer’s disk is encrypted: whoever takes it away cannot read what is "
        "on it."
    ),
    DiskLock.OFF: N_(
        "This computer’s disk is not encrypted: whoever takes it away can read "
        "everything. Ask whoever looks after it to switch encryption on."
    ),
    DiskLock.UNKNOWN: N_(
        "This computer does not say whether its disk is encrypted. Ask whoever looks "
        "after it."
    ),
}
CARES = {
    Care.BACKUP_FAILED: N_("The last backup could not be made."),
    Care.TRIAL_FAILED: N_("The last trial restore found something wrong."),
    Care.CLOCK_ODD: N_(
        "The computer’s clock looks wrong. No old backup is removed until it is right."
    ),
    Care.NOTHING_HERE: N_("There is no backup yet."),
    Care.NO_KEY: N_("No key yet: copies cannot leave this computer safely."),
    Care.NOTHING_ELSEWHERE: N_("Your work is on this computer alone."),
    Care.NOTHING_AWAY: N_("Nothing recent is away from school."),
    Care.PLACE_MISSING: N_("The last copy to another place was not made."),
    Care.NOT_PROVEN: N_("No backup has been proven lately."),
}
FAULTS = {
    PlaceFault.GONE: N_("The folder is not there now. Plug the disk in, or connect."),
    PlaceFault.OTHER: N_(
        "This is a different disk from the one chosen. Choose the folder again."
    ),
    PlaceFault.FULL: N_("There is not enough room there. Free some space."),
    PlaceFault.REFUSED: N_("Nothing can be written there. It may be locked."),
    PlaceFault.NO_KEY: N_("Nothing is copied there before the key is set up."),
    PlaceFault.FAILED: N_(
        "The copy there was not right when it was checked, so it was not kept."
    ),
}
WEAKNESSES = {
    Weakness.EMPTY: N_("Write a passphrase, or take one of the suggestions."),
    Weakness.SHORT: N_(
        "This is short enough to be guessed. Letters needed: %(least)s. Four or five "
        "plain words that have nothing to do with each other are easy to remember."
    ),
    Weakness.SIMPLE: N_(
        "The same few letters again and again are quickly guessed. Take four or five "
        "plain words that have nothing to do with each other."
    ),
    Weakness.KNOWN: N_(
        "Somebody who knows the school would try this first. Take words that have "
        "nothing to do with it."
    ),
    Weakness.LONG: N_("This is longer than anybody can type without a slip."),
}
PAPERS = {
    PaperFault.EMPTY: N_("Type the five rows of the sheet."),
    PaperFault.LENGTH: N_("Letters typed: %(found)s. The whole key has: %(wanted)s."),
    PaperFault.LETTER: N_(
        "There is a character that no key has. Look at row: %(row)s."
    ),
    PaperFault.ROW: N_("There is a mistake in a row. Look at row: %(row)s."),
    PaperFault.WHOLE: N_("There is a slip somewhere. Compare it with the sheet."),
    PaperFault.OTHER: N_("This is the key of another sheet. Use the one just printed."),
}
NOT_MADE = N_("The backup could not be made. The older ones are untouched.")
NO_KEY = N_("Set up the key first.")
KEY_DAMAGED = N_("The key in the folder cannot be read.")
LOCK_FAILED = N_("The computer could not do that now. Close something and try again.")
PLAIN: dict[type[SloError], str] = {
    LockFailedError: LOCK_FAILED,
    BackupFailedError: NOT_MADE,
    NoKeyError: NO_KEY,
    KeyDamagedError: KEY_DAMAGED,
    NotInventedError: N_(
        "Only the sample school can be replaced like this. Nothing was changed."
    ),
}
NEWEST = N_("Newest copy: %(date)s")
NO_COPY = N_("No copy yet")
PROVEN = N_("Restore proven: %(date)s")
NOT_PROVEN = N_("Restore not proven yet")
AWAY_SINCE = N_("Last copy away from school: %(date)s")
NOTHING_AWAY = N_("Nothing is away from school")


def place_name(place: Place, language: Language) -> str:
    """Which kind of place."""
    return say(PLACES[place], language)


def reason_name(reason: Reason, language: Language) -> str:
    """Why a backup was made."""
    return say(REASONS[reason], language)


def care_line(care: Care, language: Language) -> str:
    """What somebody should do."""
    return say(CARES[care], language)


def fault_line(fault: PlaceFault, language: Language) -> str:
    """Why nothing was copied to a place, and what to do."""
    return say(FAULTS[fault], language)


def weakness_line(weakness: Weakness, language: Language) -> str:
    """Why a passphrase is too weak, kindly."""
    return say(WEAKNESSES[weakness], language) % {"least": FEWEST_LETTERS}


def paper_line(error: PaperKeyError, language: Language) -> str:
    """What is wrong with what was typed from the sheet."""
    facts = {"found": error.found, "wanted": KEY_LETTERS, "row": error.row}
    return say(PAPERS[error.fault], language) % facts


def broken_line(fault: BackupFault, language: Language) -> str:
    """Why a file is not believed."""
    blanks = {"part": say(WHOLE_FILE, language), "found": "–", "known": "–"}
    return say(REFUSALS[fault], language) % blanks


def safety_line(error: SloError, language: Language) -> str | None:
    """What went wrong with a backup or a key; None for any other error."""
    if isinstance(error, PaperKeyError):
        return paper_line(error, language)
    if isinstance(error, DiskRefusedError):
        return fault_line(error.fault, language)
    if plain := PLAIN.get(type(error)):
        return say(plain, language)
    return refusal_line(error, language)


def newest_line(standing: Standing, language: Language) -> str:
    """When the newest copy anywhere was made."""
    if standing.newest_at is None:
        return say(NO_COPY, language)
    day = standing.newest_at.astimezone(WALES).date()
    return say(NEWEST, language) % {"date": medium_date(day, language)}


def status_line(standing: Standing, language: Language) -> str:
    """The one thing about safety that stands at the foot of every page."""
    if standing.failed or standing.trial_failed:
        care = Care.BACKUP_FAILED if standing.failed else Care.TRIAL_FAILED
        return say(CARES[care], language)
    if standing.has_work and not standing.is_away:
        return _away_line(standing, language)
    if standing.proven_at is None:
        return say(NOT_PROVEN, language)
    day = standing.proven_at.astimezone(WALES).date()
    return say(PROVEN, language) % {"date": medium_date(day, language)}


def _away_line(standing: Standing, language: Language) -> str:
    if standing.away.newest_at is None:
        return say(NOTHING_AWAY, language)
    day = standing.away.newest_at.astimezone(WALES).date()
    return say(AWAY_SINCE, language) % {"date": medium_date(day, language)}
