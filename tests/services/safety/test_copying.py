from __future__ import annotations

import datetime as dt
import errno
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from slo_desktop.domain.safety.backups import Place, Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupStoppedError,
    MakingFault,
    NoRoomError,
)
from slo_desktop.domain.safety.standing import PlaceFault
from slo_desktop.services.safety import copying
from slo_desktop.services.safety.copying import (
    SMALL,
    choose_place,
    copy_to_places,
    forget_place,
    is_due,
    looked_at,
)
from slo_desktop.storage.backup.container import is_sealed, read_manifest
from slo_desktop.storage.backup.places import BackupPlace
from slo_desktop.storage.preferences import PreferenceStore, SecondPlace
from tests.keys import keys
from tests.schools import NOW, SchoolFolder, pdf, school_folder

Copy = Callable[..., tuple[SecondPlace, ...]]


@pytest.fixture
def safe_school(tmp_path: Path, migrated: Path) -> SchoolFolder:
    made = school_folder(tmp_path / "ysgol", migrated)
    made.write(pdf("llun"))
    keys().give_to(made.folder)
    return made


@pytest.fixture
def store(safe_school: SchoolFolder) -> PreferenceStore:
    return PreferenceStore(safe_school.folder)


@pytest.fixture
def choose(
    safe_school: SchoolFolder, store: PreferenceStore, tmp_path: Path
) -> Callable[..., Path]:
    def choose_one(name: str, kind: Place = Place.DEVICE) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        choose_place(store, safe_school.folder, kind=kind, chosen=folder, now=NOW)
        return folder

    return choose_one


@pytest.fixture
def copy(safe_school: SchoolFolder, store: PreferenceStore) -> Copy:
    def copy_now(
        reason: Reason = Reason.ASKED, now: dt.datetime = NOW, **rest: object
    ) -> tuple[SecondPlace, ...]:
        return copy_to_places(
            store,
            safe_school.folder,
            safe_school.database,
            reason=reason,
            now=now,
            **rest,  # type: ignore[arg-type]
        )

    return copy_now


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.slobackup"))


def test_every_place_gets_the_same_sealed_copy(
    choose: Callable[..., Path], copy: Copy, tmp_path: Path
) -> None:
    usb, away = choose("usb"), choose("away", Place.AWAY)
    copied = copy()
    assert [(one.kind, one.fault, one.count) for one in copied] == [
        ("device", None, 1),
        ("away", None, 1),
    ]
    (one,), (other,) = files(usb), files(away)
    assert one.name == other.name
    assert one.name.startswith("ysgol-y-bryn-20261122T180000Z-")
    assert one.read_bytes() == other.read_bytes()
    assert is_sealed(one)
    for key in (keys().school, keys().recovery):
        manifest = read_manifest(one, key=key.secret, scratch=tmp_path)
        assert manifest.inside
        assert len(manifest.objects) == 1


def test_what_came_of_it_is_remembered(
    choose: Callable[..., Path], copy: Copy, store: PreferenceStore
) -> None:
    choose("usb")
    copy()
    (kept,) = PreferenceStore(store.path.parent).load().places
    assert kept.newest_at == NOW.isoformat()
    assert (kept.count, kept.fault, kept.seen_at) == (1, None, NOW.isoformat())
    assert kept.newest_bytes > 0


def test_without_places_nothing_happens(copy: Copy) -> None:
    assert copy() == ()


def test_a_stick_that_is_not_there_is_noted_and_the_rest_goes_on(
    choose: Callable[..., Path], copy: Copy
) -> None:
    usb, away = choose("usb"), choose("away", Place.AWAY)
    copy()
    shutil.rmtree(usb)
    later = NOW + dt.timedelta(days=3)
    device, other = copy(now=later)
    assert device.fault == PlaceFault.GONE
    assert (device.count, device.newest_at) == (1, NOW.isoformat())
    assert other.fault is None
    assert len(files(away)) == 2


def test_another_stick_is_not_written_to(
    choose: Callable[..., Path], copy: Copy
) -> None:
    usb = choose("usb")
    shutil.rmtree(usb)
    (usb / "SLO Desktop").mkdir(parents=True)
    assert copy()[0].fault == PlaceFault.OTHER
    assert files(usb) == []


def test_nothing_leaves_without_a_key(
    choose: Callable[..., Path], copy: Copy, safe_school: SchoolFolder
) -> None:
    usb = choose("usb")
    (safe_school.folder / "recipients.txt").unlink()
    assert copy()[0].fault == PlaceFault.NO_KEY
    (safe_school.folder / "recipients.txt").write_text("age1x\n")
    assert copy()[0].fault == PlaceFault.NO_KEY
    assert files(usb) == []


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OSError(errno.ENOSPC, "full"), PlaceFault.FULL),
        (NoRoomError(Path(), needed=2, free=1), PlaceFault.FULL),
        (OSError(errno.EROFS, "locked"), PlaceFault.REFUSED),
        (OSError(errno.EIO, "pulled out"), PlaceFault.GONE),
        (BackupFailedError(MakingFault.DIFFERENT), PlaceFault.FAILED),
    ],
)
def test_whatever_goes_wrong_is_a_word_and_no_storm(
    choose: Callable[..., Path],
    copy: Copy,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    fault: PlaceFault,
) -> None:
    choose("usb")

    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(copying, "make", refuse)
        assert copy()[0].fault == fault
    assert copy()[0].fault is None


def test_a_copy_that_is_stopped_leaves_nothing_behind(
    choose: Callable[..., Path], copy: Copy
) -> None:
    usb = choose("usb")
    with pytest.raises(BackupStoppedError):
        copy(cancelled=lambda: True)
    assert [path.name for path in (usb / "SLO Desktop").iterdir()] == ["place.txt"]


TODAY = NOW.isoformat()


def place(**facts: object) -> SecondPlace:
    return SecondPlace(kind="device", path="x", token="t", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "reason", "due"),
    [
        (place(), Reason.CHANGES, True),
        (place(newest_at=TODAY, newest_bytes=1), Reason.CHANGES, True),
        (
            place(newest_at=TODAY, newest_bytes=SMALL + 1),
            Reason.CHANGES,
            False,
        ),
        (place(newest_at=TODAY, newest_bytes=SMALL + 1), Reason.ASKED, True),
        (
            place(newest_at=TODAY, newest_bytes=SMALL + 1, fault="full"),
            Reason.CLOSING,
            True,
        ),
        (
            place(
                newest_at=(NOW - dt.timedelta(hours=20)).isoformat(),
                newest_bytes=SMALL + 1,
            ),
            Reason.CLOSING,
            True,
        ),
    ],
)
def test_a_large_copy_goes_out_once_a_day(
    one: SecondPlace, reason: Reason, *, due: bool
) -> None:
    assert is_due(one, reason=reason, now=NOW) is due


def test_a_kind_of_place_has_one_folder_and_can_be_forgotten(
    choose: Callable[..., Path], copy: Copy, store: PreferenceStore
) -> None:
    first = choose("usb")
    copy()
    choose("usb-2")
    assert [Path(one.path).name for one in store.load().places] == ["usb-2"]
    forget_place(store, Place.DEVICE)
    assert store.load().places == ()
    assert len(files(first)) == 1


def test_choosing_a_folder_from_before_finds_its_copies(
    choose: Callable[..., Path],
    copy: Copy,
    safe_school: SchoolFolder,
    store: PreferenceStore,
) -> None:
    usb = choose("usb")
    copy()
    forget_place(store, Place.DEVICE)
    found = choose_place(
        store, safe_school.folder, kind=Place.AWAY, chosen=usb, now=NOW
    )
    assert (found.count, found.newest_at) == (1, NOW.isoformat())
    assert found.same_disk


def test_a_look_tells_how_places_are_now_and_keeps_nothing(
    choose: Callable[..., Path], copy: Copy, store: PreferenceStore
) -> None:
    usb = choose("usb")
    copy()
    before = store.path.read_bytes()
    (there,) = looked_at(store.load().places, NOW)
    assert (there.fault, there.count) == (None, 1)
    usb.rename(usb.with_name("pulled-out"))
    (gone,) = looked_at(store.load().places, NOW)
    assert (gone.fault, gone.count) == (PlaceFault.GONE, 1)
    usb.with_name("pulled-out").rename(usb)
    (back,) = looked_at([gone], NOW)
    assert back.fault is None
    assert store.path.read_bytes() == before


def test_a_share_that_does_not_answer_is_not_waited_for(
    choose: Callable[..., Path],
    store: PreferenceStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose("usb")
    wake = threading.Event()
    monkeypatch.setattr(BackupPlace, "check", lambda _self: wake.wait(5))
    (one,) = looked_at(store.load().places, NOW, patience=0.05)
    wake.set()
    assert one.fault == PlaceFault.GONE
