"""`update` says what an update file is, and installs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.updates import OURS, PACKAGE, SPARE, STRANGER, Made, signed, trust

ENGLISH = """\
Version: 0.2.0
Signed on: 29 Nov 2026
Size of the installer: 264 bytes
Signed with: key 1 of this program (3475 0f98 bd59 fcfc)
What is new:
* Updating from a file
* A page for review
This update is whole, signed by the makers, and right for this program.
"""


@pytest.fixture
def update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    trust(monkeypatch, tmp_path, OURS, SPARE)
    return Made(tmp_path)


def test_a_good_update_is_told_and_nothing_is_written(
    run: Run, update: Made, tmp_path: Path
) -> None:
    path = update.write()
    before = sorted(tmp_path.rglob("*"))
    said = run("update", path, "--lang", "en", "--data", tmp_path / "ysgol")
    assert (said.code, said.err) == (0, "")
    assert said.out == ENGLISH
    assert sorted(tmp_path.rglob("*")) == before


def test_the_news_is_told_in_the_language_of_the_answers(
    run: Run, update: Made
) -> None:
    said = run("update", update.write(), "--lang", "cy")
    assert said.code == 0
    assert "* Tudalen adolygu\n" in said.out
    assert "wedi’i lofnodi gan y gwneuthurwyr" in said.out


def test_a_bad_update_is_refused_in_a_sentence(run: Run, update: Made) -> None:
    path = update.write(signature=signed(update.manifest(), STRANGER))
    said = run("update", path, "--lang", "en")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "This update is signed with a key that this program does not know. "
        "Nothing was changed.\n"
    )


def test_a_changed_installer_is_found_without_writing_it(
    run: Run, update: Made
) -> None:
    name = update.contents["debian-amd64"][0]
    said = run("update", update.write(contents={name: bytes(len(PACKAGE))}))
    assert said.code == 2
    assert said.out == ""


def test_an_update_that_could_not_read_this_school_is_refused(
    run: Run, update: Made, sample: Path
) -> None:
    update.over = {"schema": 1}
    said = run("update", update.write(), "--data", sample, "--lang", "en")
    assert said.code == 2
    assert "was written by a newer version" in said.err


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    said = run("update", tmp_path / "none.sloupdate", "--lang", "en")
    assert said.code == 2
    assert "There is no such file" in said.err


def test_the_source_itself_accepts_no_update(run: Run, tmp_path: Path) -> None:
    said = run("update", Made(tmp_path).write(), "--lang", "en")
    assert said.code == 2
    assert "holds no keys" in said.err or "does not know" in said.err
