from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from slo_desktop.storage.preferences import (
    STATE,
    Preferences,
    PreferenceStore,
    WindowPlace,
)


@pytest.fixture
def store(tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(tmp_path)


def test_before_anybody_chose_nothing_is_chosen(store: PreferenceStore) -> None:
    assert store.load() == Preferences()
    assert store.load().language is None


def test_what_was_chosen_is_there_after_a_restart(
    store: PreferenceStore, tmp_path: Path
) -> None:
    place = WindowPlace(x=1, y=2, width=800, height=600, maximized=True)
    store.update(language="cy", window=place)
    store.update(school="Ysgol y Bryn")
    again = PreferenceStore(tmp_path).load()
    assert (again.language, again.window, again.school) == (
        "cy",
        place,
        "Ysgol y Bryn",
    )


def test_two_quick_choices_are_both_kept(store: PreferenceStore) -> None:
    store.update(language="cy")
    stamp = store.path.stat()
    store.update(theme="dark")
    os.utime(store.path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    store.load()
    store.update(zoom=120)
    assert store.load() == Preferences(language="cy", theme="dark", zoom=120)


def test_another_programs_choice_is_seen(
    store: PreferenceStore, tmp_path: Path
) -> None:
    store.update(language="cy")
    PreferenceStore(tmp_path).update(language="en")
    os.utime(store.path, ns=(1, 1))
    assert store.load().language == "en"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"window": {"x": 1}}', "\ufffd"]
)
def test_an_unreadable_file_counts_as_no_choice_and_is_kept(
    store: PreferenceStore, content: str
) -> None:
    store.path.write_text(content, encoding="utf-8")
    assert store.load() == Preferences()
    store.update(language="cy")
    assert store.load().language == "cy"
    kept = store.path.with_name(f"{STATE}.unreadable")
    assert kept.read_text(encoding="utf-8") == content


def test_a_choice_of_a_newer_version_is_passed_over(store: PreferenceStore) -> None:
    store.path.write_text('{"language": "cy", "unknown": 1}', encoding="utf-8")
    assert store.load() == Preferences(language="cy")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")
def test_other_users_of_the_computer_cannot_read_it(store: PreferenceStore) -> None:
    store.update(language="cy")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
