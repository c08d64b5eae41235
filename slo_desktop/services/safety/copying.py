"""Copy backups to places outside this computer: sealed, read back, thinned there.

A place that is not there is no fault of the program: it is noted, and said in words on
the Safety page, and never keeps a backup on this computer from being made.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.safety.backups import Reason
from slo_desktop.domain.safety.errors import (
    BackupFailedError,
    BackupRefusedError,
    NoRoomError,
)
from slo_desktop.domain.safety.keys import KeyDamagedError, NoKeyError
from slo_desktop.domain.safety.standing import PlaceFault
from slo_desktop.storage.backup.making import make
from slo_desktop.storage.backup.naming import SUFFIX, name_of
from slo_desktop.storage.backup.places import (
    BackupPlace,
    PlaceRefusedError,
    fault_of,
    on_one_disk,
)
from slo_desktop.storage.files import rename_into_place
from slo_desktop.storage.preferences import SecondPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from slo_desktop.domain.safety.backups import Place
    from slo_desktop.storage.preferences import PreferenceStore

RESTS = dt.timedelta(hours=20)
"""A large copy is sent once a day; a small one with every backup."""
SMALL = 64 << 20
"""Bytes that even an old stick takes in a few seconds."""
PATIENCE = 2.0
"""Seconds that a page waits for a share that may be gone."""
ONE_AT_A_TIME = threading.Lock()


def choose_place(
    store: PreferenceStore,
    data_dir: Path,
    *,
    kind: Place,
    chosen: Path,
    now: dt.datetime,
) -> SecondPlace:
    """Use a folder for copies from now on.

    Raises:
        OSError: it is not there, or nothing may be written to it.
    """
    place = BackupPlace.prepare(chosen)
    copies = place.copies()
    kept = SecondPlace(
        kind=kind.value,
        path=str(chosen),
        token=place.token,
        same_disk=on_one_disk(chosen, data_dir),
        newest_at=copies[0].made_at.isoformat() if copies else None,
        count=len(copies),
        seen_at=now.isoformat(),
    )
    others = [one for one in store.load().places if one.kind != kind.value]
    store.update(places=(*others, kept))
    return kept


def forget_place(store: PreferenceStore, kind: Place) -> None:
    """Copy nothing there any more; what is there stays there."""
    others = [one for one in store.load().places if one.kind != kind.value]
    store.update(places=tuple(others))


def copy_to_places(
    store: PreferenceStore,
    data_dir: Path,
    database: Path,
    *,
    reason: Reason,
    now: dt.datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[SecondPlace, ...]:
    """Put a sealed copy of the work in every place that is due for one.

    Args:
        store: remembers the places, and what became of them.
        data_dir: the school's folder.
        database: its data file.
        reason: why; whoever asked for it gets a copy everywhere.
        now: the time, in UTC.
        progress: is told bytes done, and bytes in all.
        cancelled: asked now and then.

    Returns:
        The places that were due, as they are now.

    Raises:
        BackupStoppedError: it was cancelled.
    """

    def made(target: Path) -> Path:
        kept = make(
            data_dir,
            database,
            reason=reason,
            now=now,
            target=target,
            inside=True,
            sealed=True,
            progress=progress,
            cancelled=cancelled,
        )
        named = target.with_name(name_of(kept.manifest))
        rename_into_place(target, named)
        return named

    with ONE_AT_A_TIME:
        places = store.load().places
        due = [one for one in places if is_due(one, reason=reason, now=now)]
        return tuple(_copied(store, due, made, now))


def is_due(place: SecondPlace, *, reason: Reason, now: dt.datetime) -> bool:
    """Whether a backup for this reason goes to this place as well."""
    if reason is Reason.ASKED or place.fault or not place.newest_at:
        return True
    if now - dt.datetime.fromisoformat(place.newest_at) >= RESTS:
        return True
    return place.newest_bytes <= SMALL


def _copied(
    store: PreferenceStore,
    due: list[SecondPlace],
    make_at: Callable[[Path], Path],
    now: dt.datetime,
) -> Iterator[SecondPlace]:
    """The first place that is there gets a new file, the others the same one."""
    source: Path | None = None
    for one in due:
        place = BackupPlace(Path(one.path), one.token)
        facts: dict[str, Any] = {"fault": None, "seen_at": now.isoformat()}
        try:
            place.check()
            new = place.folder / f"new-{uuid.uuid4().hex}{SUFFIX}"
            source = place.take(source) if source else make_at(new)
            place.thin(now)
            facts |= _seen(place)
        except PlaceRefusedError as error:
            facts = {"fault": error.fault.value}
        except (NoRoomError, OSError) as error:
            facts = {"fault": _disk_fault(error).value}
        except (NoKeyError, KeyDamagedError):
            facts["fault"] = PlaceFault.NO_KEY.value
        except (BackupFailedError, BackupRefusedError):
            facts["fault"] = PlaceFault.FAILED.value
        yield _note(store, one, facts)


def _seen(place: BackupPlace) -> dict[str, Any]:
    copies = place.copies()
    newest = copies[0] if copies else None
    return {
        "count": len(copies),
        "newest_at": newest.made_at.isoformat() if newest else None,
        "newest_bytes": newest.path.stat().st_size if newest else 0,
    }


def _disk_fault(error: NoRoomError | OSError) -> PlaceFault:
    return PlaceFault.FULL if isinstance(error, NoRoomError) else fault_of(error)


def _note(
    store: PreferenceStore, place: SecondPlace, facts: dict[str, Any]
) -> SecondPlace:
    """Remember what became of a place, unless it was changed meanwhile."""
    changed = replace(place, **facts)
    places = store.load().places
    same = [one.kind == place.kind and one.token == place.token for one in places]
    if any(same):
        kept = [
            changed if is_it else one for one, is_it in zip(places, same, strict=True)
        ]
        store.update(places=tuple(kept))
    return changed


def looked_at(
    places: Sequence[SecondPlace], now: dt.datetime, patience: float = PATIENCE
) -> tuple[SecondPlace, ...]:
    """The places as they are at this moment; a share that does not answer is gone.

    Args:
        places: as they were last seen.
        now: the time, in UTC.
        patience: seconds to wait for all of them.
    """
    found = [replace(one, fault=PlaceFault.GONE.value) for one in places]

    def look(number: int) -> None:
        found[number] = _look(places[number], now)

    threads = [
        threading.Thread(target=look, args=(number,), daemon=True)
        for number in range(len(places))
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + patience
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return tuple(found)


def _look(one: SecondPlace, now: dt.datetime) -> SecondPlace:
    place = BackupPlace(Path(one.path), one.token)
    try:
        place.check()
        facts = _seen(place) | {"seen_at": now.isoformat()}
    except PlaceRefusedError as error:
        facts = {"fault": error.fault.value}
    except OSError as error:
        facts = {"fault": fault_of(error).value}
    else:
        if one.fault in {PlaceFault.GONE.value, PlaceFault.OTHER.value}:
            facts["fault"] = None
    return replace(one, **facts)
