"""The verbs that make PDFs."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from slo_desktop import paths
from slo_desktop.cli import report_cautions, reporting, selftest
from slo_desktop.desktop import single_instance
from slo_desktop.domain.errors import PrintFailedError, PrintTooSlowError
from slo_desktop.domain.governors import Place
from slo_desktop.reports.press import Press
from tests.cli.conftest import Run


def test_the_reports_are_listed_without_a_school(run: Run) -> None:
    said = run("report", "--list", "--lang", "en")
    assert said == (0, "governors  Headteacher’s report to governors\n", "")


def test_a_report_is_made_beside_an_open_program(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "adroddiad.pdf"
    line = ("report", "governors", "--data", sample, "--layout", "cy", "--out", out)
    with single_instance.hold(sample):
        said = run(*line, "--meeting", "2026-11-24", "--since", "2026-09-01")
    assert (said.code, said.err) == (0, "")
    with pikepdf.open(out) as pdf:
        assert said.out.rstrip(".\n").endswith(str(len(pdf.pages)))
        assert str(pdf.Root.Lang) == "cy"


def test_what_to_look_at_before_the_paper_goes_out_is_told(
    sample: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Press, "print_out", lambda *_told: 6)
    found = {(Place.PLAN, "P2627-1"): 1, (Place.SCHOOL, ""): 2}
    monkeypatch.setattr(report_cautions, "holes", lambda *_told: found)
    line = ("report", "governors", "--data", sample, "--layout", "en")
    said = run(*line, "--out", tmp_path / "x.pdf", "--lang", "en")
    assert said.code == 0
    names, gaps, holes, ready = said.out.splitlines()
    assert names.startswith("Names or initials in the texts: ")
    assert "; GC: P2627-1.3, " in names
    assert gaps.startswith("Items not translated: ")
    assert holes == (
        "Characters that cannot be printed: 3 (P2627-1, Name of the school)."
        " In their place stands [?]."
    )
    assert ready.endswith("Pages: 6.")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (("stories", "--layout", "cy", "--out", "x.pdf"), "There is no report"),
        (
            ("governors", "--layout", "cy", "--out", "x.pdf", "--person", "1"),
            "--person",
        ),
        (("governors", "--layout", "cy", "--out", "/no/where/x.pdf"), "/no/where"),
        (("governors", "--layout", "cy", "--out", "/"), "This is not a file: /"),
    ],
)
def test_a_report_that_cannot_be_made_says_why(
    more: tuple[str, ...], reason: str, sample: Path, run: Run
) -> None:
    said = run("report", *more, "--data", sample, "--lang", "en")
    assert (said.code, said.out) == (2, "")
    assert reason in said.err


def test_a_report_of_no_school_is_refused(tmp_path: Path, run: Run) -> None:
    out, folder = tmp_path / "x.pdf", tmp_path / "none"
    line = ("report", "governors", "--layout", "en", "--out", out, "--data", folder)
    said = run(*line, "--lang", "en")
    assert said == (2, "", f"There is no school in this folder yet: {folder}\n")
    assert not out.exists()
    assert not folder.exists()


def test_dates_in_the_wrong_order_are_refused(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "x.pdf"
    line = ("report", "governors", "--data", sample, "--layout", "en", "--out", out)
    said = run(*line, "--meeting", "1/9/2026", "--since", "1/11/2026", "--lang", "en")
    assert said.code == 2
    assert said.err.startswith("The end comes before the start.")
    assert not out.exists()


@pytest.mark.parametrize("error", [PrintTooSlowError(1.0), PrintFailedError("x")])
def test_a_printer_that_fails_is_a_fault_told_in_a_sentence(
    error: Exception, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_told: object) -> int:
        raise error

    monkeypatch.setattr(reporting, "make", fails)
    out = tmp_path / "x.pdf"
    said = run("report", "governors", "--layout", "en", "--out", out, "--lang", "en")
    assert said.code == 1
    assert said.err.endswith("No file was made.\n")


def test_the_selftest_names_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "assets", lambda: tmp_path)
    monkeypatch.setattr(selftest, "OLDEST_SQLITE", (99,))
    monkeypatch.setattr(selftest, "DAYS", dict.fromkeys(selftest.DAYS, ""))
    said = run("selftest", "--lang", "en")
    assert said.code == 1
    assert "Not good: Fonts" in said.out
    assert "Not good: SQLite" in said.out
    assert "Not good: Welsh texts" in said.out
    assert said.out.endswith("Install it again.\n")
