"""What a restore says about a backup, for the page and the command alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupFault,
    BackupRefusedError,
    BackupStoppedError,
    NoRoomError,
)
from slo_desktop.domain.safety.keys import KeyDamagedError, WrongPassphraseError
from slo_desktop.domain.safety.papers import PaperKeyError
from slo_desktop.domain.safety.restoring import Ending, Here, Step
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import clock_time, medium_date
from slo_desktop.i18n.numbers import file_size
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from slo_desktop.domain.languages import Language
    from slo_desktop.domain.safety.restoring import Comparison, RestoreNote, Work

NEWER = N_(
    "This backup was made by a newer version of the program: %(found)s. This one is "
    "version %(known)s. Update the program first."
)
NEWER_FORM = N_(
    "This backup was made by a newer version of the program. Update the program first."
)
REFUSALS: Mapping[BackupFault, str] = {
    BackupFault.NOT_A_BACKUP: N_("This file is not a backup of this program."),
    BackupFault.TRUNCATED: N_(
        "The end of this backup is missing. It may not have been copied completely."
    ),
    BackupFault.DAMAGED: N_("This backup is damaged. Damaged part: %(part)s."),
    BackupFault.UNEXPECTED_ENTRY: N_(
        "This file holds something that does not belong in a backup: %(part)s."
    ),
    BackupFault.MISSING_PART: N_("A part of this backup is missing: %(part)s."),
    BackupFault.TOO_LARGE: N_("This file is larger than a backup can be."),
    BackupFault.NEWER_FORMAT: NEWER_FORM,
    BackupFault.NEWER_SCHEMA: NEWER,
    BackupFault.FOREIGN: N_("The data in this file belongs to another program."),
    BackupFault.LOCKED: N_(
        "This backup is locked. It opens with the passphrase or the recovery key."
    ),
    BackupFault.WRONG_KEY: N_("This key does not open this backup."),
}
WHOLE_FILE = N_("the file itself")
NO_ROOM = N_(
    "There is too little room on the disk. Needed: %(needed)s. Free: %(free)s."
)
NOT_BACKED_UP = N_("A backup of what is here now could not be made and checked.")
STOPPED = N_("This was stopped.")
WRONG_PASSPHRASE = N_("This passphrase does not open the backup.")
WRONG_ROW = N_("There is a mistake in the recovery key. Row to look at: %(row)s.")
WRONG_PAPER = N_("This is not a whole recovery key.")
UNTOUCHED = N_("Nothing was changed.")
GOOD = frozenset({Ending.RESTORED, Ending.FINISHED})

KINDS: Mapping[str, str] = {
    "evidence": N_("Evidence"),
    "attachment": N_("Files"),
    "priority": N_("Priorities"),
    "action": N_("Actions"),
    "learning": N_("Professional learning"),
    "person": N_("People"),
    "meeting": N_("Governors’ meetings"),
}
REASONS: Mapping[Reason, str] = {
    Reason.CLOSING: N_("When the program closed"),
    Reason.CHANGES: N_("While you worked"),
    Reason.MIGRATION: N_("Before an update of the program"),
    Reason.IMPORT: N_("Before an import"),
    Reason.RESTORE: N_("Before a restore"),
    Reason.BULK: N_("Before a large change"),
    Reason.ERASURE: N_("After something was erased"),
    Reason.ASKED: N_("When you asked for it"),
}
STEPS: Mapping[Step, str] = {
    Step.READING: N_("Reading the backup"),
    Step.CHECKING: N_("Checking every record"),
    Step.SAFETY: N_("Backing up what is here now"),
    Step.PLACING: N_("Putting the backup in place"),
}

SCHOOL = N_("School: %(school)s")
MADE = N_("Backup made: %(when)s")
PROGRAM = N_("Version of the program: %(version)s")
NEWEST = N_("Newest change in the backup: %(when)s")
NEWEST_HERE = N_("Newest change here: %(when)s")
COUNTED = N_(
    "%(kind)s: %(there)s in the backup, %(here)s here; gained %(gained)s, lost %(lost)s"
)
LOST = N_("Work here that the backup does not have: changes %(changes)s, %(span)s.")
NOTHING_LOST = N_("The backup has all the work that is here.")
GAINED = N_("Work in the backup that is not here: changes %(changes)s, %(span)s.")
SAME = N_("The backup holds the same records as the school has now.")
EMPTY = N_("There is no school here yet.")
DAMAGED_HERE = N_(
    "The data file here is damaged. It is kept under another name in the same folder."
)
ANOTHER = N_(
    "This backup is of another school. Here: %(here)s. In the backup: %(there)s."
)
DIFFERING = N_(
    "Records that were not as they should be when the backup was made: %(count)s."
)
ABSENT = N_("Files that were missing already when the backup was made: %(count)s.")
RETURNING = N_(
    "What was erased since this backup was made would come back, and would have to be "
    "erased again. The disposal log keeps its lines. Erasures: %(count)s."
)

ENDINGS: Mapping[Ending, str] = {
    Ending.RESTORED: N_("Restored: %(school)s, %(when)s."),
    Ending.FINISHED: N_(
        "A restore had been interrupted. It is finished now: %(school)s, %(when)s."
    ),
    Ending.DROPPED: N_(
        "A restore had been interrupted. Everything is as it was before it."
    ),
    Ending.FAILED: N_("The backup could not be restored. Everything is as it was."),
    Ending.BUSY: N_(
        "The backup was not restored, because something was still running. Close other "
        "windows and dialogs and try again."
    ),
}
OWN_ENDINGS: Mapping[Ending, str] = {
    Ending.RESTORED: N_(
        "The sample school, %(school)s, is kept as a backup: %(when)s."
    ),
    Ending.FAILED: N_("Your own school was not begun. Everything is as it was."),
    Ending.BUSY: N_(
        "The sample school is still open, because something was still running. Close "
        "other windows and dialogs and try again."
    ),
}
"""The same where the sample school made room for somebody's own."""


def refusal_line(error: Exception, language: Language) -> str | None:
    """Why a backup is not restored; None where it is another kind of error."""
    told = why_refused(error, language)
    return f"{told} {say(UNTOUCHED, language)}" if told else None


def why_refused(error: Exception, language: Language) -> str | None:
    """The reason alone; None where it is another kind of error."""
    match error:
        case BackupRefusedError(fault=fault, facts=facts):
            blanks = {
                "part": facts.get("part") or say(WHOLE_FILE, language),
                "found": facts.get("program", ""),
                "known": __version__,
            }
            return say(REFUSALS[fault], language) % blanks
        case NoRoomError(needed=needed, free=free):
            sizes = {"needed": needed, "free": free}
            told = {name: file_size(size, language) for name, size in sizes.items()}
            return say(NO_ROOM, language) % told
        case BackupFailedError():
            return say(NOT_BACKED_UP, language)
        case BackupStoppedError():
            return say(STOPPED, language)
    return key_line(error, language)


def key_line(error: Exception, language: Language) -> str | None:
    """Why a key does not open a backup; None where it is another kind of error."""
    match error:
        case WrongPassphraseError():
            return say(WRONG_PASSPHRASE, language)
        case PaperKeyError(row=row) if row:
            return say(WRONG_ROW, language) % {"row": row}
        case PaperKeyError() | KeyDamagedError():
            return say(WRONG_PAPER, language)
    return None


def moment(at: dt.datetime | None, language: Language) -> str:
    """22 Tach 2026 18:00, as clocks in Wales show it."""
    if at is None:
        return "–"
    day = medium_date(at.astimezone(WALES), language)
    return f"{day} {clock_time(at, language)}"


def span(work: Work, language: Language) -> str:
    """From when to when some work was done."""
    if work.first == work.last:
        return moment(work.last, language)
    return f"{moment(work.first, language)} – {moment(work.last, language)}"


def work_line(message: str, work: Work, language: Language) -> str:
    """How much work, and of what time."""
    return say(message, language) % {
        "changes": work.changes,
        "span": span(work, language),
    }


def note_line(note: RestoreNote, language: Language) -> str:
    """What became of a restore."""
    blanks = {"school": note.school, "when": moment(note.made_at, language)}
    if not note.own:
        return say(ENDINGS[note.ending], language) % blanks
    is_kept = note.ending in GOOD
    ending = Ending.RESTORED if is_kept else note.ending
    return say(OWN_ENDINGS.get(ending, ENDINGS[ending]), language) % blanks


def comparison_lines(found: Comparison, language: Language) -> Iterator[str]:
    """What a backup holds and what would change, line by line."""
    school = found.school.shown(language).text
    made, program = found.manifest.made_at, found.manifest.program
    yield say(SCHOOL, language) % {"school": school}
    yield say(MADE, language) % {"when": moment(made, language)}
    yield say(PROGRAM, language) % {"version": program}
    yield say(NEWEST, language) % {"when": moment(found.newest, language)}
    if found.newest_here:
        here = moment(found.newest_here, language)
        yield say(NEWEST_HERE, language) % {"when": here}
    for count in found.kinds:
        yield say(COUNTED, language) % {
            "kind": say(KINDS[count.kind], language),
            "there": count.there,
            "here": count.here,
            "gained": count.gained,
            "lost": count.lost,
        }
    yield from changes_lines(found, language)
    yield from warning_lines(found, language)


def changes_lines(found: Comparison, language: Language) -> Iterator[str]:
    """What a restore would do to the work that is here."""
    if found.here is Here.NOTHING:
        yield say(EMPTY, language)
    elif found.here is Here.DAMAGED:
        yield say(DAMAGED_HERE, language)
    elif found.is_same:
        yield say(SAME, language)
    else:
        lost, gained = found.lost, found.gained
        is_lossless = not lost.changes
        yield (
            say(NOTHING_LOST, language)
            if is_lossless
            else work_line(LOST, lost, language)
        )
        if gained.changes:
            yield work_line(GAINED, gained, language)


def warning_lines(found: Comparison, language: Language) -> Iterator[str]:
    """What a person should know before they decide."""
    counts = {
        DIFFERING: found.differing,
        ABSENT: found.absent,
        RETURNING: found.returning,
    }
    for message, count in counts.items():
        if count:
            yield say(message, language) % {"count": count}


def another_line(found: Comparison, language: Language) -> str | None:
    """That the backup is of another school, with both names."""
    if not found.another_school or found.school_here is None:
        return None
    return say(ANOTHER, language) % {
        "here": found.school_here.shown(language).text,
        "there": found.school.shown(language).text,
    }
