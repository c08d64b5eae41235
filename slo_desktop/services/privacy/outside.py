"""Where copies went that this folder knows of: no erasure reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slo_desktop.domain.privacy.erasing import HeldOutside
from slo_desktop.domain.safety.backups import Place
from slo_desktop.services.safety.standing import instant
from slo_desktop.storage.preferences import PreferenceStore

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path


def held_outside(data_dir: Path) -> tuple[HeldOutside, ...]:
    """Every place outside this folder that a copy is known to have gone to."""
    return tuple(_known(PreferenceStore(data_dir)))


def _known(store: PreferenceStore) -> Iterator[HeldOutside]:
    known = store.load()
    for one in known.places:
        if one.count or one.newest_at:
            yield HeldOutside(
                place=Place(one.kind),
                path=one.path,
                copies=one.count,
                newest_on=_day(one.newest_at),
            )
    for kind, at in known.taken.items():
        yield HeldOutside(place=Place(kind), path=None, copies=1, newest_on=_day(at))


def _day(text: str | None) -> dt.date | None:
    at = instant(text)
    return at.date() if at else None
