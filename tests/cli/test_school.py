"""The verbs that fill a folder: all of it, or nothing."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop import paths
from slo_desktop.desktop import single_instance
from slo_desktop.storage.driver import dbapi2
from tests.cli.conftest import Run

HEADINGS = "ref,happened_on,title_cy,title_en"


COUNT = "SELECT count(*) FROM evidence"
NOT_A_DATE = (
    "Row 3, column happened_on: This is not a date: 2026-13-40. Write it as 22/11/2026."
)


def count(folder: Path) -> int:
    """How many pieces of evidence the folder holds."""
    with closing(dbapi2.connect(str(folder / "school.sqlite"))) as connection:
        return int(connection.execute(COUNT).fetchone()[0])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.csv"
    file.write_text(f"{HEADINGS}\nX-1,2026-11-17,Darllen,Reading\n", encoding="utf-8")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.csv"
    rows = ["X-1,2026-11-17,Darllen,Reading", "X-2,2026-13-40,Ŵy,Egg"]
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    return file


def test_the_sample_school_has_everything(made: Path) -> None:
    rows = (paths.assets() / "sample" / "evidence.csv").read_text(encoding="utf-8")
    assert count(made) > 100
    assert rows.count("\n") >= count(made)
    assert any((made / "objects").rglob("*"))
    assert json.loads((made / "state.json").read_text(encoding="utf-8"))["school"]


def test_a_folder_with_a_school_gets_no_second_one(sample: Path, run: Run) -> None:
    before = count(sample)
    said = run("sample", "--data", sample, "--lang", "en")
    assert said == (2, "", f"This folder already holds a school: {sample}\n")
    assert count(sample) == before


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "gwyliau.jpg").touch()
    said = run("sample", "--data", tmp_path, "--lang", "en")
    assert said == (2, "", f"This folder is not empty: {tmp_path}\n")
    assert not (tmp_path / "school.sqlite").exists()


def test_a_good_file_is_imported_whole(sample: Path, good: Path, run: Run) -> None:
    before = count(sample)
    said = run("import", "evidence", good, "--data", sample, "--lang", "cy")
    assert (said.code, said.err) == (0, "")
    assert count(sample) == before + 1


def test_one_bad_row_keeps_the_whole_file_out(
    sample: Path, bad: Path, run: Run
) -> None:
    before = count(sample)
    said = run("import", "evidence", bad, "--data", sample, "--lang", "en")
    assert said.code == 2
    assert said.out.splitlines() == [
        NOT_A_DATE,
        "Nothing was imported. Rows with errors: 1 of 2.",
    ]
    assert count(sample) == before


def test_the_good_rows_go_in_when_that_is_asked_for(
    sample: Path, bad: Path, run: Run
) -> None:
    before = count(sample)
    said = run("import", "evidence", bad, "--skip-bad", "--data", sample)
    assert said.code == 0
    assert count(sample) == before + 1


def test_a_dry_run_changes_nothing(sample: Path, good: Path, run: Run) -> None:
    before, journal = count(sample), sorted((sample / "journal").iterdir())
    sizes = [path.stat().st_size for path in journal]
    with single_instance.hold(sample):  # beside an open program
        said = run("import", "evidence", good, "--dry-run", "--data", sample)
    assert said.code == 0
    assert count(sample) == before
    assert [path.stat().st_size for path in journal] == sizes


def test_a_dry_run_tells_how_the_first_rows_are_understood(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "own-words.csv"
    rows = [
        "Dyddiad,Teitl,Math,A weithiodd?",
        "17/11/2026,Darllen,Arsylwi gwers,Gweithiodd",
        "18/11/2026,Darllen,Leson observation,perhaps",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    said = run(
        "import", "evidence", file, "--dry-run", "--skip-bad", "--data", sample,
        "--lang", "en",
    )  # fmt: skip
    assert said.out.splitlines() == [
        (
            "Row 3, column Math: This is not on the list: Leson observation."
            " Perhaps: Lesson observation, Peer observation."
        ),
        (
            "Row 3, column A weithiodd?: This is not one of the choices: perhaps."
            " Choices: Worked, Worked in part, Did not work."
        ),
        (
            "Row 2: Date: 17 Nov 2026 · Title (Welsh): Darllen"
            " · Kind: Lesson observation · Did it work?: Worked"
        ),
        "Rows that would be kept: 1 of 2.",
        "Rows with errors, left out: 1.",
    ]


@pytest.mark.parametrize("kind", ["evidence", "plan", "learning"])
def test_a_file_that_is_no_table_is_refused(
    kind: str, sample: Path, tmp_path: Path, run: Run
) -> None:
    for name, content in {
        "empty.csv": b"",
        "photo.csv": b"\xff\xd8\xff\x00\x00",
    }.items():
        file = tmp_path / name
        file.write_bytes(content)
        said = run("import", kind, file, "--data", sample)
        assert (said.code, said.out) == (2, "")
        assert name in said.err


def test_a_file_that_is_not_there_is_named(sample: Path, run: Run) -> None:
    said = run("import", "plan", "/no/such.csv", "--data", sample, "--lang", "en")
    assert said == (2, "", "There is no such file: /no/such.csv\n")


def test_a_folder_in_place_of_a_file_is_refused(sample: Path, run: Run) -> None:
    said = run("import", "plan", sample, "--data", sample, "--lang", "en")
    assert said == (2, "", f"This is not a file: {sample}\n")


def test_nothing_is_imported_where_there_is_no_school(
    tmp_path: Path, good: Path, run: Run
) -> None:
    folder = tmp_path / "empty"
    said = run("import", "evidence", good, "--data", folder)
    assert said.code == 2
    assert not folder.exists()


@pytest.mark.parametrize("verb", ["sample", "import"])
def test_what_writes_waits_for_no_open_program(
    verb: str, sample: Path, good: Path, run: Run
) -> None:
    more = ["evidence", good] if verb == "import" else []
    with single_instance.hold(sample):
        said = run(verb, *more, "--data", sample, "--lang", "en")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("The program is already open. Close its window first")


def test_check_finds_the_sample_whole(sample: Path, run: Run) -> None:
    with single_instance.hold(sample):
        said = run("check", "--data", sample, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("Everything is as it was kept.\n")


def test_check_names_a_file_that_has_changed(sample: Path, run: Run) -> None:
    kept = next(path for path in (sample / "objects").rglob("*") if path.is_file())
    kept.chmod(0o644)
    kept.write_bytes(b"something else")
    said = run("check", "--data", sample, "--lang", "en")
    assert said.code == 1
    assert "A kept file has changed: " in said.out
    assert "Nothing was changed or deleted." in said.out


def test_damage_is_told_and_never_taken_for_a_new_school(
    sample: Path, good: Path, run: Run
) -> None:
    (sample / "school.sqlite").unlink()
    checked = run("check", "--data", sample, "--lang", "en")
    assert checked.code == 1
    imported = run("import", "evidence", good, "--data", sample, "--lang", "en")
    assert imported.code == 1
    assert "Nothing has been changed or deleted." in imported.err
    made = run("sample", "--data", sample, "--lang", "en")
    assert made.code == 1
    assert not (sample / "school.sqlite").exists()


def test_a_newer_data_file_is_left_alone(sample: Path, run: Run) -> None:
    with closing(dbapi2.connect(str(sample / "school.sqlite"))) as connection:
        connection.execute("PRAGMA user_version=9999")
    for line in (("check",), ("sample",)):
        said = run(*line, "--data", sample, "--lang", "en")
        assert said.code == 2
        assert "newer version" in said.err


def test_a_file_that_was_imported_is_not_imported_twice(
    tmp_path: Path, sample: Path, run: Run
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(paths.assets() / "sample", folder)
    for kind in ("plan", "learning"):
        file = folder / f"{kind}.csv"
        said = run("import", kind, file, "--data", sample, "--lang", "en")
        assert said.code == 2
        assert "There is already a record with this reference" in said.out
