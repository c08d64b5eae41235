from __future__ import annotations

import socket
import time

import pytest

from slo_desktop.domain.limits import FORM_BYTES, TEXT_CHARACTERS, TITLE_CHARACTERS
from slo_desktop.services.privacy.naming import Name, spans
from tests.faults.attacking import FORM, Inside, Serving, raw
from tests.faults.planting import save

PARTS = 1000
QUICK_SECONDS = 5


@pytest.mark.parametrize(("over", "status"), [(0, 200), (1, 422)])
@pytest.mark.parametrize(
    ("field", "limit"), [("title_en", TITLE_CHARACTERS), ("note_en", TEXT_CHARACTERS)]
)
def test_s17_a_text_meets_its_limit_and_not_one_letter_more(
    inside: Inside, field: str, limit: int, over: int, status: int
) -> None:
    words = {field: "ŵ" * (limit + over)}
    answer = save(inside, "/evidence/3", "/evidence/3", words)
    assert answer.status == status, answer.text


def test_s17_two_long_texts_in_one_form_are_kept(inside: Inside) -> None:
    words = dict.fromkeys(("note_cy", "note_en"), "ŵ" * TEXT_CHARACTERS)
    assert save(inside, "/evidence/3", "/evidence/3", words).status == 200


@pytest.mark.parametrize(("over", "status"), [(0, 422), (1, 413)])
def test_s17_a_form_meets_its_limit_and_not_one_byte_more(
    inside: Inside, over: int, status: int
) -> None:
    body = f"csrf_token={inside.csrf()}&title_en=".encode()
    body += b"x" * (FORM_BYTES + over - len(body))
    headers = {"Content-Type": FORM, "Accept": "application/json"}
    answer = inside.ask("POST", "/evidence/3", body, headers)
    assert answer.status == status
    assert inside.get("/evidence/3").status == 200


@pytest.mark.parametrize(("over", "status"), [(-1, 303), (1, 413)])
def test_s17_a_form_has_at_most_a_thousand_parts(
    inside: Inside, over: int, status: int
) -> None:
    files = [("files", f"{n}.txt", b"x\n") for n in range(PARTS + over)]
    fields = {"note": ""}
    answer = inside.post("/evidence/capture", fields, files=files[: -len(fields)])
    assert answer.status == status


def test_s17_a_huge_body_from_outside_is_refused_before_it_is_read(
    served: Serving,
) -> None:
    for length in (10**9, 10**15):
        head = (
            f"POST /school HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
            f"Content-Length: {length}\r\nContent-Type: {FORM}\r\n\r\n"
        )
        assert raw(served.port, head.encode()).status in {400, 413}


def test_s17_slow_senders_hold_nobody_up(served: Serving) -> None:
    line = f"GET /school HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n".encode()
    slow = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(40)]
    try:
        for wire in slow:
            wire.sendall(line)
        begun = time.monotonic()
        assert served.inside.get("/evidence/3").status == 200
        assert time.monotonic() - begun < QUICK_SECONDS
    finally:
        for wire in slow:
            wire.close()


@pytest.mark.parametrize(
    "path",
    [
        f"/evidence/{10**30}",
        f"/evidence?person={10**30}",
        f"/evidence?year={10**30}",
        "/evidence?year=-1",
        "/learning?year=0",
        f"/school?year={10**9}",
        f"/search?q={'a' * 3000}",
        "/search?q=%22%00*",
    ],
)
def test_s17_odd_numbers_and_questions_are_no_fault_of_the_program(
    inside: Inside, path: str
) -> None:
    assert inside.get(path).status in {200, 404}


@pytest.mark.parametrize("path", ["/language", "/preferences", "/evidence/3"])
def test_s17_odd_words_are_no_fault_of_the_program(inside: Inside, path: str) -> None:
    odd = {"language": "xx", "zoom": "9" * 5000, "rev": "9" * 5000, "title_en": "\0"}
    assert inside.post(path, odd).status < 500


@pytest.mark.parametrize(
    "place", ["//evil.example", "/\\evil.example", "/\t/evil.example", "http://evil"]
)
def test_s15_no_form_leads_to_another_site(inside: Inside, place: str) -> None:
    for path in ("/language", "/preferences", "/evidence/capture"):
        answer = inside.post(path, {"language": "cy", "next": place})
        assert answer.headers["location"].partition("#")[0] == "/", path


def test_s17_a_text_as_long_as_a_text_may_be_is_searched_for_a_name_at_once() -> None:
    text, began = "Ann a Siôn " * (TEXT_CHARACTERS // 11), time.monotonic()
    assert len(spans(Name.of("Siôn Pryderi"), text)) == TEXT_CHARACTERS // 11
    assert time.monotonic() - began < 5
