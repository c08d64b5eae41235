"""The message catalogues: `update`, `compile` and `check`.

Runs inside the virtual environment, because it reads with Babel. English is the
source text, so only Welsh has a catalogue of its own.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "translations" / "messages.pot"
WELSH = ROOT / "translations" / "cy" / "LC_MESSAGES" / "messages.po"
COMPILED = WELSH.with_suffix(".mo")
FORMS = 6
PLURAL = "(n==0)?0:(n==1)?1:(n==2)?2:(n==3)?3:(n==6)?4:5"
"""CLDR's six Welsh forms; Babel's own rule for Welsh has five."""

EXTRACT = (
    *("extract", "-F", "pyproject.toml", "--no-wrap", "--sort-by-file"),
    *("--omit-header", "--add-location=file"),
)
BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
LETTERS = re.compile(r"[A-Za-z]{2}")
SAME_IN_BOTH = frozenset({"Bin", "Cost", "Person", "SLO Desktop", "Staff"})
"""Texts that are the same word in Welsh, or a name."""


def _pot() -> bytes:
    """The template as the code has it now."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "messages.pot"
        pybabel = Path(sys.executable).with_name("pybabel")
        subprocess.run(
            [pybabel, "-q", *EXTRACT, "-o", fresh, "slo_desktop"], cwd=ROOT, check=True
        )
        return fresh.read_bytes()


def _welsh() -> Catalog:
    with WELSH.open("rb") as file:
        return read_po(file, locale="cy")  # its header brings the plural rule


def _strings(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or [""])


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _messages(catalogue: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(m.context, _sources(m)[0]): m for m in catalogue if m.id}


def _blanks(text: str) -> set[str]:
    return {first or second for first, second in BLANK.findall(text)}


def _faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one Welsh message."""
    sources, strings = _sources(message), _strings(message)
    if not all(strings):
        yield "no Welsh yet"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    if message.pluralizable and len(strings) != FORMS:
        yield "not six forms"
    allowed = _blanks("".join(sources))
    for string in strings:
        found = _blanks(string)
        if not found <= allowed or (len(strings) == 1 and found != allowed):
            yield f"blanks differ: {string!r}"
    english = sources[0]
    if english in strings and LETTERS.search(english) and english not in SAME_IN_BOTH:
        yield "the same as the English"


def _problems(pot: bytes) -> Iterator[str]:
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != pot:
        yield "messages.pot is not fresh: run `python3 build/dev.py translate`"
    wanted, welsh = _messages(read_po(io.BytesIO(pot))), _messages(_welsh())
    for _context, english in wanted.keys() - welsh.keys():
        yield f"{english!r}: not in the Welsh catalogue"
    for _context, english in welsh.keys() - wanted.keys():
        yield f"{english!r}: no longer in the code"
    for (_context, english), message in welsh.items():
        yield from (f"{english!r}: {fault}" for fault in _faults_of(message))
    if f"nplurals={FORMS}; plural={PLURAL}" not in WELSH.read_text("utf-8"):
        yield "the header does not state the six Welsh plural forms"


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)


def compile_welsh() -> int:
    """Write the form that the program reads."""
    out = io.BytesIO()
    write_mo(out, _welsh())
    _replace(COMPILED, out.getvalue())
    return 0


def update() -> int:
    """Take over new texts, drop those that are gone, list what lacks Welsh."""
    pot = _pot()
    welsh = _welsh()
    welsh.update(read_po(io.BytesIO(pot)), no_fuzzy_matching=True)
    welsh.obsolete.clear()
    welsh.msgid_bugs_address = welsh.last_translator = ""
    out = io.BytesIO()
    write_po(out, welsh, width=100_000, sort_by_file=True, include_lineno=False)
    _replace(WELSH, out.getvalue())
    _replace(TEMPLATE, pot)
    compile_welsh()
    lacking = [m for m in welsh if m.id and not all(_strings(m))]
    for message in lacking:
        print(_sources(message)[0])
    print(f"Texts: {len(list(welsh)) - 1}. Without Welsh: {len(lacking)}.")
    return 0


def check() -> int:
    """Say everything that keeps the catalogues from being complete."""
    problems = sorted(_problems(_pot()))
    print("\n".join(problems))
    return 1 if problems else 0


VERBS = {"update": update, "compile": compile_welsh, "check": check}

if __name__ == "__main__":
    sys.exit(VERBS[sys.argv[1]]())
