from __future__ import annotations

import logging
from pathlib import Path

import pytest

from slo_desktop.desktop import crash
from slo_desktop.desktop.log import LOG, keep_log
from slo_desktop.domain.errors import (
    AlreadyOpenError,
    DataDamagedError,
    NewerDataError,
    RecordNotFoundError,
)
from slo_desktop.domain.languages import Language
from slo_desktop.domain.opened import FileAwayError, OtherKindError
from slo_desktop.settings import Settings


def test_a_message_comes_in_both_languages_with_welsh_first(settings: Settings) -> None:
    error = DataDamagedError(settings.database, "empty")
    welsh, english = crash.explain(error, settings, *Language).split("\n\n")
    assert welsh.startswith("Mae’r ffeil ddata ar goll neu wedi’i difrodi:")
    assert english.startswith("The data file is missing or damaged:")
    assert str(settings.database) in welsh
    assert str(settings.database) in english


@pytest.mark.parametrize("error", [AlreadyOpenError(), NewerDataError(9, 1)])
def test_every_reason_is_a_sentence_in_the_language_asked_for(
    error: Exception, settings: Settings
) -> None:
    told = {crash.explain(error, settings, language) for language in Language}
    assert len(told) == 2
    assert all(words.endswith(".") for words in told)


def test_a_disk_that_refuses_is_named(settings: Settings) -> None:
    error = PermissionError(13, "Permission denied", "/home/pennaeth/ysgol")
    told = crash.explain(error, settings, Language.EN)
    assert told == "The disk refused that: /home/pennaeth/ysgol"


def test_a_fault_gets_one_code_which_the_log_knows_and_no_names(
    settings: Settings, tmp_path: Path
) -> None:
    handler = keep_log(tmp_path)
    with pytest.raises(ValueError, match="Mererid") as caught:
        int("Mererid Haul")
    told = crash.explain(caught.value, settings, *Language)
    logging.getLogger().removeHandler(handler)
    handler.close()
    written = (tmp_path / "logs" / LOG).read_text(encoding="utf-8")
    code = told.partition("log: ")[2].partition(".")[0]
    assert told.count(code) == 2
    assert "Traceback" not in told
    assert code in written
    assert "ValueError" in written
    assert "test_crash.py" in written
    assert "Mererid" not in told + written


def test_an_error_of_ours_without_a_sentence_is_a_fault(settings: Settings) -> None:
    assert crash.reason(RecordNotFoundError("x", 1), Language.CY, settings) is None


def test_other_packages_leave_only_the_fixed_part_of_what_they_say(
    tmp_path: Path,
) -> None:
    handler = keep_log(tmp_path)
    logging.getLogger("other").warning("cannot keep %s", "Osian Tomos")
    logging.getLogger("slo_desktop").warning("code %s", "a1b2")
    logging.getLogger("other").info("never written")
    logging.getLogger().removeHandler(handler)
    handler.close()
    written = (tmp_path / "logs" / LOG).read_text(encoding="utf-8")
    assert "cannot keep %s" in written
    assert "a1b2" in written
    assert "Osian" not in written
    assert "never" not in written


def test_a_file_that_cannot_be_opened_is_named_without_its_folder(
    settings: Settings, tmp_path: Path
) -> None:
    away = crash.explain(FileAwayError("a.slobackup"), settings, *Language)
    other = crash.explain(OtherKindError("a.exe"), settings, Language.EN)
    assert away == (
        "Nid oes ffeil o’r enw hwn: a.slobackup\n\nThere is no such file: a.slobackup"
    )
    assert other.startswith("The program does not open files of this kind: a.exe.")
