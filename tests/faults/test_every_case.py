from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.proof import FIGURES, Ledger, Seen, cases, ids_of, written

COUNTS = {"F": 16, "D": 18, "P": 10, "S": 24}


def test_the_table_names_every_case_once() -> None:
    wanted = [f"{kind}{n}" for kind, most in COUNTS.items() for n in range(1, most + 1)]
    assert [case.id for case in cases()] == wanted
    assert all(case.title for case in cases())


def test_every_case_has_a_test_that_carries_its_id() -> None:
    found = {name for name, _path in written()}
    assert {case.id for case in cases()} - found == set()


def test_no_test_claims_a_case_that_is_not_there() -> None:
    known = {case.id for case in cases()}
    assert [
        f"{path.name}: {name}" for name, path in written() if name not in known
    ] == []


def test_a_name_may_carry_several_cases() -> None:
    assert ids_of("test_s21_s22_an_evening") == ["S21", "S22"]
    assert ids_of("test_f5_an_upgrade[4]") == ["F5"]
    assert ids_of("test_a_2_b") == []


def test_the_table_says_what_failed_and_why_something_is_not_shown(
    tmp_path: Path,
) -> None:
    ledger = Ledger(tmp_path / "proof.json")
    ledger.seen = {
        "F1": Seen(passed=1),
        "F2": Seen(passed=1, failed=["here::test_f2_x"]),
        "P10": Seen(reasons=["needs Windows"]),
        "D18": Seen(passed=2, reasons=["needs Windows"]),
    }
    ledger.figures["kills"] = 1234
    ledger.keep()
    lines = list(Ledger(tmp_path / "proof.json").table())
    assert lines[0].startswith("F1   shown")
    assert lines[1].startswith("F2   failed")
    assert "here::test_f2_x" in lines[1]
    assert "F3   not run" in lines[2]
    told = {line.split()[0]: line for line in lines if line}
    assert "not shown" in told["P10"]
    assert "needs Windows" in told["P10"]
    assert "not shown: the part of Windows" in told["D18"]
    assert f"{FIGURES['kills']:<20} {'1,234':>8}" in lines
    assert lines[-1].split() == ["bytes", "lost", "unknown"], "F2 has failed"


def test_a_package_tells_only_of_the_cases_that_it_has_shown(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "proof.json")
    name = "here::test_p10_nothing_changes[mark]"
    where = (name, 1, name)
    ledger.hear(pytest.TestReport(name, where, {}, "passed", None, "call"))
    (line,) = ledger.of_the_seen()
    assert line.startswith("P10  shown")
