"""Gather how safe the work is: from the backups here, and what is known of the rest."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from slo_desktop.domain.safety.backups import Place
from slo_desktop.domain.safety.standing import Copies, PlaceFault, Standing
from slo_desktop.domain.safety.thinning import clock_looks_wrong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slo_desktop.storage.backup.keeping import Backups
    from slo_desktop.storage.preferences import SecondPlace


def standing(
    backups: Backups,
    places: Sequence[SecondPlace],
    taken: Mapping[str, str],
    *,
    now: dt.datetime,
    has_key: bool,
    has_work: bool = True,
    changed_at: dt.datetime | None = None,
) -> Standing:
    """How safe the work is now.

    Args:
        backups: those on this computer.
        places: folders outside it, as last seen.
        taken: when a complete copy was last saved by hand, by kind of place.
        now: the time, in UTC.
        has_key: whether copies can be sealed.
        has_work: whether there is anything to lose yet.
        changed_at: when something was last changed.
    """
    kept = backups.all()
    here = Copies(
        place=Place.HERE,
        count=len(kept),
        newest_at=kept[0].manifest.made_at if kept else None,
        path=str(backups.folder),
    )
    return Standing(
        now=now,
        here=here,
        device=_elsewhere(Place.DEVICE, places, taken),
        away=_elsewhere(Place.AWAY, places, taken),
        proven_at=max((one.proven_at for one in kept if one.proven_at), default=None),
        changed_at=changed_at,
        has_key=has_key,
        failed=backups.failure is not None,
        trial_failed=backups.unproven is not None,
        clock_is_odd=clock_looks_wrong(now, kept, changed_at),
        has_work=has_work,
    )


def _elsewhere(
    kind: Place, places: Sequence[SecondPlace], taken: Mapping[str, str]
) -> Copies:
    chosen = next((one for one in places if one.kind == kind.value), None)
    copies = _of_folder(kind, chosen) if chosen else Copies(place=kind)
    by_hand = instant(taken.get(kind.value))
    if by_hand is None or (copies.newest_at and copies.newest_at >= by_hand):
        return copies
    return Copies(
        place=kind,
        count=copies.count + 1,
        newest_at=by_hand,
        path=copies.path,
        seen_at=copies.seen_at,
        fault=copies.fault,
        same_disk=copies.same_disk,
        by_hand=True,
    )


def _of_folder(kind: Place, chosen: SecondPlace) -> Copies:
    return Copies(
        place=kind,
        count=chosen.count,
        newest_at=instant(chosen.newest_at),
        path=chosen.path,
        seen_at=instant(chosen.seen_at),
        fault=PlaceFault(chosen.fault) if chosen.fault else None,
        same_disk=chosen.same_disk,
    )


def instant(text: str | None) -> dt.datetime | None:
    """A time as it was noted; None where it is none."""
    if text is None:
        return None
    try:
        found = dt.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
