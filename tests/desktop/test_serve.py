"""`serve`, the second start and a start after a crash, as whole processes."""

from __future__ import annotations

import http.client
import json
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from tests.desktop.conftest import Start, still_running


def fetch(url: str, cookie: str = "") -> http.client.HTTPResponse:
    """One request, as a browser makes it; redirects are not followed."""
    where = urlsplit(url)
    assert where.hostname is not None
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
    connection.request("GET", where.path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def listening(port: int) -> set[str]:
    """Addresses of this computer on which a port is open, as the kernel has them."""
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    local = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {address for address, number in local if int(number, 16) == port}


def test_serve_prints_a_way_in_that_works_once_and_ends_when_told(
    start: Start, data: Path
) -> None:
    program = start("serve", "--data", data)
    url = program.url()

    first = fetch(url)
    assert first.status == 302
    cookie = SimpleCookie(first.headers["Set-Cookie"]).output([], header="").strip()
    inside = fetch(url.partition("/enter")[0] + "/school/first-run", cookie)
    assert inside.status == 200
    assert fetch(url).status == 401

    family = program.family()
    assert program.stop() == 0
    assert not still_running(family)
    assert not (data / "instance.json").exists()


def test_only_this_computer_is_answered(start: Start, data: Path) -> None:
    program = start("serve", "--data", data)
    port = urlsplit(program.url()).port
    assert port is not None
    assert listening(port) == {"0100007F"}
    assert program.stop() == 0


def test_a_port_that_is_taken_is_refused_in_a_sentence(
    start: Start, data: Path, tmp_path: Path
) -> None:
    port = urlsplit(start("serve", "--data", data).url()).port
    other = start("serve", "--data", tmp_path / "b", "--port", port, "--lang", "en")
    code, said, told = other.ended()
    assert (code, said) == (2, "")
    assert told == f"Another program already uses this port: {port}\n"


def test_a_second_start_is_given_a_new_way_into_the_first(
    start: Start, data: Path
) -> None:
    first = start("serve", "--data", data)
    entry = first.url()
    second = start("--data", data, "--lang", "en")
    code, said, told = second.ended()
    assert (code, told) == (0, "")
    words, _, url = said.rpartition(" ")
    assert words == "The program is already open. A new way in:"
    assert url != entry
    assert fetch(url).status == 302
    assert first.stop() == 0


def test_a_second_serve_says_that_the_program_is_open(start: Start, data: Path) -> None:
    first = start("serve", "--data", data)
    first.url()
    code, said, told = start("--lang", "cy", "serve", "--data", data).ended()
    assert (code, said) == (2, "")
    assert told.startswith("Mae’r rhaglen eisoes ar agor. ")
    assert first.process.poll() is None


def test_a_start_after_a_crash_takes_over_what_was_left(
    start: Start, data: Path
) -> None:
    crashed = start("serve", "--data", data)
    crashed.url()
    left = json.loads((data / "instance.json").read_text(encoding="utf-8"))
    crashed.kill()
    assert (data / "instance.json").exists()

    again = start("serve", "--data", data)
    assert fetch(again.url()).status == 302
    now = json.loads((data / "instance.json").read_text(encoding="utf-8"))
    assert now["nonce"] != left["nonce"]
    assert again.stop() == 0


def test_without_a_screen_the_program_says_so_and_serves(
    start: Start, data: Path
) -> None:
    program = start("--data", data, "--lang", "cy")
    words, _, url = program.line().rpartition(" ")
    assert words == "Nid oes sgrin yma. Agorwch y cyfeiriad hwn mewn porwr:"
    assert fetch(url).status == 302
    assert program.stop() == 0
