"""The opened data folder, as every page meets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

if TYPE_CHECKING:
    from slo_desktop.domain.safety.standing import Standing
    from slo_desktop.services.safety.saver import Saver
    from slo_desktop.settings import Settings
    from slo_desktop.storage.drafts import DraftStore
    from slo_desktop.storage.journal import Journal
    from slo_desktop.storage.objects import ObjectStore
    from slo_desktop.storage.preferences import PreferenceStore
    from slo_desktop.web.shell import Install, Reopen, Shell

KEY = "slo_desktop"


@dataclass(slots=True, kw_only=True)
class Memory:
    """What is worth knowing until the program closes.

    Attributes:
        last_page: path of the page last shown; kept as a preference on closing.
        has_school: whether the first run is over; it never comes back.
        saves: the page and the revision of the last save of a record, by its key.
        sent: what forms led to, so that one that is sent twice does its work once.
        arrivals: what became of files that were sent, by the mark of their form.
        gaps: number of missing or stale texts, and the change it was counted at.
        standing: how safe the work is, and what that was gathered from.
        file: what the system calls the data file, so that another one is noticed.
        is_away: whether the folder was gone when it was last looked for.
    """

    last_page: str | None = None
    has_school: bool = False
    saves: dict[str, tuple[str, int]] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    arrivals: dict[str, Any] = field(default_factory=dict)
    gaps: tuple[int, int] = (-1, 0)
    standing: tuple[tuple[Any, ...], Standing] | None = None
    file: tuple[int, int] | None = None
    is_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One school's data folder and what is open in it."""

    settings: Settings
    journal: Journal
    preferences: PreferenceStore
    objects: ObjectStore
    drafts: DraftStore
    backups: Saver
    shell: Shell | None = None
    reopen: Reopen | None = None
    install: Install | None = None
    memory: Memory = field(default_factory=Memory)


def folder() -> Folder:
    """The folder of the application that answers this request."""
    return cast("Folder", current_app.extensions[KEY])
