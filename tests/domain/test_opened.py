from __future__ import annotations

from pathlib import Path

import pytest

from slo_desktop.domain.opened import (
    FileAwayError,
    FileKind,
    Opened,
    OtherKindError,
    found,
    kind_of,
)

BACKUP, UPDATE = Path("/x/a.slobackup"), Path("/x/a.sloupdate")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.slobackup", FileKind.BACKUP),
        ("A.SLOBACKUP", FileKind.BACKUP),
        ("SLO-Desktop-1.2.0.sloupdate", FileKind.UPDATE),
    ],
)
def test_a_file_is_known_by_its_ending(name: str, kind: FileKind) -> None:
    assert kind_of(Path(name)) is kind


@pytest.mark.parametrize("name", ["a.zip", "slobackup", ".slobackup", "a.slobackup.x"])
def test_other_files_are_not_ours(name: str) -> None:
    with pytest.raises(OtherKindError) as caught:
        kind_of(Path("/home/x") / name)
    assert caught.value.file == name


def test_a_file_must_be_there_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.slobackup").mkdir()
    for name in ("none.slobackup", "folder.slobackup"):
        with pytest.raises(FileAwayError) as caught:
            found(tmp_path / name)
        assert caught.value.file == name
    monkeypatch.chdir(tmp_path)
    Path("a.slobackup").touch()
    assert found(Path("a.slobackup")) == tmp_path / "a.slobackup"


def test_a_file_is_taken_once_and_only_by_the_pages_of_its_kind() -> None:
    opened = Opened()
    assert opened.take(FileKind.BACKUP) is None
    opened.put(BACKUP)
    assert opened.take(FileKind.UPDATE) is None
    assert opened.waits(FileKind.BACKUP) == opened.path == BACKUP
    assert opened.take(FileKind.BACKUP) == BACKUP
    assert opened.take(FileKind.BACKUP) is None


def test_a_newer_file_takes_the_place_of_one_that_waits() -> None:
    opened = Opened()
    opened.put(BACKUP)
    opened.put(UPDATE)
    assert opened.take(FileKind.BACKUP) is None
    assert opened.take(FileKind.UPDATE) == UPDATE
