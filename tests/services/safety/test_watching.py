from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from slo_desktop.domain.checking import Fault, Finding
from slo_desktop.domain.safety.watching import Watched
from slo_desktop.services.safety import watcher, watching
from slo_desktop.services.safety.watching import Watch
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.storage.closing import is_as_left, look_closer, note_closed
from slo_desktop.storage.driver import dbapi2
from slo_desktop.storage.objects import ObjectStore
from slo_desktop.storage.preferences import PreferenceStore
from tests.conftest import NOW
from tests.services.safety.damaging import Folder

WHOLE = Watched(at=NOW, records=4, changes=4, files=0)


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def told(monkeypatch: pytest.MonkeyPatch, last: Watched) -> list[Path]:
    """Stands in for the worker; the folders it was asked to look at."""
    asked: list[Path] = []

    def command(data_dir: Path) -> list[str]:
        asked.append(data_dir)
        line = json.dumps({"last": watching_json(last), "proven": ["a" * 64]})
        return [sys.executable, "-c", f"print({line!r})"]

    monkeypatch.setattr(watching, "command", command)
    return asked


def watching_json(last: Watched) -> object:
    from slo_desktop.storage.checked import watched_to_json

    return watched_to_json(last)


def test_the_worker_looks_at_everything_and_says_what_it_found(folder: Folder) -> None:
    with closing(dbapi2.connect(str(folder.database))) as connection:
        connection.execute("UPDATE evidence SET worked = 'no' WHERE id = 1")
        connection.commit()
    watch = Watch(folder.place, lambda: NOW, first=0)
    until(lambda: watch.last)
    watch.stop()
    last = CheckedStore(folder.place).last()
    assert last == watch.last
    assert last is not None
    assert (last.records, last.changes, last.damaged) == (4, 4, 1)
    assert [finding.fault for finding in last.findings] == [Fault.RECORD_CHANGED]


def test_it_looks_once_a_day_and_whenever_it_is_asked(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch, WHOLE)
    CheckedStore(folder.place).keep(WHOLE, set())
    soon = NOW + dt.timedelta(hours=2)
    watch = Watch(folder.place, lambda: soon, first=0)
    until(lambda: watch.last)
    time.sleep(0.2)
    assert asked == []
    watch.ask()
    until(lambda: asked)
    watch.stop()
    assert asked == [folder.place]

    tomorrow = NOW + dt.timedelta(days=1)
    again = Watch(folder.place, lambda: tomorrow, first=0)
    until(lambda: len(asked) == 2)
    again.stop()


def test_after_a_clock_was_set_back_it_looks_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch, WHOLE)
    CheckedStore(folder.place).keep(WHOLE, set())
    watch = Watch(folder.place, lambda: NOW - dt.timedelta(days=9), first=0)
    until(lambda: asked)
    watch.stop()


def test_a_look_ends_with_the_program(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr(watching, "command", lambda _folder: sleeper)
    watch = Watch(folder.place, lambda: NOW, is_due=True, first=0)
    until(lambda: watch.is_looking and watch._worker)
    start = time.monotonic()
    watch.stop()
    assert time.monotonic() - start < 5
    assert CheckedStore(folder.place).last() is None


def test_a_worker_that_says_nonsense_is_no_fault(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    nonsense = [sys.executable, "-c", "print('[')"]
    monkeypatch.setattr(watching, "command", lambda _folder: nonsense)
    watch = Watch(folder.place, lambda: NOW, is_due=True, first=0)
    until(lambda: not watch._is_due and not watch.is_looking)
    watch.stop()
    assert watch.last is None


def test_the_worker_ends_when_nobody_listens(folder: Folder) -> None:
    process = subprocess.Popen(
        watching.command(folder.place), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) in {0, 1}


def test_a_file_that_was_whole_lately_is_not_read_again(
    sample: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_end_with_parent", lambda: None)
    monkeypatch.setattr(watcher, "system_clock", lambda: NOW)
    monkeypatch.setattr(watcher, "NICEST", 0)
    monkeypatch.setattr(watcher, "PAUSE_SECONDS", 0)
    names = set(ObjectStore(sample.place).all())
    store = CheckedStore(sample.place)
    store.keep(WHOLE, names - {min(names)})
    watcher.run([str(sample.place)])
    said = json.loads(capsys.readouterr().out)
    assert said["last"]["files"] == 1
    assert set(said["proven"]) == names
    assert store.proven(NOW + dt.timedelta(days=30)) == set()


def test_what_was_found_is_kept_and_read_again(tmp_path: Path) -> None:
    store = CheckedStore(tmp_path)
    assert (store.last(), store.proven(NOW)) == (None, set())
    found = Watched(
        at=NOW,
        records=1,
        changes=2,
        files=3,
        damaged=1,
        findings=(Finding(Fault.FILE_CHANGED, "attachment", "ab"),),
    )
    store.keep(found, {"ab"})
    assert store.last() == found
    assert not found.is_whole
    store.path.write_text("{")
    assert (store.last(), store.proven(NOW)) == (None, set())
    store.keep(found, {"ab"})
    assert store.proven(NOW) == {"ab"}


def test_a_file_that_was_closed_properly_needs_no_closer_look(folder: Folder) -> None:
    preferences = PreferenceStore(folder.place)
    assert not is_as_left(preferences.load().closed, folder.database)
    note_closed(preferences, folder.database)
    closed = preferences.load().closed
    assert is_as_left(closed, folder.database)
    assert closed is not None
    assert closed.rows["evidence"] == 3
    folder.save()
    assert not is_as_left(closed, folder.database)
    look_closer(closed, folder.database)
