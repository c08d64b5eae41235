from __future__ import annotations

import faulthandler
import logging
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from slo_desktop.desktop import faults
from slo_desktop.desktop.log import LOG, LOG_BYTES, LOGS_KEPT, LogFile, keep_log
from slo_desktop.settings import Settings

SECRET = "Mererid Haul"


def written(settings: Settings) -> str:
    return (settings.data_dir / "logs" / LOG).read_text("utf-8")


def breaks() -> None:
    raise ValueError(SECRET)


def test_a_fault_of_a_thread_is_logged_by_kind_and_place(settings: Settings) -> None:
    before = threading.excepthook, sys.excepthook
    with faults.heard(settings):
        thread = threading.Thread(target=breaks)
        thread.start()
        thread.join()
    assert "fault ValueError" in written(settings)
    assert "breaks" in written(settings)
    assert SECRET not in written(settings)
    assert (threading.excepthook, sys.excepthook) == before


def test_a_fault_that_nobody_caught_is_logged_and_an_interruption_is_not(
    settings: Settings,
) -> None:
    class Breaks:
        def __del__(self) -> None:
            breaks()

    with faults.heard(settings):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        sys.excepthook(OSError, None, None)  # type: ignore[arg-type]  # as C can
        Breaks()
    assert "KeyboardInterrupt" not in written(settings)
    assert "fault OSError" in written(settings)
    assert "fault ValueError" in written(settings)
    assert SECRET not in written(settings)


def test_where_the_process_breaks_down_every_thread_tells_where_it_stood(
    settings: Settings,
) -> None:
    code = (
        "import ctypes\nfrom pathlib import Path\n"
        "from slo_desktop.desktop import faults\n"
        "from slo_desktop.settings import Settings\n"
        f"here = Settings(data_dir=Path({str(settings.data_dir)!r}),"
        f" cache_dir=Path({str(settings.cache_dir)!r}))\n"
        f"secret = {SECRET!r}\n"
        "with faults.heard(here): ctypes.string_at(0)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=False, stderr=subprocess.DEVNULL
    )
    assert ended.returncode != 0
    told = (settings.data_dir / "logs" / faults.CRASHES).read_text("utf-8")
    assert "string_at" in told
    assert SECRET not in told


def test_a_program_that_ends_well_leaves_no_empty_file(settings: Settings) -> None:
    was_on = faulthandler.is_enabled()
    with faults.heard(settings):
        assert faulthandler.is_enabled()
    assert faulthandler.is_enabled() is was_on
    assert not (settings.data_dir / "logs" / faults.CRASHES).exists()


def test_what_crashes_leave_does_not_grow_for_ever(settings: Settings) -> None:
    logs = settings.data_dir / "logs"
    logs.mkdir(parents=True)
    (logs / faults.CRASHES).write_bytes(b"x" * (LOG_BYTES + 1))
    with faults.heard(settings):
        pass
    assert [path.name for path in logs.iterdir()] == ["crashes.log.1"]


def test_a_folder_that_is_read_only_has_its_log_in_the_cache(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "may_write", lambda _folder, _file: False)
    with faults.heard(settings):
        logging.getLogger("slo_desktop").warning("code %s", "a1b2")
    assert not settings.data_dir.exists()
    assert "a1b2" in (settings.cache_dir / "logs" / LOG).read_text("utf-8")


def test_where_no_log_can_be_kept_the_program_opens_all_the_same(
    settings: Settings, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    opened = []
    with faults.heard(replace(settings, data_dir=blocked, cache_dir=blocked)):
        opened.append(True)
    assert opened == [True]


def test_the_log_turns_over_and_keeps_five(tmp_path: Path) -> None:
    handler = keep_log(tmp_path)
    logger = logging.getLogger("slo_desktop")
    for _ in range(7):
        logger.warning("code %s", "x" * (LOG_BYTES - 100))
    logger.removeHandler(handler)
    logging.getLogger().removeHandler(handler)
    handler.close()
    names = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert names == [LOG, *(f"{LOG}.{n + 1}" for n in range(LOGS_KEPT))]


def test_a_line_that_cannot_be_written_is_lost_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = LogFile(tmp_path / "gone" / LOG, delay=True)
    record = logging.LogRecord("slo_desktop", 30, "x", 1, "code", None, None)
    handler.handle(record)
    assert capsys.readouterr().err == ""
