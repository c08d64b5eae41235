"""Attached files: downloads that cannot run, small pictures that hide nothing."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from slo_desktop.settings import Settings
from tests import builders
from tests.web.pictures import SECRET, photo


@pytest.fixture
def walk(session: Session) -> int:
    return int(builders.evidence(session).id)


@pytest.fixture
def client(walk: int, client: FlaskClient, in_english: None) -> FlaskClient:
    del walk, in_english
    return client


def attach(client: FlaskClient, number: int, content: bytes, name: str) -> None:
    answer = client.post(
        f"/evidence/{number}/files",
        data={"files": [(io.BytesIO(content), name)]},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Geiriau", "nodiadau ŵŷ.txt", "text/plain"),
        (photo(), "llun.jpg", "image/jpeg"),
    ],
)
def test_a_file_comes_back_as_it_went_in_and_only_as_a_download(
    client: FlaskClient, walk: int, content: bytes, name: str, media_type: str
) -> None:
    attach(client, walk, content, name)
    answer = client.get("/files/1", buffered=True)
    assert answer.data == content
    assert answer.mimetype == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_small_picture_is_our_own_and_hides_nothing(
    client: FlaskClient, walk: int
) -> None:
    attach(client, walk, photo(1200), "llun.jpg")
    answer = client.get("/files/1/thumbnail", buffered=True)
    assert answer.mimetype == "image/jpeg"
    assert SECRET.encode() not in answer.data
    assert max(Image.open(io.BytesIO(answer.data)).size) <= 640
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_what_is_no_picture_has_no_small_one(client: FlaskClient, walk: int) -> None:
    attach(client, walk, b"Geiriau", "nodiadau.txt")
    assert client.get("/files/1/thumbnail", buffered=True).status_code == 404


def test_a_file_in_the_bin_is_not_handed_out(client: FlaskClient, walk: int) -> None:
    attach(client, walk, photo(), "llun.jpg")
    client.post(f"/evidence/{walk}/files/1/detach")
    assert client.get("/files/1", buffered=True).status_code == 404
    assert client.get("/files/1/thumbnail", buffered=True).status_code == 404


def test_a_file_that_is_gone_says_so(
    client: FlaskClient, settings: Settings, walk: int
) -> None:
    attach(client, walk, b"Geiriau", "nodiadau.txt")
    for path in (settings.data_dir / "objects").glob("??/*"):
        path.unlink()
    answer = client.get("/files/1", buffered=True)
    assert answer.status_code == 410
    assert "This file has changed or is missing on this computer" in answer.text


@pytest.mark.parametrize("path", ["/files/../school.sqlite", "/files/x", "/files/-1"])
def test_only_numbers_of_files_lead_anywhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
