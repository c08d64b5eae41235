"""How safe the work is, for every page: asked once, until something changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.safety.keys import KeyDamagedError
from slo_desktop.services.safety.standing import standing
from slo_desktop.web.folder import folder

if TYPE_CHECKING:
    from pathlib import Path

    from slo_desktop.domain.safety.standing import Standing

KEY_FILES = ("key.age", "recipients.txt")
PROVEN = "proven.json"


def current_standing(*, has_work: bool = True) -> Standing:
    """How safe the work is now; reads little more than the clock on most pages.

    Args:
        has_work: whether there is anything to lose, as in any school but the sample.
    """
    here = folder()
    known, mark = here.memory.standing, _mark()
    if known is None or known[0] != mark:
        known = (mark, _gathered())
        here.memory.standing = known
    return replace(known[1], now=here.settings.now(), has_work=has_work)


def _gathered() -> Standing:
    here = folder()
    preferences = here.preferences.load()
    return standing(
        here.backups.kept,
        preferences.places,
        preferences.taken,
        now=here.settings.now(),
        has_key=has_key(here.settings.data_dir),
    )


def has_key(data_dir: Path) -> bool:
    """Whether copies that leave the computer can be sealed."""
    if not all((data_dir / name).is_file() for name in KEY_FILES):
        return False
    from slo_desktop.storage.backup.keyring import Keyring  # noqa: PLC0415  loads the encryption

    try:
        return Keyring(data_dir).public() is not None
    except KeyDamagedError:
        return False


def key_is_damaged(data_dir: Path) -> bool:
    """Whether there is a key, or a part of one, that cannot be used."""
    is_begun = any((data_dir / name).exists() for name in KEY_FILES)
    return is_begun and not has_key(data_dir)


def _mark() -> tuple[Any, ...]:
    """Differs as soon as a backup, a proof, a key or a place has changed."""
    here = folder()
    kept = here.backups.kept.folder
    files = (kept, kept / PROVEN, *(here.settings.data_dir / n for n in KEY_FILES))
    preferences = here.preferences.load()
    failure = here.backups.failure
    taken = tuple(sorted(preferences.taken.items()))
    return (*map(_stamp, files), preferences.places, taken, failure)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_ino
