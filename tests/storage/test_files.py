from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from slo_desktop.storage import files
from slo_desktop.storage.files import (
    append_line,
    rename_into_place,
    write_atomically,
)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_f8_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.json"
    write_atomically(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "journal" / "a.jsonl"
    append_line(path, "ŵ")
    append_line(path, "ŷ\nŷ")
    assert path.read_text(encoding="utf-8") == "ŵ\nŷ\nŷ\n"


def test_d18_patience_ends_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def locked(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr(time, "sleep", waits.append)
    with pytest.raises(PermissionError):
        rename_into_place(tmp_path / "a", tmp_path / "b")
    assert tuple(waits) == files.PATIENCE
