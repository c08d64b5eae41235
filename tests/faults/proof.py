"""Which of the cases in `cases.csv` were shown, and how often.

A test that shows a case carries its id in its name: `test_d5_…`, or `test_s21_s22_…`
for two. The figures of the last line are counted by the tests themselves:
`proof.count("kills")`. With the environment variable SLO_PROOF, which names a file,
outcomes are kept there from one run to the next. SLO_PROOF_TABLE prints them at the
end: the `whole` table, or only the cases that were `seen`.
"""

from __future__ import annotations

import ast
import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NAME = re.compile(r"test_((?:[fdps]\d+_)+)")
LOST = "lost"
FIGURES = {
    "kills": "kills survived",
    "power": "power cuts survived",
    "faults": "faults injected",
    "files": "bad files refused",
    "requests": "requests refused",
    LOST: "bytes lost",
}
PROPERTY = "proof"


@dataclass(frozen=True)
class Case:
    """One line of SAFETY.md's tables.

    Attributes:
        elsewhere: the systems on which a part of it is still to be shown.
    """

    id: str
    title: str
    elsewhere: str


@dataclass
class Seen:
    """How the tests of one case went."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        if self.failed:
            return "failed"
        if self.passed:
            return "shown"
        return "not shown" if self.reasons else "not run"


def cases() -> list[Case]:
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Case(row["id"], row["case"], row["elsewhere"]) for row in rows]


def ids_of(name: str) -> list[str]:
    """The cases that a test shows, by its name."""
    found = NAME.match(name)
    return found[1].strip("_").upper().split("_") if found else []


def written() -> Iterator[tuple[str, Path]]:
    """Every case that any test says it shows, whether that test runs here or not."""
    for path in sorted(HERE.parent.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield from ((found, path) for found in ids_of(node.name))


class Proof:
    """What one test has to tell beside pass or fail."""

    def __init__(self, properties: list[tuple[str, object]]) -> None:
        self._properties = properties

    def count(self, figure: str, number: int = 1) -> None:
        """Add to one of the figures."""
        assert figure in FIGURES
        self._properties.append((PROPERTY, [figure, number]))


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """Where a test writes down what it has counted."""
    return Proof(request.node.user_properties)


class Ledger:
    """What all tests of a run told, and of the runs before it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: dict[str, Seen] = {}
        self.figures: Counter[str] = Counter()
        if path.exists():
            self._add(json.loads(path.read_text("utf-8")))

    def _add(self, stored: dict[str, Any]) -> None:
        self.figures.update(stored["figures"])
        self.seen = {name: Seen(**values) for name, values in stored["seen"].items()}

    def keep(self) -> None:
        """Write it down for the next run."""
        seen = {name: vars(values) for name, values in sorted(self.seen.items())}
        stored = {"figures": self.figures, "seen": seen}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(stored, indent=1), "utf-8")

    def hear(self, report: pytest.TestReport) -> None:
        """Take in how one part of one test went."""
        name = report.nodeid.rpartition("::")[2]
        for found in ids_of(name):
            seen = self.seen.setdefault(found, Seen())
            if report.failed:
                seen.failed.append(report.nodeid)
            elif report.skipped:
                seen.reasons.append(_reason(report))
            elif report.passed and report.when == "call":
                seen.passed += 1
        if report.when == "call":
            for key, told in report.user_properties:
                if key == PROPERTY and isinstance(told, list):
                    self.figures[told[0]] += told[1]

    def table(self) -> Iterator[str]:
        """The cases, one a line, and the figures."""
        for case in cases():
            yield self._line(case)
        yield ""
        for figure, title in FIGURES.items():
            yield f"{title:<20} {self._figure(figure):>8}"

    def of_the_seen(self) -> list[str]:
        """The same for the cases that any test has told of, without the figures."""
        return [self._line(case) for case in cases() if case.id in self.seen]

    def _line(self, case: Case) -> str:
        seen = self.seen.get(case.id, Seen())
        return f"{case.id:<4} {seen.result:<10} {case.title}{_remark(case, seen)}"

    def _figure(self, figure: str) -> str:
        """A figure; nobody knows what was lost where a test of loss has failed."""
        about_loss = [seen for found, seen in self.seen.items() if found[0] in "FD"]
        if figure == LOST and any(seen.failed for seen in about_loss):
            return "unknown"
        return f"{self.figures[figure]:,}"


def _remark(case: Case, seen: Seen) -> str:
    reasons = sorted(set(seen.reasons))
    if seen.result == "shown" and case.elsewhere:
        reasons = [f"not shown: the part of {case.elsewhere}"]
    if seen.result == "shown" and not case.elsewhere:
        reasons = [f"not shown in part: {reason}" for reason in reasons]
    if seen.failed:
        reasons = seen.failed[:2]
    return f"  ({'; '.join(reasons)})" if reasons else ""


def _reason(report: pytest.TestReport) -> str:
    told = report.longrepr
    reason = told[2] if isinstance(told, tuple) else str(told)
    return reason.removeprefix("Skipped: ")


def pytest_configure(config: pytest.Config) -> None:
    """Listen, where the run is asked for proof; workers tell it through reports."""
    path = os.environ.get("SLO_PROOF")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Listener(Ledger(Path(path))), "proof")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Keep to the tests that carry a case's id, where the run is asked for no more."""
    if os.environ.get("SLO_ONLY_CASES"):
        others = [item for item in items if not ids_of(item.name)]
        items[:] = [item for item in items if ids_of(item.name)]
        config.hook.pytest_deselected(items=others)


class Listener:
    """Hears every report, and prints the table at the end."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ledger.hear(report)

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        self.ledger.keep()
        if asked := os.environ.get("SLO_PROOF_TABLE"):
            seen, whole = self.ledger.of_the_seen, self.ledger.table
            terminalreporter.section("what was shown")
            for line in seen() if asked == "seen" else whole():
                terminalreporter.write_line(line)
