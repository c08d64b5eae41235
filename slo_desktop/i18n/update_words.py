"""What an update says, for the page and the command alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.safety.standing import DiskRefusedError, PlaceFault
from slo_desktop.domain.updates import (
    SetupRefusedError,
    UpdateEnding,
    UpdateFault,
    UpdateRefusedError,
    UpdateStep,
    Version,
)
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import medium_date
from slo_desktop.i18n.numbers import file_size
from slo_desktop.i18n.restore_words import UNTOUCHED, why_refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.update_manifest import Checked
    from slo_desktop.domain.updates import PublicKey, Updating

REFUSALS = {
    UpdateFault.NOT_AN_UPDATE: N_("This file is not an update of this program."),
    UpdateFault.DAMAGED: N_(
        "This update is damaged, or it was not copied completely. Copy it again from "
        "where it came from."
    ),
    UpdateFault.NOT_SIGNED: N_(
        "This update is not signed, so nobody can tell where it comes from."
    ),
    UpdateFault.UNKNOWN_KEY: N_(
        "This update is signed with a key that this program does not know."
    ),
    UpdateFault.NO_KEYS: N_(
        "This copy of the program holds no keys to check an update with, so it accepts "
        "none."
    ),
    UpdateFault.CHANGED: N_(
        "The description in this update is not the one that its makers signed."
    ),
    UpdateFault.CHANGED_INSTALLER: N_(
        "The installer in this update is not the one that its makers signed."
    ),
    UpdateFault.NEWER_FORM: N_(
        "This update is in a newer form than this program knows. Install an earlier "
        "update first."
    ),
    UpdateFault.OLDER: N_(
        "This update is older than the program. Update: %(found)s. Program: %(here)s."
    ),
    UpdateFault.SAME: N_("This version is installed already: %(here)s."),
    UpdateFault.TOO_OLD: N_(
        "This program is too old for this update. Program: %(here)s. Oldest version "
        "that it can update: %(oldest)s. Install an earlier update first."
    ),
    UpdateFault.OTHER_SYSTEM: N_(
        "This update holds no installer for this kind of computer."
    ),
    UpdateFault.PORTABLE: N_(
        "This is the portable copy of the program. Close it, unpack the new portable "
        "copy, and move the folder “SLO Desktop data” into that."
    ),
    UpdateFault.OLDER_DATA: N_(
        "The school’s data was written by a newer version than this update brings, "
        "which could not read it."
    ),
}
STEPS = {
    UpdateStep.CHECKING: N_("Checking who signed the update, and every byte of it"),
    UpdateStep.BACKUP: N_("Backing up what is here now"),
    UpdateStep.STARTING: N_("Starting the installer"),
}
ENDINGS = {
    UpdateEnding.CLOSING: N_(
        "The program closes now, and opens again when the new version is in place."
    ),
    UpdateEnding.OPENED: N_(
        "The installer is open in a window of its own. Close this program, then follow "
        "what it says."
    ),
    UpdateEnding.BY_HAND: N_(
        "On this computer the installer has to be started by somebody who may install "
        "programs."
    ),
}
NOT_STARTED = N_(
    "This computer did not let the installer start. Save the installer, and ask "
    "whoever looks after your computers to run it."
)
UNREADABLE = N_("The update cannot be read any more. Plug its disk in again.")
FULL = N_("The disk of this computer is full. Free some space and try again.")
REFUSED = N_("The installer could not be written to the disk of this computer.")
UPDATED = N_("Updated from %(before)s to %(now)s.")
NOT_UPDATED = N_(
    "The update was not installed, and nothing was lost. Version of the update: "
    "%(to)s. Version still here: %(now)s."
)
VERSION = N_("Version: %(version)s")
MADE = N_("Signed on: %(date)s")
SIZE = N_("Size of the installer: %(size)s")
KEY = N_("Signed with: %(key)s")
KEY_NAME = N_("key %(number)s of this program (%(id)s)")
NEWS = N_("What is new:")
GOOD = N_("This update is whole, signed by the makers, and right for this program.")


def update_refusal(error: Exception, language: Language) -> str | None:
    """Why an update is not installed; None where it is another kind of error."""
    told = _why(error, language)
    return f"{told} {say(UNTOUCHED, language)}" if told else None


def _why(error: Exception, language: Language) -> str | None:
    match error:
        case UpdateRefusedError(fault=fault, facts=facts):
            return say(REFUSALS[fault], language) % facts
        case SetupRefusedError():
            return say(NOT_STARTED, language)
        case DiskRefusedError(fault=fault):
            return say(
                {PlaceFault.GONE: UNREADABLE, PlaceFault.FULL: FULL}.get(
                    fault, REFUSED
                ),
                language,
            )
    return why_refused(error, language)


def key_name(key: PublicKey, language: Language) -> str:
    """Which of the program's keys it is."""
    name = " ".join(key.id[at : at + 4] for at in range(0, len(key.id), 4))
    return say(KEY_NAME, language) % {"number": key.number, "id": name}


def checked_lines(checked: Checked, language: Language) -> Iterator[str]:
    """Everything about an update that is right, line by line."""
    manifest = checked.manifest
    facts = {
        "version": str(manifest.version),
        "date": medium_date(manifest.made_on, language),
        "size": file_size(checked.installer.size, language),
        "key": key_name(checked.key, language),
    }
    for line in (VERSION, MADE, SIZE, KEY):
        yield say(line, language) % facts
    yield say(NEWS, language)
    yield from (f"* {line}" for line in manifest.news[language])
    yield say(GOOD, language)


def became_line(updating: Updating, now: str, language: Language) -> str:
    """What became of an update that was begun."""
    facts = {"before": updating.before, "to": updating.to, "now": now}
    is_done = Version.read(now) > Version.read(updating.before)
    return say(UPDATED if is_done else NOT_UPDATED, language) % facts
