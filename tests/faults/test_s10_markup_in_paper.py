"""What was typed is printed as words: nothing is fetched, embedded or run."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.errors import PrintFailedError, PrintTooSlowError
from slo_desktop.domain.governors import GovernorsReport, Layout
from slo_desktop.domain.languages import Language
from slo_desktop.domain.safety.papers import RecoverySheet, rows_of
from slo_desktop.reports import person, recovery_sheet
from slo_desktop.reports.governors import order
from slo_desktop.reports.press import Order, Press
from slo_desktop.services.privacy.access import everything
from slo_desktop.storage.backup.keyring import OpeningKey
from slo_desktop.storage.models import School
from tests import builders
from tests.conftest import NOW
from tests.faults.proof import Proof
from tests.keys import keys
from tests.reports import reading, world
from tests.reports.test_hostile import CORPUS, hostile_report

SECRET = "CANARY-local-content-of-a-file"
MORE = (
    '<img src="file://{secret}">',
    '<link rel="attachment" href="file://{secret}">',
    '<a rel="attachment" href="file://{secret}">x</a>',
    '<link rel="stylesheet" href="file://{secret}">',
    "<style>@import 'file://{secret}'; p{{content:url(file://{secret})}}</style>",
    '<svg><image xlink:href="file://{secret}"/><script>1</script></svg>',
    "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
    "<img src=data:image/png;base64," + "A" * 300 + ">",
    "<meta http-equiv=refresh content='0;url=file://{secret}'>",
    '<object data="file://{secret}"></object><embed src="file://{secret}">',
    "<input type=text name=x><form action=http://127.0.0.1:9/><button>x</button>",
    "<table>" + "<tr><td>" * 30,
    "<div style='columns:9'>" * 9,
    "]]><!--",
    "<?xml-stylesheet href='file://{secret}'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file://{secret}'>]>&e;",
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(tmp_path_factory.mktemp("press")) as machine:
        yield machine


@pytest.fixture(scope="module")
def payloads(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Everything evil at once, beside a file of this computer that must stay on it."""
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    return " ".join([*CORPUS, *(line.format(secret=secret) for line in MORE)])


def is_harmless(pdf: Path) -> bool:
    """Read back what came out, every stream of it unpacked."""
    assert reading.dangers(pdf) == []
    with pikepdf.open(pdf) as document:
        assert document.attachments == {}
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.Root
        assert "/AcroForm" not in document.Root
        for page in document.pages:
            assert "/Annots" not in page or not _leads_out(page)
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    content = item.read_bytes()
                except pikepdf.PdfError:  # a picture, kept as it is
                    content = item.read_raw_bytes()
                assert SECRET.encode() not in content
    return SECRET not in reading.text(pdf)


def _leads_out(page: pikepdf.Page) -> bool:
    """Whether anything on a page leads anywhere but to another page."""
    actions = [note.get("/A") for note in page.Annots]
    return any(action is not None and action.S != "/GoTo" for action in actions)


def test_s10_a_report_full_of_markup_is_words_on_paper(
    press: Press, payloads: str, tmp_path: Path, proof: Proof
) -> None:
    evil = Bilingual.of(cy=payloads, en=payloads)
    report = hostile_report()
    item = replace(report.evidence[0], title=evil, note=evil)
    report = replace(report, evidence=(item,))
    pdf, began = tmp_path / "a.pdf", time.monotonic()
    assert press.print_out(order(report, Layout.EN, pdf), limit=60) < 200
    assert is_harmless(pdf)
    assert "<linkrel=" in reading.words(pdf).replace(" ", "")
    assert time.monotonic() - began < 60
    proof.count("files", len(CORPUS) + len(MORE))


@pytest.mark.parametrize("markup", CORPUS)
def test_s10_the_sheet_prints_the_name_of_a_school_as_words(
    press: Press, markup: str, tmp_path: Path, proof: Proof
) -> None:
    sheet = RecoverySheet(
        school=Bilingual.of(cy=markup, en=markup),
        key_name=keys().public.name,
        made_on=dt.date(2026, 11, 22),
        rows=rows_of(OpeningKey.new().secret),
        first=Language.CY,
    )
    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(press.print_secret(recovery_sheet.to_html(sheet)))
    assert is_harmless(pdf)
    assert reading.page_count(pdf) <= 2
    proof.count("files")


class _Loads(HTMLParser):
    """Finds whatever a page would fetch, run or send."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _value in attrs)


def test_s10_the_summary_of_a_person_fetches_and_runs_nothing(
    session: Session, school: School, payloads: str, proof: Proof
) -> None:
    del school
    evil = builders.both(payloads)
    somebody = builders.person(session, name=payloads[:120], role=evil)
    builders.evidence(session, title=evil, note=evil, people={somebody})
    session.flush()
    html = person.to_html(everything(session, somebody.id, now=NOW)).decode()
    found = _Loads()
    found.feed(html)
    assert not found.tags & {"script", "img", "link", "iframe", "object", "form", "a"}
    assert not found.tags & {"svg", "base", "embed", "input", "button", "image"}
    assert not found.names & {"src", "href", "action", "data", "srcset"}
    assert not [name for name in found.names if re.match("on|style$", name)]
    assert "default-src 'none'" in html
    assert "&lt;img src=" in html
    proof.count("files", len(CORPUS) + len(MORE))


def one_of(limit: float, html: str, press: Press, tmp_path: Path) -> None:
    press.print_out(Order(parts=(html,), pdf=tmp_path / "x.pdf"), limit=limit)


@pytest.mark.parametrize(
    "make", [lambda: "<table>" + "<tr><td>x" * 200_000, lambda: "<div>" * 100_000]
)
def test_s10_s17_a_page_that_never_ends_is_stopped_and_the_next_is_printed(
    press: Press, tmp_path: Path, make: Callable[[], str], proof: Proof
) -> None:
    began = time.monotonic()
    with pytest.raises((PrintTooSlowError, PrintFailedError)):
        one_of(2.0, make(), press, tmp_path)
    assert time.monotonic() - began < 15
    assert not (tmp_path / "x.pdf").exists()
    report: GovernorsReport = world.small_report()
    assert press.print_out(order(report, Layout.CY, tmp_path / "next.pdf")) > 0
    proof.count("files")
