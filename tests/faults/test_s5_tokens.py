from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from slo_desktop.desktop.server import Server
from slo_desktop.settings import Settings
from tests.faults.attacking import Inside, Serving

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="looks into /proc; elsewhere not yet shown"
)
LOOPBACK = "0100007F"
LISTENING = "0A"
NOBODY = 65534


def stranger(served: Serving) -> Inside:
    return Inside(served.port)


def entry(served: Serving) -> str:
    return urlsplit(served.entry).path


def secrets_of(served: Serving) -> tuple[str, ...]:
    """Everything that lets somebody in."""
    note = json.loads((served.data / "instance.json").read_text("utf-8"))
    token = entry(served).rpartition("/")[2]
    cookie = served.inside.cookie.partition("=")[2]
    return token, cookie, str(note["nonce"])


def test_s5_a_used_entry_opens_nothing(served: Serving) -> None:
    for path in (entry(served), f"{entry(served)}?again", "/enter/x", "/enter/%ff"):
        answer = stranger(served).get(path)
        assert answer.status == 401, path
        assert "set-cookie" not in answer.headers
    assert stranger(served).get(f"/school?token={entry(served)}").status == 401


def test_s5_another_launch_knows_no_old_token_and_no_old_cookie(
    served: Serving,
    sample: Path,
    surroundings: dict[str, str],
    tmp_path: Path,
) -> None:
    shutil.copytree(sample, tmp_path / "school")
    other = Serving(tmp_path / "school", surroundings)
    try:
        old = Inside(other.port, served.inside.cookie)
        assert old.get("/school").status == 401
        name, _is, value = served.inside.cookie.partition("=")
        renamed = other.inside.cookie.partition("=")[0]
        assert name != renamed
        assert Inside(other.port, f"{renamed}={value}").get("/school").status == 401
        assert stranger(other).get(entry(served)).status == 401
    finally:
        assert other.stop() == 0


@ON_LINUX
def test_s6_no_secret_is_where_another_program_can_read_it(served: Serving) -> None:
    process = Path("/proc") / str(served.process.pid)
    for name in ("cmdline", "environ"):
        content = (process / name).read_bytes().decode()
        for secret in secrets_of(served):
            assert secret not in content, name
    for path in served.data.rglob("*"):
        if path.is_file() and path.name != "instance.json":
            content = path.read_bytes().decode("latin-1")
            assert not any(secret in content for secret in secrets_of(served)), path
    assert served.complained.read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="file modes: Windows has none")
def test_s6_other_users_cannot_open_what_is_private(served: Serving) -> None:
    for name in ("instance.json", "state.json"):
        assert (served.data / name).stat().st_mode & 0o777 == 0o600, name
    served.inside.ask(
        "PUT",
        "/drafts/evidence-new",
        b'{"title_cy": ["Geiriau"]}',
        {"Content-Type": "application/json", "X-CSRFToken": served.inside.csrf()},
    )
    assert (served.data / "drafts/evidence-new.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="file modes: Windows has none")
def test_s6_a_new_school_folder_is_closed_to_other_users(sample: Path) -> None:
    assert sample.stat().st_mode & 0o077 == 0


@contextmanager
def another_user() -> Iterator[None]:
    """What this process opens belongs to somebody else meanwhile."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@ON_LINUX
@pytest.mark.skipif(
    getattr(os, "getuid", lambda: 1)() != 0, reason="becomes another user: needs root"
)
def test_s6_an_address_on_a_command_line_lets_no_other_user_in(
    app: Flask, settings: Settings
) -> None:
    server = Server(app)
    server.start()
    try:
        path = f"/enter/{settings.launch_token}"
        with another_user():
            assert Inside(server.port).get(path).status == 401
        assert Inside(server.port).get(path).status == 302  # it is still good
    finally:
        server.stop()


def test_s6_a_scanner_of_ports_sees_a_door_and_nothing_else(served: Serving) -> None:
    answer = stranger(served).get("/")
    assert answer.status == 401
    assert "server" not in answer.headers
    assert not re.search("Ysgol|waitress|Werkzeug|Python", answer.text)


@ON_LINUX
def test_s7_only_this_computer_can_reach_the_server(served: Serving) -> None:
    found = set()
    for table in ("tcp", "tcp6"):
        path = Path("/proc") / str(served.process.pid) / "net" / table
        for line in path.read_text("ascii").splitlines()[1:]:
            _number, local, _remote, state = line.split()[:4]
            host, _colon, port = local.partition(":")
            if state == LISTENING and int(port, 16) == served.port:
                found.add(host)
    assert found == {LOOPBACK}
