"""Load the pages of a data folder, or those that help when it cannot be opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from slo_desktop import paths
from slo_desktop.app import create_app
from slo_desktop.domain.errors import (
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
)
from slo_desktop.domain.safety.whereabouts import Ground, UnsafePlaceError
from slo_desktop.storage.moving import moved_to
from slo_desktop.storage.preferences import PreferenceStore
from slo_desktop.storage.whereabouts import whereabouts

if TYPE_CHECKING:
    from flask import Flask

    from slo_desktop.settings import Settings
    from slo_desktop.web.shell import Install, Reopen, Shell

RECOVERABLE = (
    DataDamagedError,
    MigrationFailedError,
    NewerDataError,
    UnsafePlaceError,
)
"""What the recovery pages can explain, and help with."""


def load_pages(
    settings: Settings,
    *,
    shell: Shell | None,
    reopen: Reopen | None,
    install: Install | None = None,
) -> Flask:
    """The program's pages, or the recovery pages in their place.

    Raises:
        SloError: neither can help.
    """
    try:
        _check_place(settings)
        return create_app(settings, shell=shell, reopen=reopen, install=install)
    except RECOVERABLE as error:
        # Loaded only when it is needed: the first page must be there at once.
        from slo_desktop.web.recovery.app import create_recovery_app  # noqa: PLC0415

        return create_recovery_app(settings, error, shell=shell, reopen=reopen)


def _check_place(settings: Settings) -> None:
    """Stop before a folder that something else reaches into, unless that is known.

    Raises:
        UnsafePlaceError: nobody has said yet that the folder may stay there.
    """
    place = whereabouts(settings.data_dir)
    if place.ground is Ground.LOCAL:
        return
    stays = PreferenceStore(settings.data_dir).load().stays_in
    if stays != str(settings.data_dir.absolute()):
        raise UnsafePlaceError(place)


def in_its_place(settings: Settings) -> Settings:
    """The same launch, of the folder that the school was moved to."""
    place = moved_to(settings.data_dir)
    if place == settings.data_dir:
        return settings
    return replace(settings, data_dir=place, cache_dir=paths.cache_of(place))
