from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from slo_desktop.storage.uploads import Uploads

HEAD = "ref,happened_on,title_cy,title_en,kind,attachments\r\n"
GOOD = (
    "E1,2026-11-10,Taith ddysgu,A look at every book,learner-conversation,llun.txt\r\n"
)
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
    assert "A look at every book" not in client.get("/evidence").text
    kept = client.post(look, follow_redirects=True).text
    assert "A look at every book" in kept
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
    assert "A look at every book" not in client.get("/evidence").text
    client.post(look, data={"skip_bad": "yes"})
    evidence = client.get("/evidence").text
    assert "A look at every book" in evidence
    assert "Dim dyddiad" not in evidence


def test_one_undo_takes_a_whole_import_back(
    client: FlaskClient, in_english: None
) -> None:
    client.post(send(client, GOOD, GOOD.replace("E1", "E3")))
    assert "Records: 2" in client.get("/evidence").text
    client.post("/history/undo")
    client.get("/people")
    assert "A look at every book" not in client.get("/evidence").text


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


def test_the_file_is_called_what_the_person_calls_it(
    client: FlaskClient, in_english: None
) -> None:
    content = (io.BytesIO(b"Mood\nda"), "Tystiolaeth ŵyn.csv")
    sent = {"table": content, "kind": "learning"}
    look = client.post("/import", data=sent, content_type="multipart/form-data")
    page = client.get(look.location)
    assert page.status_code == 422
    assert "Columns are missing in this file: Tystiolaeth ŵyn.csv." in page.text
    assert "Missing: Date; Title (Welsh) / Title (English)." in page.text
    assert '<option value="learning" selected>' in page.text


def test_the_page_says_what_a_file_may_hold_in_the_language_of_its_reader(
    client: FlaskClient, in_english: None
) -> None:
    page = client.get("/import").text
    assert "Conversation with learners; Learner questionnaire" in page
    client.post("/language", data={"language": "cy"})
    assert "Sgwrs â dysgwyr; Holiadur dysgwyr" in client.get("/import").text


@pytest.mark.parametrize("kind", ["evidence", "plan", "learning"])
def test_an_example_is_saved_and_can_be_imported(
    client: FlaskClient, in_english: None, kind: str
) -> None:
    answer = client.post(f"/import/example/{kind}")
    named = answer.headers["Content-Disposition"]
    assert "attachment" in named
    assert "example-" in named
    sent = {"table": (io.BytesIO(answer.data), "e.csv"), "kind": kind}
    look = client.post("/import", data=sent, content_type="multipart/form-data")
    assert "Keep all rows" in client.get(look.location).text


def test_the_first_rows_are_shown_as_they_were_understood(
    client: FlaskClient, in_english: None
) -> None:
    page = client.get(send(client, GOOD)).text
    assert "Conversation with learners" in page
    assert "“learner-conversation”" in page
    assert "10 Nov 2026" in page


def test_a_double_click_keeps_the_rows_once(
    client: FlaskClient, in_english: None
) -> None:
    look = send(client, GOOD.replace("E1,", ","))
    mark = client.get(look).text.split('name="once" value="')[1].split('"')[0]
    first = client.post(look, data={"once": mark})
    again = client.post(look, data={"once": mark})
    assert first.location == again.location == "/evidence"
    assert "Records: 1" in client.get("/evidence").text


def test_one_toast_offers_one_undo(client: FlaskClient, in_english: None) -> None:
    answer = client.post(send(client, GOOD, BAD), data={"skip_bad": "yes"})
    assert answer.location == "/import/left-out"
    page = client.get("/import/left-out").text
    assert page.count('class="toast ') == 1
    assert "Rows kept: 1 of 2. Rows with errors, left out: 1." in page


def test_rows_that_were_left_out_are_listed_until_the_next_import(
    client: FlaskClient, in_english: None
) -> None:
    assert client.get("/import/left-out").location == "/import"
    assert client.post("/import/left-out").status_code == 404
    client.post(send(client, GOOD, BAD), data={"skip_bad": "yes"})
    send(client, GOOD)  # somebody looks at another file and thinks again
    assert "Rows that the last import left out: 1" in client.get("/import").text
    page = client.get("/import/left-out").text
    assert "evidence.csv" in page
    assert "This is not a date: 2026-13-45." in page
    saved = client.post("/import/left-out")
    assert "left-out.csv" in saved.headers["Content-Disposition"]
    rows = saved.data.decode("utf-8-sig").splitlines()
    assert rows[0] == HEAD.strip() + ",Reason"
    assert rows[1].startswith("E2,2026-13-45,Dim dyddiad,,learner-conversation,,")
    mended = saved.data.replace(b"2026-13-45", b"2026-11-12")
    sent = {"table": (io.BytesIO(mended), "eto.csv"), "kind": "evidence"}
    look = client.post("/import", data=sent, content_type="multipart/form-data")
    kept = client.post(look.location, follow_redirects=True).text
    assert "Dim dyddiad" in kept
    assert "import left out" not in client.get("/import").text
