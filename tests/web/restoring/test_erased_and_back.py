"""A restore brings back what was erased, and takes no line of the disposal log."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from sqlalchemy.orm import Session

from slo_desktop.domain.languages import Language
from slo_desktop.services.checking import check
from slo_desktop.services.privacy.keeping import disposal_log
from slo_desktop.services.privacy.returning import came_back
from slo_desktop.storage.database import open_engine
from tests.restored import packed, packed_other, restore
from tests.schools import SchoolFolder
from tests.web.restoring.conftest import Behind

WHY = {"reason": "asked", "asker": "person", "case": "2026/7"}


def lowri(behind: Behind) -> str:
    """Number of the person who is erased and comes back."""
    found = re.search(r'href="/people/(\d+)"[^>]*>(?:(?!</a>).)*Lowri', people(behind))
    assert found
    return found[1]


def people(behind: Behind) -> str:
    return behind.get("/people").text.replace("\n", " ")


def erased_since(behind: Behind, tmp_path: Path) -> Path:
    """Somebody is erased after a backup was made; that backup."""
    behind.post("/people", {"people": "Lowri Barrug, Athrawes", "group": ""})
    backup = packed(behind.school, tmp_path / "before.slobackup")
    done = behind.post("/privacy/erase", {"of": f"person:{lowri(behind)}", **WHY})
    assert done.status_code == 303, done.text
    assert "Lowri" not in behind.get("/people").text
    return backup


def test_the_log_keeps_its_lines_and_the_first_page_says_what_is_back(
    behind: Behind, tmp_path: Path
) -> None:
    backup = erased_since(behind, tmp_path)
    assert "Erased once, and back" not in behind.get("/").text
    behind.restore(backup)
    assert "Lowri" in behind.get("/people").text
    log = behind.get("/privacy/log").text
    assert "A request to erase" in log
    assert "2026/7" in log
    assert "Records here again: 1" in log
    assert "Lines: 1" in behind.get("/privacy").text
    table = behind.get("/privacy/log.csv").text.lstrip("\ufeff")
    (line,) = csv.DictReader(io.StringIO(table))
    assert (line["case"], line["here_again"]) == ("2026/7", "1")
    home = behind.get("/").text
    assert "Erased once, and back with a restored backup" in home
    assert 'href="/privacy#h-back"' in home


def test_erasing_again_adds_a_line_and_ends_the_check(
    behind: Behind, tmp_path: Path
) -> None:
    behind.restore(erased_since(behind, tmp_path))
    behind.post("/privacy/erase", {"of": f"person:{lowri(behind)}", **WHY})
    log = behind.get("/privacy/log").text
    assert log.count("A request to erase") == 2
    assert "Records here again: 0" in log
    assert "Erased once, and back" not in behind.get("/").text


def test_the_last_question_says_again_what_would_come_back(
    behind: Behind, tmp_path: Path
) -> None:
    page, sure = behind.looked(behind.upload(erased_since(behind, tmp_path)))
    told = "would have to be erased again. The disposal log keeps its lines."
    assert told in page
    assert told in behind.get(sure).text


def test_the_log_of_another_school_is_not_taken_over(
    behind: Behind, tmp_path: Path, migrated: Path
) -> None:
    erased_since(behind, tmp_path)
    _page, sure = behind.looked(behind.upload(packed_other(tmp_path, migrated)))
    behind.begun(sure, another="yes")
    behind.ordered()
    behind.reopen()
    assert "Nothing has been erased for good." in behind.get("/privacy/log").text


def test_a_later_backup_takes_the_lines_to_another_computer(
    behind: Behind, tmp_path: Path
) -> None:
    behind.restore(erased_since(behind, tmp_path))
    later = packed(behind.school, tmp_path / "later.slobackup")
    other = SchoolFolder(tmp_path / "another-computer")
    restore(other, later)
    assert check(other.folder, other.database).findings == ()
    engine = open_engine(other.database)
    with Session(engine) as session:
        (line,) = disposal_log(session, other.folder)
        assert (line.grounds.case, line.here_again) == ("2026/7", 1)
        (back,) = came_back(session)
        assert back.title.text(Language.CY) == "Lowri Barrug"
    engine.dispose()


def test_the_line_is_no_work_of_anybody_that_could_be_taken_back(
    behind: Behind, tmp_path: Path
) -> None:
    behind.restore(erased_since(behind, tmp_path))
    day = behind.get("/history/day?on=2026-11-22").text
    assert "Line of the disposal log" in day
    behind.post("/history/undo")
    assert "Records here again: " in behind.get("/privacy/log").text
    behind.post("/people", {"people": "Gwen Eirlys, Athrawes", "group": ""})
    behind.post("/history/undo")
    assert "Undone: Gwen Eirlys" in behind.get("/people").text
    assert "Records here again: " in behind.get("/privacy/log").text


def test_a_restore_that_carried_lines_over_is_taken_back_at_once(
    behind: Behind, tmp_path: Path
) -> None:
    behind.restore(erased_since(behind, tmp_path))
    assert behind.post("/safety/restore/undo").status_code == 303
    behind.ordered()
    behind.reopen()
    assert "Lowri" not in behind.get("/people").text
    log = behind.get("/privacy/log").text
    assert log.count("A request to erase") == 1
    assert "Records here again" not in log
