"""Files that wait for a record which is not saved yet, and drafts that are given up."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from slo_desktop.domain.errors import EmptyFileError, FileKindRefusedError
from slo_desktop.storage.drafts import DraftStore
from slo_desktop.storage.waiting import LEFT_OVER_AFTER
from tests.web.pictures import photo

KEY = "evidence-new"


@pytest.fixture
def drafts(tmp_path: Path) -> DraftStore:
    (tmp_path / "school").mkdir()
    return DraftStore(tmp_path / "school", tmp_path / "cache")


def put(drafts: DraftStore, name: str, content: bytes | None = None) -> str:
    stream = io.BytesIO(photo() if content is None else content)
    return drafts.files.put(KEY, stream, name).id


def names(drafts: DraftStore, key: str = KEY) -> list[str]:
    return [each.name for each in drafts.files.all(key)]


def older(path: Path) -> None:
    long_ago = time.time() - LEFT_OVER_AFTER - 60
    os.utime(path, (long_ago, long_ago))


def test_files_come_back_in_the_order_in_which_they_came(drafts: DraftStore) -> None:
    for name in ("c.jpg", "a.jpg", "../b ŵ.jpg"):
        put(drafts, name)
    assert names(drafts) == ["c.jpg", "a.jpg", "b ŵ.jpg"]
    (first, *_others) = drafts.files.all(KEY)
    assert drafts.files.bytes_of(KEY, first.id).read_bytes() == photo()
    assert (first.size, first.media_type) == (len(photo()), "image/jpeg")
    kept = list(drafts.folder.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.jpg", b"", EmptyFileError),
        ("game.exe", b"MZ", FileKindRefusedError),
        ("fake.jpg", b"hello", FileKindRefusedError),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(
    drafts: DraftStore, name: str, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        put(drafts, name, content)
    assert list(drafts.folder.iterdir()) == []


def test_some_files_are_forgotten_and_then_all(drafts: DraftStore) -> None:
    first, _second = put(drafts, "a.jpg"), put(drafts, "b.jpg")
    drafts.files.drop(KEY, {first, "0" * 32, "../../x"})
    assert names(drafts) == ["b.jpg"]
    drafts.files.drop(KEY)
    assert list(drafts.folder.iterdir()) == []


@pytest.mark.parametrize(
    "note", [b"", b"[]", b"{}", b'{"id": 1, "name": "", "size": 0, "media_type": ""}']
)
def test_a_note_that_says_nonsense_names_no_file(
    drafts: DraftStore, note: bytes
) -> None:
    number = put(drafts, "a.jpg")
    (drafts.folder / f"{KEY}.{number}.json").write_bytes(note)
    assert names(drafts) == []


def test_a_note_speaks_for_its_own_bytes_alone(
    drafts: DraftStore, tmp_path: Path
) -> None:
    first, second = put(drafts, "a.jpg"), put(drafts, "b.jpg")
    other = (drafts.folder / f"{KEY}.{second}.json").read_bytes()
    (drafts.folder / f"{KEY}.{first}.json").write_bytes(other)
    assert names(drafts) == ["b.jpg"]
    place = drafts.files.bytes_of(KEY, second)
    place.unlink()
    (tmp_path / "secret").write_text("elsewhere")
    place.symlink_to(tmp_path / "secret")
    assert names(drafts) == []


def test_what_was_given_up_comes_back_with_its_files(drafts: DraftStore) -> None:
    drafts.keep(KEY, b'{"title_cy": ["A"]}')
    put(drafts, "a.jpg")
    drafts.give_up(KEY)
    assert drafts.kept_at(KEY) is None
    assert names(drafts) == []
    drafts.bring_back(KEY)
    assert drafts.read(KEY) == b'{"title_cy": ["A"]}'
    assert names(drafts) == ["a.jpg"]


def test_only_what_was_given_up_last_comes_back(drafts: DraftStore) -> None:
    for name in ("a.jpg", "b.jpg"):
        put(drafts, name)
        drafts.give_up(KEY)
    put(drafts, "c.jpg")
    drafts.bring_back(KEY)
    assert names(drafts) == ["b.jpg"]
    drafts.bring_back(KEY)
    assert names(drafts) == ["c.jpg"]


def test_words_that_had_to_go_elsewhere_are_given_up_too(
    drafts: DraftStore, tmp_path: Path
) -> None:
    (tmp_path / "school").rmdir()
    drafts.keep(KEY, b"{}")
    assert drafts.kept_at(KEY)
    drafts.give_up(KEY)
    assert drafts.read(KEY) is None


def test_a_day_later_what_was_given_up_is_gone(drafts: DraftStore) -> None:
    put(drafts, "a.jpg")
    drafts.keep(KEY, b"{}")
    drafts.give_up(KEY)
    drafts.keep(KEY, b"{}")
    put(drafts, "b.jpg")
    (drafts.folder / f"{KEY}.{'0' * 32}.bytes").write_bytes(b"half")
    drafts.sweep()
    assert len(list(drafts.folder.iterdir())) == 7
    for path in drafts.folder.iterdir():
        older(path)
    drafts.sweep()
    assert names(drafts) == ["b.jpg"]
    assert len(list(drafts.folder.iterdir())) == 3
