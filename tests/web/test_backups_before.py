from __future__ import annotations

import datetime as dt
import io

from flask import Flask
from flask.testing import FlaskClient

from slo_desktop import paths
from slo_desktop.domain.safety.backups import Reason

SAMPLE = paths.assets() / "sample"


def reasons(app: Flask) -> list[Reason]:
    kept = app.extensions["slo_desktop"].backups.kept
    return [one.manifest.reason for one in kept.all()]


def test_an_import_is_preceded_by_a_backup_and_a_look_is_not(
    app: Flask, client: FlaskClient
) -> None:
    table = (io.BytesIO((SAMPLE / "evidence.csv").read_bytes()), "evidence.csv")
    sent = client.post("/import", data={"kind": "evidence", "table": table})
    assert sent.status_code == 303
    look = sent.headers["Location"]
    client.get(look)
    assert reasons(app) == []
    client.post(look, data={"skip_bad": "yes"})
    assert reasons(app) == [Reason.IMPORT]


def test_carrying_the_plan_into_the_next_year_is_preceded_by_a_backup(
    app: Flask, client: FlaskClient, school_year_of_work: None
) -> None:
    year = dt.date(2026, 11, 22).year
    client.get(f"/plan/{year}/next")
    assert reasons(app) == []
    client.post(f"/plan/{year}/next", data={"actions": ["1"]})
    assert reasons(app) == [Reason.BULK]
