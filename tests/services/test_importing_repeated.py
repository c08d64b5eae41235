"""A table that comes in for the second time is told before anything is kept."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from slo_desktop.domain.importing import ImportKind, Notice
from slo_desktop.services import records
from slo_desktop.storage.models import Evidence
from tests.services.importing_world import Importer, warnings

EVIDENCE, PLAN, LEARNING = ImportKind


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (EVIDENCE, ("happened_on,title_cy,title_en", "2026-11-12,Gwers,Lesson")),
        (LEARNING, ("date,title_cy,title_en", "2026-11-12,Gwers,Lesson")),
        (
            PLAN,
            (
                "level,school_year,ref,parent_ref,title_cy,title_en",
                "priority,2026/27,P2627-8,,Darllen,Reading",
                "action,2026/27,P2627-8.1,P2627-8,Gwers,Lesson",
            ),
        ),
    ],
)
def test_a_row_that_is_here_already_is_told_and_may_be_kept(
    importer: Importer, kind: ImportKind, lines: tuple[str, ...]
) -> None:
    assert warnings(importer.lines(kind, *lines)) == []
    again = [line.replace("P2627-8", "P2627-9") for line in lines]
    again = [line.replace("Gwers", "").replace("Lesson", "LESSON") for line in again]
    outcome = importer.lines(kind, *again)
    assert {what for _row, _column, what in warnings(outcome)} == {Notice.HERE_ALREADY}
    assert outcome.kept == len(lines) - 1
    assert len(warnings(outcome)) == outcome.kept


def test_another_day_is_another_lesson(importer: Importer, session: Session) -> None:
    lines = ("happened_on,title_cy", "2026-11-12,Gwers")
    importer.lines(EVIDENCE, *lines)
    later = (lines[0], lines[1].replace("12", "13"))
    assert warnings(importer.lines(EVIDENCE, *later)) == []
    records.put_in_bin(session, session.get_one(Evidence, 1))
    assert warnings(importer.lines(EVIDENCE, *lines)) == []
