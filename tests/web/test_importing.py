from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from slo_desktop.storage.uploads import Uploads

HEAD = "ref,happened_on,title_cy,title_en,kind,attachments\r\n"
GOOD = "E1,2026-11-10,Taith ddysgu,Learning walk,learner-conversation,llun.txt\r\n"
BAD = "E2,2026-13-45,Dim dyddiad,,learner-conversation,\r\n"


def send(client: FlaskClient, *rows: str, kind: str = "evidence") -> str:
    content = io.BytesIO((HEAD + "".join(rows)).encode("utf-8-sig"))
    files = {"table": (content, "evidence.csv"), "kind": kind}
    beside = (io.BytesIO(b"Nodiadau"), "llun.txt")
    answer = client.post(
        "/import",
        data=files | {"attachments": beside},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    return answer.location


def test_nothing_is_kept_before_somebody_looked(
    client: FlaskClient, in_english: None
) -> None:
    look = send(client, GOOD)
    page = client.get(look).text
    assert "Keep all rows: 1" in page
    assert "Learning walk" not in client.get("/evidence").text
    kept = client.post(look, follow_redirects=True).text
    assert "Learning walk" in kept
    assert client.get(look).status_code == 404


def test_files_come_in_with_their_rows(client: FlaskClient, in_english: None) -> None:
    client.post(send(client, GOOD))
    assert "llun.txt" in client.get("/evidence/1").text


def test_a_bad_row_is_named_and_keeps_everything_out(
    client: FlaskClient, in_english: None
) -> None:
    look = send(client, GOOD, BAD)
    page = client.get(look).text
    assert "happened_on" in page
    assert "Keep the good rows: 1" in page
    client.post(look)
    assert "Learning walk" not in client.get("/evidence").text
    client.post(look, data={"skip_bad": "yes"})
    evidence = client.get("/evidence").text
    assert "Learning walk" in evidence
    assert "Dim dyddiad" not in evidence


def test_one_undo_takes_a_whole_import_back(
    client: FlaskClient, in_english: None
) -> None:
    client.post(send(client, GOOD, GOOD.replace("E1", "E3")))
    assert "Records: 2" in client.get("/evidence").text
    client.post("/history/undo")
    client.get("/people")
    assert "Learning walk" not in client.get("/evidence").text


def test_a_file_that_is_no_table_is_refused_in_words(
    client: FlaskClient, in_english: None
) -> None:
    look = send(client, kind="plan")
    assert client.get(look).status_code == 422


def test_a_file_must_be_chosen(client: FlaskClient, in_english: None) -> None:
    answer = client.post("/import", data={"kind": "plan"})
    assert answer.status_code == 422
    assert "Choose a CSV file." in answer.text
    assert client.get("/import").status_code == 200


@pytest.mark.parametrize("name", ["../../x.txt", "C:\\Windows\\x.txt", "..", ""])
def test_a_sent_file_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    uploads = Uploads(tmp_path / "cache")
    key = uploads.put(io.BytesIO(b"a"), [(name, io.BytesIO(b"b"))])
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert all(uploads.folder / key in path.parents for path in written)
    assert uploads.table("../" + key) is None
    uploads.drop(key)
    assert uploads.table(key) is None
