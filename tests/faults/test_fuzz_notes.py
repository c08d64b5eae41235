"""Small files of the data folder that a disk, a person or a stranger has changed.

Whatever they say, the program opens, says nothing of its insides and touches nothing
that lies elsewhere.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from slo_desktop.desktop import single_instance
from slo_desktop.domain.safety.restoring import Ending
from slo_desktop.services.privacy.finishing import finish
from slo_desktop.services.privacy.place import PlaceOfData
from slo_desktop.settings import Settings
from slo_desktop.storage import pending
from slo_desktop.storage.backup import swapping
from slo_desktop.storage.backup.keeping import Backups
from slo_desktop.storage.backup.staged import digest_of
from slo_desktop.storage.checked import CheckedStore
from slo_desktop.storage.preferences import PreferenceStore
from tests.conftest import NOW
from tests.faults.fuzzing import bounded, limited, odd, spoilt
from tests.faults.proof import Proof
from tests.schools import SchoolFolder, school_folder

STATE = {
    "language": "cy",
    "theme": "dark",
    "zoom": 100,
    "compact": False,
    "last_page": "/evidence",
    "writer": None,
    "installation": "a-b",
    "school": "Ysgol y Bryn",
    "window": {"x": 1, "y": 2, "width": 800, "height": 600, "maximized": False},
    "closed": {
        "seq": 1,
        "hash": "a",
        "rows": {"evidence": 1},
        "size": 1,
        "modified": 1,
    },
    "stays_in": None,
    "places": [{"kind": "device", "path": "/x", "token": "t", "newest_at": None}],
    "taken": {"device": "2026-11-22T18:00:00+00:00"},
}
MARKER = {
    "sha256": "0" * 64,
    "aside": "damaged-20261122T180000Z.sqlite",
    "note": {
        "ending": "restored",
        "school": "Ysgol",
        "made_at": "2026-11-22T18:00:00+00:00",
        "safety": "x.slobackup",
        "chain": "0" * 64,
        "told": False,
    },
}
ERASING = {"disposals": ["u"], "files": ["0" * 64], "drafts": ["evidence-new.json"]}
PROVEN = {
    "proven": {"a.slobackup": "2026-11-22T18:00:00+00:00"},
    "failed": {"at": "2026-11-22T18:00:00+00:00", "fault": "OSError"},
    "unproven": None,
}
CHECKED = {
    "last": {
        "at": "2026-11-22T18:00:00+00:00",
        "records": 1,
        "changes": 1,
        "files": 1,
        "damaged": 0,
        "findings": [["file-missing", "attachment", "x"]],
    },
    "files": {"0" * 64: "2026-11-22T18:00:00+00:00"},
}


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> SchoolFolder:
    return school_folder(tmp_path / "ysgol", migrated)


@given(text=spoilt(STATE))
@bounded(150)
def test_s18_preferences_are_right_or_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, "utf-8", errors="surrogatepass")
    with limited():
        store = PreferenceStore(tmp_path)
        liked = store.load()
        store.update(zoom=120)
    assert PreferenceStore(tmp_path).load().zoom == 120
    assert type(liked.zoom) is int
    assert liked.language in {None, "cy", "en"}
    assert all(isinstance(at, str) for at in liked.taken.values())


def test_s18_every_page_opens_with_any_preferences(
    client: FlaskClient, settings: Settings, proof: Proof
) -> None:
    path = settings.data_dir / "state.json"

    @given(text=spoilt(STATE))
    @bounded(25)
    def opened(text: str) -> None:
        path.write_text(text, "utf-8", errors="surrogatepass")
        for page in ("/", "/safety"):
            assert client.get(page).status_code in {200, 302}, text
        proof.count("files")

    opened()


@given(text=spoilt(PROVEN))
@bounded(60)
def test_s18_what_is_remembered_of_backups_is_right_or_none(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "backups").mkdir(exist_ok=True)
    (tmp_path / "backups/proven.json").write_text(text, "utf-8")
    with limited():
        kept = Backups(tmp_path)
        assert list(kept.all()) == []
        assert kept.unproven is None or kept.unproven.at.tzinfo
        assert kept.failure is None or kept.failure.at.tzinfo


@given(text=spoilt(CHECKED))
@bounded(60)
def test_s18_the_last_look_is_right_or_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "checked.json").write_text(text, "utf-8")
    with limited():
        store = CheckedStore(tmp_path)
        store.last()
        store.proven(NOW)


def test_s8_a_note_of_an_erasure_removes_nothing_elsewhere(
    folder: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    place = PlaceOfData(
        data_dir=folder.folder,
        database=folder.database,
        cache_dir=tmp_path / "cache",
    )
    precious = tmp_path / "precious.json"

    @given(text=spoilt(ERASING), names=st.lists(odd, max_size=2))
    @bounded(60)
    def finished(text: str, names: list[Any]) -> None:
        precious.write_text("mine")
        with suppress(ValueError):
            told = json.loads(text)
            if isinstance(told, dict) and len(text) < 10_000:
                text = json.dumps(told | {"drafts": ["../../precious.json", *names]})
        (folder.folder / pending.NOTE).write_text(text, "utf-8")
        with limited():
            finish(place)
        assert pending.noted(folder.folder) is None
        assert precious.read_text() == "mine"
        proof.count("files")

    finished()


@pytest.mark.parametrize(
    "told",
    [
        ERASING | {"drafts": ["../school.sqlite"]},
        ERASING | {"drafts": ["/etc/hostname.json"]},
        ERASING | {"drafts": ["..\\x.json"]},
        ERASING | {"files": ["*"]},
        ERASING | {"files": [["0" * 64]]},
    ],
)
def test_s8_a_note_that_names_other_files_is_not_followed(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    (tmp_path / pending.NOTE).write_text(json.dumps(told))
    assert pending.noted(tmp_path) == pending.Pending()


def test_s8_a_marker_of_a_restore_moves_nothing_elsewhere(
    folder: SchoolFolder, tmp_path: Path, proof: Proof
) -> None:
    before = folder.database.read_bytes()
    hash_ = digest_of(folder.database)

    @given(text=spoilt(MARKER | {"sha256": hash_}))
    @bounded(60)
    def ended(text: str) -> None:
        marker = folder.folder / swapping.MARKER
        marker.write_text(text, "utf-8")
        staged = folder.folder / ".restoring/staged/school.sqlite"
        staged.parent.mkdir(parents=True)
        staged.write_bytes(before)
        with limited():
            note = swapping.end_restore(folder.folder)
        assert note is not None
        assert note.ending in {Ending.DROPPED, Ending.FINISHED}
        assert not marker.exists()
        assert folder.database.read_bytes() == before
        assert swapping.last_note(folder.folder) is not None
        proof.count("files")

    ended()
    assert sorted(tmp_path.iterdir()) == [folder.folder]


@given(text=spoilt(MARKER["note"]))
@bounded(60)
def test_s18_what_became_of_a_restore_is_right_or_none(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / swapping.NOTE).write_text(text, "utf-8")
    with limited():
        note = swapping.last_note(tmp_path)
    assert note is None or isinstance(note.school, str)


def test_s6_a_note_of_another_program_leads_no_second_start_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_SECONDS", 0.05)

    @given(text=spoilt({"port": 9, "nonce": "n"}))
    @bounded(20)
    def called(text: str) -> None:
        (tmp_path / single_instance.NOTE).write_text(text, "utf-8")
        assert single_instance.call_first(tmp_path) is None
        proof.count("files")

    called()


@pytest.mark.parametrize("entry", ["@evil.example/", "//evil", "/enter/../x", 5, ["/"]])
def test_s6_an_answer_that_leads_elsewhere_is_no_answer(entry: object) -> None:
    answer = {"shown": False, "entry": entry}
    with pytest.raises((ValueError, TypeError)):
        single_instance.first_answer(answer, "http://127.0.0.1:1")
