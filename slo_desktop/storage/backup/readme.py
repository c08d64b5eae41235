"""The text inside every backup that tells, in both languages, how to open it by hand.

It is read on the day when nothing else works, so it takes nothing for granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import clock_time, long_date
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from slo_desktop.domain.safety.backups import Manifest

TITLE = N_("Backup made by SLO Desktop")
SCHOOL = N_("School: %(school)s")
MADE = N_("Made: %(day)s, %(time)s")
PROGRAM = N_("Version of the program: %(version)s")
SIMPLEST = N_(
    "The simplest way: open SLO Desktop on any computer, go to the Safety page, "
    "choose to restore a backup, and choose this file. The program checks every part "
    "of it before anything changes."
)
BY_HAND = N_(
    "Without the program: this file is a ZIP. Make a copy of it, change the end of "
    "the copy’s name from .slobackup to .zip, and open it. Inside are:"
)
MANIFEST_PART = N_(
    "manifest.json: what this backup holds, with the size and the SHA-256 of every "
    "part. It is plain text."
)
DATABASE_PART = N_(
    "school.sqlite: every record, as an SQLite database. Many programs can read it, "
    "such as DB Browser for SQLite."
)
OBJECTS_PART = N_(
    "objects: the attached photos and documents. The name of each, folder included, "
    "is the SHA-256 of its bytes. Its own name and its kind are in the table "
    "“attachment” of school.sqlite: give it back that ending, such as .jpg, and it "
    "opens."
)
OBJECTS_BESIDE = N_(
    "The attached photos and documents of this backup are not inside it. They lie in "
    "the folder “objects” beside it. The name of each, folder included, is the "
    "SHA-256 of its bytes. Its own name and its kind are in the table “attachment” of"
    " school.sqlite: give it back that ending, such as .jpg, and it opens."
)
EDITIONS_PART = N_("editions: reports exactly as they were issued.")
LAST = N_(
    "The last 64 characters of the whole file are the SHA-256 of everything before "
    "them."
)
PERSONAL = N_(
    "It can hold personal data. Look after it as you would after paper files."
)
KEY_PART = N_("key.age: the school’s key. The passphrase opens it.")
SEALED_PART = N_("backup.zip.age: the backup itself, encrypted.")
AGE = N_(
    "To open it, use age, a free program (age-encryption.org), and type these two "
    "lines. The first one asks for the passphrase."
)
SHEET = N_(
    "With the recovery sheet in place of the passphrase: write the key from the sheet"
    " into a text file called key.txt, and type the second line alone."
)
LOST = N_(
    "Without the passphrase or the recovery sheet nobody can open this backup, not "
    "even us."
)
COMMANDS = (
    "    age --decrypt --output key.txt key.age\n"
    "    age --decrypt --identity key.txt --output backup.zip backup.zip.age"
)
LINE = "\n\n" + "-" * 72 + "\n\n"


def plain_readme(manifest: Manifest) -> str:
    """How to open a backup that needs no key."""
    return _in_both(list(_plain(manifest, language)) for language in Language)


def sealed_readme(made_at: dt.datetime, program: str) -> str:
    """How to open a backup with its passphrase or its recovery sheet."""
    return _in_both(list(_sealed(made_at, program, one)) for one in Language)


def _in_both(sides: Iterator[list[str]]) -> str:
    text = LINE.join("\n\n".join(side) for side in sides)
    return f"{text}\n".replace("\n", "\r\n")


def _plain(manifest: Manifest, language: Language) -> Iterator[str]:
    yield say(TITLE, language)
    school = manifest.school.shown(language).text
    yield "\n".join(
        [
            say(SCHOOL, language) % {"school": school},
            *_made(manifest.made_at, manifest.program, language),
        ]
    )
    yield say(SIMPLEST, language)
    yield say(BY_HAND, language)
    yield say(MANIFEST_PART, language)
    yield say(DATABASE_PART, language)
    if manifest.objects:
        words = OBJECTS_PART if manifest.inside else OBJECTS_BESIDE
        yield say(words, language)
    if manifest.extra:
        yield say(EDITIONS_PART, language)
    yield say(LAST, language)
    yield say(PERSONAL, language)


def _sealed(made_at: dt.datetime, program: str, language: Language) -> Iterator[str]:
    yield say(TITLE, language)
    yield "\n".join(_made(made_at, program, language))
    yield say(SIMPLEST, language)
    yield say(BY_HAND, language)
    yield say(KEY_PART, language)
    yield say(SEALED_PART, language)
    yield say(AGE, language)
    yield COMMANDS
    yield say(SHEET, language)
    yield say(LOST, language)
    yield say(LAST, language)


def _made(at: dt.datetime, program: str, language: Language) -> list[str]:
    here = at.astimezone(WALES)
    when = {"day": long_date(here.date(), language), "time": clock_time(here, language)}
    return [say(MADE, language) % when, say(PROGRAM, language) % {"version": program}]
