"""What a job made is handed out by its own page, and kept by no cache."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from slo_desktop.web.jobs import Job, jobs


def finished(app: Flask, kind: str, file: str) -> Job:
    """A job that made one file."""

    def work(job: Job) -> None:
        (job.folder / file).write_bytes(b"made")

    with app.app_context():
        job = jobs().start(kind, work, about=SimpleNamespace(name="enw.bin"))
    assert job.thread
    job.thread.join(10)
    return job


@pytest.mark.parametrize(
    ("kind", "file", "address"),
    [
        ("governors", "report.pdf", "/reports/{key}/pdf"),
        ("export", "export.zip", "/privacy/export/{key}/zip"),
    ],
)
def test_a_file_is_handed_out_and_kept_by_no_cache(
    app: Flask, client: FlaskClient, school: object, kind: str, file: str, address: str
) -> None:
    job = finished(app, kind, file)
    with client.get(address.format(key=job.key)) as answer:
        assert answer.data == b"made"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "enw.bin" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("kind", "address"),
    [("export", "/reports/{key}/pdf"), ("governors", "/privacy/export/{key}/zip")],
)
def test_a_page_hands_out_no_file_of_another_kind_of_work(
    app: Flask, client: FlaskClient, school: object, kind: str, address: str
) -> None:
    job = finished(app, kind, "report.pdf")
    assert client.get(address.format(key=job.key)).status_code == 404
