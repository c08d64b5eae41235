"""What may stand on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.governors import Layout
from slo_desktop.domain.importing import ImportKind
from slo_desktop.domain.languages import Language
from slo_desktop.i18n.catalogues import N_, say
from slo_desktop.i18n.dates import parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

PROGRAM = "slo-desktop"
HIGHEST_PORT = 65535
TAKE_A_VALUE = frozenset({"--data", "--lang"})

ABOUT = N_("Evidence, plan and professional learning of a school, in two languages.")
DATA = N_("the school’s folder")
LANGUAGE = N_("language of the answers: cy or en")
BROWSER = N_("use the browser in place of a window")
PORT = N_("port to answer on; a free one unless given")
VERB = N_("what to do; without it the window opens")
OPENS = N_(
    "A backup (.slobackup) or an update (.sloupdate) in place of VERB opens the window "
    "with that file, and changes nothing before you say so."
)
VERBS = {
    "serve": N_("answer without a window and print the way in"),
    "sample": N_("make the sample school in an empty folder"),
    "import": N_("bring in a CSV file"),
    "report": N_("make the PDF of a report"),
    "export": N_("write everything out, readable without the program"),
    "backup": N_("make a backup file"),
    "restore": N_("bring back a backup file"),
    "update": N_("check an update file and say what it brings"),
    "check": N_("check every record and file of a folder"),
    "selftest": N_("check that this copy of the program is whole"),
    "pdf-worker": N_("for the program itself only"),
    "check-worker": N_("for the program itself only"),
    "prove-worker": N_("for the program itself only"),
    "lock-worker": N_("for the program itself only"),
}
KIND = N_("what its rows are")
FILE = N_("the file")
DRY_RUN = N_("only say what would happen")
SKIP_BAD = N_("keep the good rows although others have errors")
REPORT = N_("name of the report")
LIST = N_("list the reports")
LAYOUT = N_("how the languages stand")
OUT = N_("the file to write")
PLAIN = N_("do not encrypt, although the school has a key")
MEETING = N_("date of the governors’ meeting")
SINCE = N_("first day of the changes shown")
PERSON = N_("only about the person with this number")
PASSPHRASE_FILE = N_("a file that holds the passphrase or the recovery key")
JSON = N_("answer in lines of JSON, for another program")
YES = N_("do not ask, and replace another school too")
REQUIRED = N_("the following arguments are required: %s")
NOT_A_DATE = N_("This is not a date: %(value)s. Write it as 2026-11-22.")
NOT_A_PORT = N_("This is not a port: %(value)s.")


class _Words:
    """Help in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, message: str) -> str:
        return say(message, self.language)

    def date(self, text: str) -> dt.date:
        """A date as people write it."""
        try:
            return parse_date(text)
        except ValueError:
            refused = self(NOT_A_DATE) % {"value": text}
            raise argparse.ArgumentTypeError(refused) from None

    def port(self, text: str) -> int:
        """A port number; 0 takes a free one."""
        if text.isdecimal() and int(text) <= HIGHEST_PORT:
            return int(text)
        raise argparse.ArgumentTypeError(self(NOT_A_PORT) % {"value": text})


def parse(arguments: Sequence[str], language: Language) -> argparse.Namespace:
    """Read a command line.

    Args:
        arguments: without the name of the program.
        language: of the help and of what is wrong.

    Raises:
        SystemExit: with 2 when it cannot be understood, with 0 after help.
    """
    words = _Words(language)
    parser = argparse.ArgumentParser(
        PROGRAM, description=words(ABOUT), epilog=words(OPENS)
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help=argparse.SUPPRESS
    )
    _add_common(parser, words, default=None)
    parser.add_argument("--browser", action="store_true", help=words(BROWSER))
    verbs = _add_verbs(parser, words)
    line, opened = _without_file(arguments)
    options = parser.parse_args(line)
    options.opened = opened
    if options.verb == "report" and not options.list:
        _need(verbs["report"], words, options)
    return options


def _without_file(arguments: Sequence[str]) -> tuple[Sequence[str], Path | None]:
    """A command line without the file that stands in place of a verb, and that file."""
    is_value = False
    for place, word in enumerate(arguments):
        if is_value or word.startswith("-"):
            is_value = word in TAKE_A_VALUE
        elif word in VERBS or not _is_file(word):
            break
        else:
            return [*arguments[:place], *arguments[place + 1 :]], Path(word)
    return arguments, None


def _is_file(word: str) -> bool:
    """Whether a word can only mean a file: verbs have no ending and no folder."""
    return bool(Path(word).suffix or Path(word).name != word)


def _add_common(
    parser: argparse.ArgumentParser, words: _Words, *, default: str | None
) -> None:
    parser.add_argument(
        "--data", type=Path, metavar="DIR", default=default, help=words(DATA)
    )
    parser.add_argument(
        "--lang",
        type=str,
        choices=[language.value for language in Language],
        default=default,
        help=words(LANGUAGE),
    )


def _add_verbs(
    parser: argparse.ArgumentParser, words: _Words
) -> Mapping[str, argparse.ArgumentParser]:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", help=words(VERB))
    common = argparse.ArgumentParser(add_help=False)
    # Not given here must not wipe out what was given before the verb.
    _add_common(common, words, default=argparse.SUPPRESS)
    made = {}
    for name, about in VERBS.items():
        told = words(about)
        made[name] = verbs.add_parser(
            name, parents=[common], help=told, description=told
        )
    made["serve"].add_argument(
        "--port", type=words.port, metavar="N", default=0, help=words(PORT)
    )
    _add_import(made["import"], words)
    _add_report(made["report"], words)
    for name in ("export", "backup"):
        made[name].add_argument(
            "--out", type=Path, metavar="FILE", required=True, help=words(OUT)
        )
    made["backup"].add_argument("--plain", action="store_true", help=words(PLAIN))
    made["prove-worker"].add_argument("backup", metavar="FILE", help=argparse.SUPPRESS)
    made["prove-worker"].add_argument("scratch", metavar="DIR", help=argparse.SUPPRESS)
    _add_restore(made["restore"], words)
    made["update"].add_argument("file", type=Path, metavar="FILE", help=words(FILE))
    made["selftest"].add_argument("--json", action="store_true", help=words(JSON))
    made["pdf-worker"].add_argument("cache", metavar="DIR", help=argparse.SUPPRESS)
    made["check-worker"].add_argument("folder", metavar="DIR", help=argparse.SUPPRESS)
    return made


def _add_import(parser: argparse.ArgumentParser, words: _Words) -> None:
    kinds = [kind.value for kind in ImportKind]
    parser.add_argument("kind", choices=kinds, help=words(KIND))
    parser.add_argument("file", type=Path, metavar="FILE", help=words(FILE))
    parser.add_argument("--dry-run", action="store_true", help=words(DRY_RUN))
    parser.add_argument("--skip-bad", action="store_true", help=words(SKIP_BAD))


def _add_restore(parser: argparse.ArgumentParser, words: _Words) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=words(FILE))
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=words(PASSPHRASE_FILE)
    )
    parser.add_argument("--yes", action="store_true", help=words(YES))


def _add_report(parser: argparse.ArgumentParser, words: _Words) -> None:
    layouts = [layout.value for layout in Layout]
    parser.add_argument("name", nargs="?", metavar="NAME", help=words(REPORT))
    parser.add_argument("--list", action="store_true", help=words(LIST))
    parser.add_argument("--layout", choices=layouts, help=words(LAYOUT))
    parser.add_argument("--out", type=Path, metavar="FILE", help=words(OUT))
    for name, about in {"--meeting": MEETING, "--since": SINCE}.items():
        parser.add_argument(name, type=words.date, metavar="DATE", help=words(about))
    parser.add_argument("--person", type=int, metavar="ID", help=words(PERSON))


def _need(
    report: argparse.ArgumentParser, words: _Words, options: argparse.Namespace
) -> None:
    needed = {"NAME": options.name, "--layout": options.layout, "--out": options.out}
    missing = ", ".join(name for name, value in needed.items() if value is None)
    if missing:
        report.error(words(REQUIRED) % missing)
