"""Remember what an update was begun from, so that the next start can say what came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop import __version__
from slo_desktop.domain.updates import Updating, Version

if TYPE_CHECKING:
    from slo_desktop.storage.preferences import PreferenceStore


def note_version(preferences: PreferenceStore) -> None:
    """Note which version had this folder last."""
    if preferences.load().program != __version__:
        preferences.update(program=__version__)


def note_update(preferences: PreferenceStore, to: Version) -> None:
    """Note that an installer is about to be started."""
    preferences.update(updating=Updating(before=__version__, to=str(to)))


def forget_update(preferences: PreferenceStore) -> None:
    """The installer was not started after all."""
    preferences.update(updating=None)


def untold(preferences: PreferenceStore) -> Updating | None:
    """What became of an update that nobody has read of yet.

    Whoever ran an installer by hand is told as well; an older version that came back,
    and a first start, are nothing to tell.
    """
    kept = preferences.load()
    begun, last = kept.updating, kept.program or __version__
    if begun is not None and not begun.told:
        return begun
    if Version.read(last) < Version.read(__version__):
        return Updating(before=last, to=__version__)
    return None


def note_told(preferences: PreferenceStore, updating: Updating) -> None:
    """Somebody has read what became of it."""
    told = replace(updating, told=True)
    preferences.update(updating=told, program=__version__)
