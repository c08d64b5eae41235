"""The text inside an export that tells, in both languages, what each part is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import clock_time, long_date
from slo_desktop.settings import WALES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from slo_desktop.domain.bilingual import Bilingual

NAME = "README-DARLLENWCHFI.txt"
SCHOOL = N_("School: %(school)s")
MADE = N_("Made: %(day)s, %(time)s")
PROGRAM = N_("Version of the program: %(version)s")
ALL_TITLE = N_("Everything in SLO Desktop, readable without it")
PERSON_TITLE = N_("Everything that is kept about one person")
IMPORTABLE = N_(
    "evidence.csv, plan.csv, learning.csv: open them in any spreadsheet. They are in "
    "the form that SLO Desktop can import again, the plan first."
)
OTHERS = N_(
    "The other CSV files: people, terms, meetings, judgements, survey results and the "
    "rest, one file for each kind."
)
JSON = N_(
    "data.json: every record with every field, also those in the bin. history.jsonl: "
    "every change that was ever recorded, one on a line. Both are plain text."
)
CODES = N_("codes.csv: what the codes in the tables mean, in both languages.")
FILES = N_("attachments: every attached file as it was given, under its own name.")
PRIVATE = N_("Private reflections are left out. Only their owner may ask for them.")
GUARDED = N_(
    "A cell that began like a formula has an apostrophe before it, so that no "
    "spreadsheet runs it."
)
KEEP_SAFE = N_(
    "This file is not encrypted and holds personal data. Keep it as safe as the "
    "computer it came from, and delete it when it is no longer needed."
)
SUMMARY = N_("summary.html: open it in any browser. It is the whole in words.")
PERSON_JSON = N_(
    "data.json: the same for a computer, with every recorded change that touches this "
    "person."
)
PERSON_FILES = N_("attachments: files that belong to the records in the summary.")
MISSING = N_("Attached files that are damaged or gone on the school’s computer:")

ALL_LINES = (IMPORTABLE, OTHERS, JSON, CODES, FILES, PRIVATE, GUARDED, KEEP_SAFE)
PERSON_LINES = (SUMMARY, PERSON_JSON, PERSON_FILES, KEEP_SAFE)


def readme(
    title: str,
    lines: Sequence[str],
    *,
    school: Bilingual,
    made_at: dt.datetime,
    missing: Iterable[str] = (),
) -> bytes:
    """The text in Welsh, then in English."""
    gone = list(missing)
    both = (
        _in_one(title, lines, school, made_at, gone, language) for language in Language
    )
    return ("\r\n\r\n" + "-" * 70 + "\r\n\r\n").join(both).encode("utf-8-sig")


def _in_one(
    title: str,
    lines: Sequence[str],
    school: Bilingual,
    made_at: dt.datetime,
    missing: Sequence[str],
    language: Language,
) -> str:
    local = made_at.astimezone(WALES)
    when = {
        "day": long_date(local.date(), language),
        "time": clock_time(made_at, language),
    }
    head = (
        say(title, language),
        say(SCHOOL, language) % {"school": school.shown(language).text},
        say(MADE, language) % when,
        say(PROGRAM, language) % {"version": __version__},
    )
    told = [say(line, language) for line in lines]
    if missing:
        told.append("\r\n".join([say(MISSING, language), *missing]))
    return "\r\n".join(head) + "\r\n\r\n" + "\r\n\r\n".join(told)
