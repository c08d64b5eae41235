"""What stands in the way of a school of one's own, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from slo_desktop.domain.bilingual import Bilingual
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupStoppedError,
    NoRoomError,
)
from slo_desktop.services.safety.restoring import beginning
from slo_desktop.storage.backup import swapping
from tests.restored import rows
from tests.web.restoring.conftest import SAMPLE, Behind, begun, call


@pytest.mark.parametrize(
    ("name", "is_sample"),
    [
        (Bilingual.of(cy=SAMPLE, en=SAMPLE), False),
        (Bilingual.of(cy="Ysgol y Bryn", en="Hill School"), True),
    ],
)
def test_a_real_school_is_never_offered_this_and_refuses_it(
    sample: Behind, name: Bilingual, is_sample: bool
) -> None:
    call(sample.school, name, is_sample=is_sample)
    before = rows(sample.school.database)
    assert "/school/begin" not in sample.get("/").text
    assert "/school/begin" not in sample.get("/school").text
    assert sample.get("/school/begin").location == "/"
    answer = sample.post("/safety/restore/own")
    assert answer.status_code == 422
    assert "Only the sample school can be replaced like this." in answer.text
    assert sample.orders == []
    assert rows(sample.school.database) == before
    assert not list(sample.school.backups.glob("*.slobackup"))


def test_nothing_happens_without_the_token_of_a_page(sample: Behind) -> None:
    answer = sample.send("/safety/restore/own", {})
    assert answer.status_code == 400
    assert sample.window.get("/safety/restore/own").status_code in {404, 405}
    assert sample.orders == []
    assert not sample.school.backups.exists()


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("need_room", "There is too little room on the disk."),
        ("back_up", "A backup of what is here now could not be made and checked."),
        ("upgrade", "There is not enough room there. Free some space."),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_changed(
    sample: Behind, monkeypatch: pytest.MonkeyPatch, step: str, words: str
) -> None:
    faults = {
        "need_room": NoRoomError(sample.school.folder, needed=9, free=1),
        "back_up": BackupFailedError("different"),
        "upgrade": OSError(28, "No space left on device"),
    }

    def fail(*_told: object, **_more: object) -> None:
        raise faults[step]

    before = rows(sample.school.database)
    monkeypatch.setattr(beginning, step, fail)
    answer = sample.post("/safety/restore/own", page="/school/begin")
    sample.ended()
    page = sample.get(answer.location)
    assert page.status_code == 422
    assert "Your own school was not begun" in page.text
    assert words in page.text
    assert "Nothing was changed." in page.text
    assert 'href="/school/begin"' in page.text
    assert sample.orders == []
    assert rows(sample.school.database) == before
    assert not (sample.school.folder / ".restoring").exists()


def test_a_disk_that_refuses_the_swap_is_told_of_in_the_school_that_stays(
    sample: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_told: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    before = rows(sample.school.database)
    monkeypatch.setattr(swapping, "sync_all", fail)
    page = begun(sample)
    assert "Your own school was not begun. Everything is as it was." in page
    assert rows(sample.school.database) == before
    assert "/school/begin" in sample.get("/").text


def test_when_somebody_is_still_being_answered_everything_stays(
    sample: Behind,
) -> None:
    before = rows(sample.school.database)
    sample.post("/safety/restore/own", page="/school/begin")
    sample.ordered()
    _act, busy = sample.orders.pop()
    busy()
    page = sample.get("/").text
    assert "The sample school is still open" in page
    assert rows(sample.school.database) == before
    assert not (sample.school.folder / ".restoring").exists()


def test_it_can_be_stopped_and_leads_back_to_its_page(
    sample: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(*_told: object, cancelled: Callable[[], bool], **_more: object) -> None:
        while not cancelled():
            time.sleep(0.01)
        raise BackupStoppedError

    monkeypatch.setattr(beginning, "back_up", wait)
    answer = sample.post("/safety/restore/own", page="/school/begin")
    work = sample.get(answer.location).text
    assert "Making room for your own school" in work
    stopped = sample.post(f"{answer.location}/stop")
    assert stopped.location == "/school/begin"
    assert sample.orders == []


def test_a_folder_that_is_read_only_is_not_offered_this(sample: Behind) -> None:
    here = sample.app.extensions["slo_desktop"]
    token = sample.token("/school/begin")
    object.__setattr__(here.settings, "read_only", True)
    assert "/school/begin" not in sample.get("/").text
    answer = sample.send("/safety/restore/own", {"csrf_token": token})
    assert answer.status_code == 423
    assert "read-only" in answer.text
    assert sample.orders == []
    object.__setattr__(here.settings, "read_only", False)
