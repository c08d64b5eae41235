from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import PrintFailedError, PrintTooSlowError
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.papers import RecoverySheet, rows_of, secret_of
from slo_desktop.reports.press import Order, Press
from slo_desktop.reports.recovery_sheet import to_html
from slo_desktop.storage.backup.keyring import OpeningKey
from tests.keys import keys
from tests.reports import reading

SECRET = OpeningKey.new().secret
LONG = Bilingual.of(
    cy="Ysgol Gynradd Gymunedol Llanfihangel-y-Creuddyn a’r Cylch",
    en="Llanfihangel-y-Creuddyn and District Community Primary School",
)
WORDS = {
    "Taflen adfer",
    "Recovery sheet",
    "Ble i’w chadw",
    "Where to keep it",
    "Os collir y daflen hon a’r cyfrinymadrodd, ni all neb agor",
    "If this sheet and the passphrase are both lost, nobody can open",
    "22 Tachwedd 2026",
    "22 November 2026",
    "Prawf y rhes",
    "age -d -i key.txt",
}


def sheet(school: Bilingual = LONG, *, first: Language = Language.CY) -> RecoverySheet:
    return RecoverySheet(
        school=school,
        key_name=keys().public.name,
        made_on=dt.date(2026, 11, 22),
        rows=rows_of(SECRET),
        first=first,
    )


@dataclass(frozen=True)
class Printed:
    """A sheet, and everything the press left on the disk."""

    pdf: Path
    cache: Path


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(tmp_path_factory.mktemp("press")) as machine:
        yield machine


@pytest.fixture(scope="module")
def printed(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    content = press.print_secret(to_html(sheet()))
    pdf = tmp_path_factory.mktemp("sheet") / "sheet.pdf"
    pdf.write_bytes(content)
    return Printed(pdf, press.cache)


def as_it_stands(pdf: Path) -> str:
    """The words where the eye finds them, line by line."""
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def test_the_sheet_is_one_page_in_both_languages(printed: Printed) -> None:
    assert reading.page_count(printed.pdf) == 1
    words = reading.words(printed.pdf)
    assert [part for part in WORDS if part not in words] == []
    for language in Language:
        assert LONG.text(language) in words
    assert keys().public.name in words


def test_the_key_is_typed_from_the_paper_as_it_stands(printed: Printed) -> None:
    row = re.compile(r"^ *[1-5] {3,}([0-9A-Z ]+)$", re.MULTILINE)
    found = row.findall(as_it_stands(printed.pdf))
    assert len(found) == 5
    assert secret_of("\n".join(found)) == SECRET


def test_the_sheet_is_read_out_in_two_voices(printed: Printed) -> None:
    assert reading.faults(printed.pdf) == []
    tags = reading.tags(printed.pdf)
    assert {tag.language for tag in tags} == {"cy", "en"}
    assert [tag.kind for tag in tags if tag.kind == "TH"]
    bookmarks = [words for _level, words in reading.bookmarks(printed.pdf)]
    assert bookmarks[0] == "Taflen adfer / Recovery sheet"
    with pikepdf.open(printed.pdf) as pdf:
        assert str(pdf.Root.Lang) == "cy"
        assert str(pdf.docinfo["/Title"]).startswith("Taflen adfer, Ysgol Gynradd")


def test_the_sheet_carries_nothing_that_acts(printed: Printed) -> None:
    assert reading.dangers(printed.pdf) == []
    assert all(inside for _name, inside in reading.fonts(printed.pdf))


def test_the_key_never_lies_on_the_disk(printed: Printed) -> None:
    first = rows_of(SECRET)[0].groups[0].encode()
    kept = [path for path in printed.cache.rglob("*") if path.is_file()]
    assert not [path.name for path in kept if first in path.read_bytes()]
    assert not [path.name for path in kept if path.suffix in {".html", ".pdf"}]


def test_english_may_stand_on_the_left() -> None:
    html = to_html(sheet(Bilingual.of(en="Hill School"), first=Language.EN))
    assert '<html lang="en">' in html
    assert html.index("Recovery sheet") < html.index("Taflen adfer")
    assert html.count("Hill School") == 4


def test_a_name_cannot_put_anything_into_the_sheet() -> None:
    html = to_html(sheet(Bilingual.of(cy="<img src=file:///etc/passwd>")))
    assert "<img" not in html


def test_a_secret_that_cannot_be_printed_is_a_fault_and_the_next_one_prints(
    press: Press, tmp_path: Path
) -> None:
    with pytest.raises(PrintFailedError):
        press.print_secret('<img src="file:///etc/hostname" alt="x">')
    assert press.print_secret("<p lang=cy>Ysgol</p>").startswith(b"%PDF-1.7")
    order = Order(parts=("<p>Ysgol</p>",), pdf=tmp_path / "a.pdf")
    assert press.print_out(order) == 1
    with pytest.raises(PrintTooSlowError):
        press.print_secret("<p>Ysgol</p>" * 20_000, limit=0.1)
