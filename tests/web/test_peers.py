from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from slo_desktop.web import peers
from slo_desktop.web.peers import is_of_this_user

HEAD = (
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
)
ASKED = {"REMOTE_PORT": "51000", "SERVER_PORT": "4000"}


def line(local: str, remote: str, user: int) -> str:
    return (
        f"   1: {local} {remote} 01 00000000:00000000 00:00000000 00000000  {user}  0"
    )


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Linux says of every connection."""
    path = tmp_path / "tcp"
    monkeypatch.setattr(peers, "CONNECTIONS", path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "getuid", lambda: 1000, raising=False)
    return path


@pytest.mark.parametrize(
    ("user", "is_ours"), [(1000, True), (0, True), (1001, False), (65534, False)]
)
def test_whose_connection_it_is_is_known(user: int, is_ours: bool, table: Path) -> None:
    theirs, ours = "0100007F:C738", "0100007F:0FA0"
    lines = [HEAD, line(ours, theirs, 1000), line(theirs, ours, user)]
    table.write_text("\n".join(lines))
    assert is_of_this_user(ASKED) is is_ours


def test_another_connection_says_nothing(table: Path) -> None:
    table.write_text("\n".join([HEAD, line("0100007F:C739", "0100007F:0FA0", 1001)]))
    assert is_of_this_user(ASKED)
    assert is_of_this_user({"SERVER_PORT": "4000"})


def test_where_nothing_is_said_the_secret_has_to_do(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_of_this_user(ASKED)
    monkeypatch.setattr(sys, "platform", "win32")
    assert is_of_this_user(ASKED)


def test_the_same_is_read_from_the_system_itself() -> None:
    assert os.name == "nt" or is_of_this_user(ASKED)
