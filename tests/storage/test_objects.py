from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from pathlib import Path

import pytest

from slo_desktop.domain.errors import (
    EmptyFileError,
    FileDamagedError,
    FileKindRefusedError,
    FileTooLargeError,
)
from slo_desktop.storage import objects
from slo_desktop.storage.objects import ObjectStore

PDF = b"%PDF-1.7\nwhatever"


def stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def zipped(*names: str, mimetype: str | None = None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")
OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path)


def read(store: ObjectStore, sha256: str) -> bytes:
    with store.open(sha256) as file:
        return file.read()


def left_behind(store: ObjectStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_the_hash_of_its_bytes(store: ObjectStore) -> None:
    kept = store.add(stream(PDF), "Cofnodion.pdf")
    assert kept.media_type == "application/pdf"
    assert kept.size == len(PDF)
    assert read(store, kept.sha256) == PDF
    assert store.path(kept.sha256).parent.parent == store.folder
    assert list(store.all()) == [kept.sha256]


def test_a_kept_file_is_read_only(store: ObjectStore) -> None:
    kept = store.add(stream(PDF), "a.pdf")
    mode = store.path(kept.sha256).stat().st_mode
    assert not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_the_same_bytes_are_kept_once(store: ObjectStore) -> None:
    first = store.add(stream(PDF), "a.pdf")
    assert store.add(stream(PDF), "b.pdf") == first
    assert left_behind(store) == [store.path(first.sha256)]


def test_two_names_equal_after_folding_are_no_trouble(store: ObjectStore) -> None:
    first = store.add(stream(PDF), "Tŷ.pdf")
    second = store.add(stream(PDF + b"!"), "Ty\u0302.pdf")
    assert {first.sha256, second.sha256} == set(store.all())


def test_an_empty_file_is_refused(store: ObjectStore) -> None:
    with pytest.raises(EmptyFileError):
        store.add(stream(b""), "a.txt")
    assert left_behind(store) == []


def test_a_file_over_the_limit_is_refused_by_name_and_limit(store: ObjectStore) -> None:
    with pytest.raises(FileTooLargeError) as caught:
        store.add(stream(PDF), "../mawr.pdf", limit=len(PDF) - 1)
    assert (caught.value.name, caught.value.limit) == ("mawr.pdf", len(PDF) - 1)
    assert left_behind(store) == []
    assert store.add(stream(PDF), "mawr.pdf", limit=len(PDF)).size == len(PDF)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.pdf.exe", PDF),
        ("x.pdf.exe. ", PDF),
        ("photo.jpg", b"MZ" + bytes(200)),
        ("notes.txt", b"#!/bin/sh\nrm -rf ~"),
        ("notes", b"\x7fELF" + bytes(80)),
        ("page.html", b"<!doctype html><script>1</script>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("page.txt.js", b"alert(1)"),
        ("setup.msi", OLD_WORD),
        ("setup", OLD_WORD),
        ("a.zip", zipped("a.txt")),
        ("a.docx", zipped("META-INF/MANIFEST.MF", "a.class")),
        ("a.odt", zipped("content.xml", mimetype="application/epub+zip")),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("eicar.com", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"),
        ("photo.jpg", b"SIMPLE  =                    T" + bytes(300)),
        ("photo.jpg", b"8BPS\x00\x01" + bytes(300)),
        ("photo.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("notes.txt", b"a\x00b"),
        ("a.dat", b"anything at all"),
    ],
)
def test_d16_d17_programs_and_unknown_kinds_are_refused(
    store: ObjectStore, name: str, content: bytes
) -> None:
    with pytest.raises(FileKindRefusedError):
        store.add(stream(content), name)
    assert left_behind(store) == []


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("notes.txt", "Tŷ a gŵyl\n".encode(), "text/plain"),
        ("notes.txt", "Tŷ".encode("utf-16"), "text/plain"),
        ("old.txt", "caf\xe9".encode("latin-1"), "text/plain"),
        ("rows.csv", b"a,b\n1,2\n", "text/csv"),
        ("photo.png", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), "image/jpeg"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(60), "image/heif"),
        ("llun.m4a", b"\0\0\0\x18ftypM4A " + bytes(60), "audio/mp4"),
        ("ffilm.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "video/mp4"),
        ("sain.mp3", b"ID3\x03\0\0\0\0\0\x0a" + bytes(60), "audio/mpeg"),
        ("old.doc", OLD_WORD, "application/msword"),
        (
            "a.docx",
            WORD,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "no ending",
            WORD,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.odt",
            zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("locked.pdf", b"%PDF-1.4\n/Encrypt /JavaScript", "application/pdf"),
    ],
)
def test_the_bytes_and_not_the_name_say_what_a_file_is(
    store: ObjectStore, name: str, content: bytes, media_type: str
) -> None:
    kept = store.add(stream(content), name)
    assert kept.media_type == media_type
    assert read(store, kept.sha256) == content


@pytest.mark.parametrize("bad", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_names_a_file(store: ObjectStore, bad: str) -> None:
    with pytest.raises(FileDamagedError):
        store.path(bad)


def test_d4_a_changed_or_missing_file_is_noticed(store: ObjectStore) -> None:
    kept = store.add(stream(PDF), "a.pdf")
    assert store.is_whole(kept.sha256)
    place = store.path(kept.sha256)
    place.chmod(0o600)
    place.write_bytes(PDF[:-1] + b"?")
    assert not store.is_whole(kept.sha256)
    place.unlink()
    assert not store.is_whole(kept.sha256)
    with pytest.raises(FileDamagedError):
        store.open(kept.sha256)


def test_adding_the_right_bytes_again_mends_a_damaged_file(store: ObjectStore) -> None:
    kept = store.add(stream(PDF), "a.pdf")
    store.path(kept.sha256).chmod(0o600)
    store.path(kept.sha256).write_bytes(b"")
    store.add(stream(PDF), "a.pdf")
    assert store.is_whole(kept.sha256)


def test_only_old_leftovers_of_a_crash_are_swept(store: ObjectStore) -> None:
    store.incoming.mkdir(parents=True)
    old, new = store.incoming / "old", store.incoming / "new"
    old.touch()
    new.touch()
    long_ago = time.time() - objects.LEFT_OVER_AFTER - 1
    os.utime(old, (long_ago, long_ago))
    assert store.sweep() == 1
    assert new.exists()


def test_d18_a_file_locked_for_a_moment_is_renamed_in_the_end(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    really = Path.replace

    def locked_twice(self: Path, target: Path) -> Path:
        tries.append(1)
        if len(tries) <= 2:
            raise PermissionError
        return really(self, target)

    monkeypatch.setattr(Path, "replace", locked_twice)
    kept = store.add(stream(PDF), "a.pdf")
    assert store.is_whole(kept.sha256)
    assert len(tries) == 3


def test_f7_the_bytes_are_synced_before_the_file_gets_its_name(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, Path.replace

    def syncing(handle: int) -> None:
        order.append("sync")
        sync(handle)

    def renaming(self: Path, target: Path) -> Path:
        order.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "replace", renaming)
    store.add(stream(PDF), "a.pdf")
    assert order[0] == "sync"
    assert order[-2:] == ["rename", "sync"]
