from __future__ import annotations

import zipfile
from pathlib import Path

from tests.cli.conftest import Run


def test_everything_is_written_out_beside_an_open_program(
    sample: Path, run: Run, tmp_path: Path
) -> None:
    from slo_desktop.desktop import single_instance

    out = tmp_path / "all.zip"
    with single_instance.hold(sample):
        said = run("export", "--data", sample, "--out", out, "--lang", "en")
    assert said.code == 0, said.err
    assert "Everything is in:" in said.out
    with zipfile.ZipFile(out) as made:
        assert made.testzip() is None
        assert {"evidence.csv", "plan.csv", "learning.csv"} <= set(made.namelist())
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_a_place_that_will_not_do_is_refused(
    sample: Path, run: Run, tmp_path: Path
) -> None:
    for out, words in (
        (tmp_path / "nowhere" / "a.zip", "There is no such folder"),
        (tmp_path, "This is a folder"),
        (sample / "a.zip", "outside the school’s own folder"),
    ):
        said = run("export", "--data", sample, "--out", out, "--lang", "en")
        assert (said.code, words in said.err) == (2, True), said.err
        assert not (sample / "a.zip").exists()


def test_without_a_school_there_is_nothing_to_export(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.zip"
    said = run("export", "--data", tmp_path / "none", "--out", out, "--lang", "en")
    assert said.code == 2
    assert not out.exists()


def test_it_answers_in_welsh(sample: Path, run: Run, tmp_path: Path) -> None:
    said = run("export", "--data", sample, "--out", tmp_path / "a.zip", "--lang", "cy")
    assert "Mae popeth yn" in said.out
