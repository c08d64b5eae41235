from __future__ import annotations

import re

import pytest

from tests.faults.attacking import Serving, raw
from tests.faults.proof import Proof

TOLD = re.compile("Ysgol|Adfer")

HOSTS = {
    "evil": "Host: evil.example\r\n",
    "prefix": "Host: 127.0.0.1.evil.example:{port}\r\n",
    "wrong port": "Host: 127.0.0.1:1\r\n",
    "no port": "Host: 127.0.0.1\r\n",
    "name": "Host: localhost:{port}\r\n",
    "six": "Host: [::1]:{port}\r\n",
    "user": "Host: a@127.0.0.1:{port}\r\n",
    "dot": "Host: 127.0.0.1.:{port}\r\n",
    "empty": "Host:\r\n",
    "none": "",
    "two": "Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n",
    "two the other way": "Host: evil.example\r\nHost: 127.0.0.1:{port}\r\n",
    "the same twice": "Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n",
    "forwarded": "Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1:{port}\r\n",
}


@pytest.fixture(params=["served", "recovering"])
def pages(request: pytest.FixtureRequest) -> Serving:
    """The program, and the recovery pages in its place."""
    found: Serving = request.getfixturevalue(request.param)
    return found


def page_of(pages: Serving) -> str:
    """A page that says more than a stranger may know."""
    form = pages.inside.page_with_form
    return form if form == "/recovery" else "/school"


def ask(served: Serving, line: str, host: str, body: bytes = b"") -> tuple[int, str]:
    head = f"{line}\r\n{host.format(port=served.port)}"
    cookie = f"Cookie: {served.inside.cookie}\r\nConnection: close\r\n\r\n"
    answer = raw(served.port, (head + cookie).encode() + body)
    return answer.status, answer.text


def test_s1_the_right_host_is_answered(pages: Serving) -> None:
    line = f"GET {page_of(pages)} HTTP/1.1"
    status, text = ask(pages, line, "Host: 127.0.0.1:{port}\r\n")
    assert status == 200
    assert TOLD.search(text)


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_s1_any_other_host_learns_nothing(
    pages: Serving, host: str, version: str, proof: Proof
) -> None:
    status, text = ask(pages, f"GET {page_of(pages)} HTTP/{version}", host)
    assert status in {400, 403}
    assert not TOLD.search(text)
    proof.count("requests")


@pytest.mark.parametrize("place", ["evil.example", "127.0.0.1:{port}", "a@evil:80"])
def test_s1_a_host_in_the_request_line_is_refused(served: Serving, place: str) -> None:
    line = f"GET http://{place.format(port=served.port)}/school HTTP/1.1"
    status, text = ask(served, line, "Host: 127.0.0.1:{port}\r\n")
    assert status in {400, 403}
    assert "Ysgol" not in text


@pytest.mark.parametrize(
    "line",
    [
        "CONNECT 127.0.0.1:80 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "TRACE /school HTTP/1.1",
        "DEBUG /school HTTP/1.1",
        "GET evil HTTP/1.1",
    ],
)
def test_s1_odd_request_lines_are_refused(served: Serving, line: str) -> None:
    status, _text = ask(served, line, "Host: 127.0.0.1:{port}\r\n")
    assert status in {400, 403, 405}


def test_s1_two_lengths_of_one_body_smuggle_nothing(served: Serving) -> None:
    host = "Host: 127.0.0.1:{port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked"
    hidden = b"0\r\n\r\nGET /school HTTP/1.1\r\n\r\n"
    status, _text = ask(served, "POST /school HTTP/1.1", f"{host}\r\n", hidden)
    assert status in {400, 403}
