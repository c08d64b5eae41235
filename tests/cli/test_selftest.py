from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.cli import selftest
from slo_desktop.domain.selftest import Ended, Planned, Told, Tried, told_in
from tests.cli.conftest import Run


def told(out: str) -> list[Told]:
    """Every line of an answer to another program; no line may be anything else."""
    found = [told_in(line) for line in out.splitlines()]
    assert None not in found
    return [each for each in found if each]


def test_the_selftest_tells_another_program_each_step_as_it_is_tried(
    run: Run, tmp_path: Path
) -> None:
    said = run("selftest", "--json", "--data", tmp_path / "none")
    assert (said.code, said.err) == (0, "")
    planned, *tried, ended = told(said.out)
    assert isinstance(planned, Planned)
    assert ended == Ended(whole=True)
    steps = [each for each in tried if isinstance(each, Tried) and each.good]
    assert tuple(step.what for step in steps) == planned.steps
    assert {"SQLite", "Fonts", "Report as a PDF, pages", "Backup, files"} <= set(
        planned.steps
    )
    assert not (tmp_path / "none").exists()
    assert not (tmp_path / "xdg_data_home").exists()


def test_a_step_that_fails_is_told_with_the_kind_of_error_and_the_rest_is_tried(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "assets", lambda: tmp_path)
    said = run("selftest", "--json")
    assert said.code == 1
    planned, *tried, ended = told(said.out)
    assert isinstance(planned, Planned)
    assert len(tried) == len(planned.steps)
    assert Tried(what="Fonts", good=False, found="NotWholeError") in tried
    assert any(isinstance(each, Tried) and each.good for each in tried)
    assert ended == Ended(whole=False)


def test_both_ways_of_telling_say_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        selftest,
        "_steps",
        lambda _inside: iter([("fonts", lambda: 5), ("SQLite", lambda: 1 // 0)]),
    )
    words = run("selftest", "--lang", "en").out.splitlines()
    assert words == [
        "Good: fonts (5)",
        "Not good: SQLite (ZeroDivisionError)",
        "This copy of the program is not whole. Install it again.",
    ]
    assert told(run("selftest", "--json").out)[1:3] == [
        Tried(what="fonts", good=True, found="5"),
        Tried(what="SQLite", good=False, found="ZeroDivisionError"),
    ]


def test_a_copy_whose_every_step_is_good_is_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [("fonts", lambda: 5), ("SQLite", lambda: "3.50")]
    monkeypatch.setattr(selftest, "_steps", lambda _inside: iter(steps))
    words = "Good: fonts (5)\nGood: SQLite (3.50)\nThis copy of the program is whole.\n"
    assert run("selftest", "--lang", "en") == (0, words, "")
    assert told(run("selftest", "--json").out)[-1] == Ended(whole=True)
