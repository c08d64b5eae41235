from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop.domain.errors import RecordNotFoundError
from slo_desktop.web.jobs import KEPT, Job, JobTable


def over(table: JobTable, kind: str) -> Job:
    """A job that is over at once."""
    job = table.start(kind, lambda _job: kind)
    assert job.thread
    job.thread.join()
    return job


def test_small_work_takes_no_report_away_that_is_being_read(tmp_path: Path) -> None:
    table = JobTable(tmp_path)
    report = over(table, "report")
    for _ in range(2 * KEPT):
        over(table, "look")
    assert table.find(report.key) is report
    assert report.folder.is_dir()


def test_of_one_kind_the_newest_are_kept_and_the_others_leave_nothing(
    tmp_path: Path,
) -> None:
    table = JobTable(tmp_path)
    made = [over(table, "report") for _ in range(KEPT + 2)]
    gone, kept = made[0], made[-KEPT:]
    assert [table.find(job.key) for job in kept] == kept
    assert not gone.folder.exists()
    with pytest.raises(RecordNotFoundError):
        table.find(gone.key)
