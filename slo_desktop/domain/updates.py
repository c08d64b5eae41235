"""An update of the program: whom it fits, how far it is, and why it is refused."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from slo_desktop.domain.errors import SloError, StoppedError

if TYPE_CHECKING:
    from slo_desktop.domain.update_manifest import Installer, UpdateManifest

KEY_ID_LETTERS = 16
NUMBER = re.compile(r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})", re.ASCII)


class UpdateFault(StrEnum):
    """Why an update file is refused; nothing was touched."""

    NOT_AN_UPDATE = "not-an-update"
    DAMAGED = "damaged"
    NOT_SIGNED = "not-signed"
    UNKNOWN_KEY = "unknown-key"
    NO_KEYS = "no-keys"
    CHANGED = "changed"
    CHANGED_INSTALLER = "changed-installer"
    NEWER_FORM = "newer-form"
    OLDER = "older"
    SAME = "same"
    TOO_OLD = "too-old"
    OTHER_SYSTEM = "other-system"
    PORTABLE = "portable"
    OLDER_DATA = "older-data"


class UpdateStep(StrEnum):
    """What is being done about an update."""

    CHECKING = "checking"
    BACKUP = "backup"
    STARTING = "starting"


class UpdateEnding(StrEnum):
    """What became of an installer that was handed to the computer."""

    CLOSING = "closing"
    OPENED = "opened"
    BY_HAND = "by-hand"


class UpdateRefusedError(SloError):
    """An update is not what it should be, or not for this program.

    Attributes:
        fault: why.
        facts: versions by name: `found` (of the update), `here` (of the program),
            `oldest` (that it can update).
    """

    def __init__(self, fault: UpdateFault, **facts: Any) -> None:
        super().__init__(fault, *sorted(facts.items()))
        self.fault = fault
        self.facts = facts


class UpdateStoppedError(StoppedError):
    """Somebody stopped the work on an update; nothing was installed."""


class SetupRefusedError(SloError):
    """This computer did not let an installer start; nothing was changed."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version of the program: 0.10.0 is newer than 0.9.2."""

    major: int
    minor: int
    patch: int

    @classmethod
    def read(cls, text: str) -> Version:
        """A version as it is written.

        Raises:
            ValueError: it is none.
        """
        found = NUMBER.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """Proves who signed something; it signs nothing itself.

    Attributes:
        number: its place among those that the program knows, from 1.
        content: its bytes.
    """

    number: int
    content: bytes

    @property
    def id(self) -> str:
        """Names it to people and in signatures."""
        return key_id(self.content)


def key_id(content: bytes) -> str:
    """The name of a public key."""
    return hashlib.sha256(content).hexdigest()[:KEY_ID_LETTERS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The program that an update is for.

    Attributes:
        version: of the program.
        system: kind and processor of this computer.
        schema: number of the newest migration that the school's data has seen.
        is_portable: it runs from a folder that no installer looks after.
    """

    version: Version
    system: str
    schema: int
    is_portable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Updating:
    """An update that was begun.

    Attributes:
        before: version of the program that began it.
        to: version that it was to become.
        told: whether somebody has read what became of it.
    """

    before: str
    to: str
    told: bool = False


def fitting(manifest: UpdateManifest, here: Here) -> Installer:
    """The installer for this program.

    Raises:
        UpdateRefusedError: there is none, or it would do no good.
    """
    facts = {
        "found": str(manifest.version),
        "here": str(here.version),
        "oldest": str(manifest.oldest),
    }
    if fault := _misfit(manifest, here):
        raise UpdateRefusedError(fault, **facts)
    for each in manifest.installers:
        if each.system == here.system:
            return each
    raise UpdateRefusedError(UpdateFault.OTHER_SYSTEM, **facts)


def _misfit(manifest: UpdateManifest, here: Here) -> UpdateFault | None:
    if manifest.version <= here.version:
        is_same = manifest.version == here.version
        return UpdateFault.SAME if is_same else UpdateFault.OLDER
    if here.version < manifest.oldest:
        return UpdateFault.TOO_OLD
    if manifest.schema < here.schema:
        return UpdateFault.OLDER_DATA
    return UpdateFault.PORTABLE if here.is_portable else None
