"""What an update says of itself: the bytes that its makers signed."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from slo_desktop.domain import limits
from slo_desktop.domain.foreign_json import counted, listed, parsed_object, text
from slo_desktop.domain.languages import Language
from slo_desktop.domain.updates import UpdateFault, UpdateRefusedError, Version
from slo_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from slo_desktop.domain.updates import PublicKey

FORMAT = 1
"""The newest form of an update file that this version knows."""
MOST_INSTALLERS = 8
MOST_NEWS, NEWS_CHARACTERS = 30, 300
SYSTEM = re.compile(r"[a-z]{3,20}-[a-z0-9_]{3,10}")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,98}\.(exe|deb|dmg)")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """What brings the program to one system.

    Attributes:
        system: kind and processor, such as `windows-amd64`.
        name: of the file.
        size: in bytes.
        sha256: of its bytes.
    """

    system: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateManifest:
    """What an update says of itself; these very bytes are signed.

    Attributes:
        version: that it brings.
        oldest: version that it can update.
        schema: number of the newest migration that it knows.
        made_on: the day it was signed.
        news: what is new, in lines of plain text.
        installers: one for each system.
    """

    version: Version
    oldest: Version
    schema: int
    made_on: dt.date
    news: Mapping[Language, tuple[str, ...]]
    installers: tuple[Installer, ...]

    def to_json(self) -> bytes:
        """The bytes that are signed."""
        told = {
            "format": FORMAT,
            "version": str(self.version),
            "oldest": str(self.oldest),
            "schema": self.schema,
            "made_on": self.made_on.isoformat(),
            "news": {key.value: list(lines) for key, lines in self.news.items()},
            "installers": [asdict(each) for each in self.installers],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> UpdateManifest:
        """Read what was signed; a slip of its makers is found here.

        Raises:
            UpdateRefusedError: it is of a newer form, or makes no sense.
        """
        try:
            told = parsed_object(content)
            if counted(told["format"]) > FORMAT:
                raise UpdateRefusedError(UpdateFault.NEWER_FORM)
            return _read(told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UpdateRefusedError(UpdateFault.CHANGED) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An update that is whole, signed, and for this program.

    Attributes:
        manifest: what it says of itself.
        key: that signed it.
        installer: the one for this system.
    """

    manifest: UpdateManifest
    key: PublicKey
    installer: Installer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An update whose installer can be started.

    Attributes:
        checked: what was proven.
        path: the installer, in a folder of its own.
    """

    checked: Checked
    path: Path


def _read(told: Mapping[str, Any]) -> UpdateManifest:
    installers = tuple(map(_installer, listed(told["installers"])))
    for part in ("name", "system"):
        different = {getattr(each, part).casefold() for each in installers}
        if len(different) != len(installers):
            raise ValueError(part)
    if not 0 < len(installers) <= MOST_INSTALLERS:
        raise ValueError(len(installers))
    if sum(each.size for each in installers) > limits.UPDATE_BYTES:
        raise ValueError(limits.UPDATE_BYTES)
    return UpdateManifest(
        version=Version.read(text(told["version"])),
        oldest=Version.read(text(told["oldest"])),
        schema=counted(told["schema"]),
        made_on=dt.date.fromisoformat(text(told["made_on"])),
        news={language: _news(told["news"][language.value]) for language in Language},
        installers=installers,
    )


def _installer(told: Mapping[str, Any]) -> Installer:
    size = counted(told["size"], most=limits.INSTALLER_BYTES)
    if not 0 < size <= limits.INSTALLER_BYTES:
        raise ValueError(size)
    return Installer(
        system=_matching(SYSTEM, told["system"]),
        name=_matching(NAME, told["name"]),
        size=size,
        sha256=_matching(SHA256, told["sha256"]),
    )


def _news(told: object) -> tuple[str, ...]:
    """Lines that a page can show as they are: no more than it holds, nothing unseen."""
    lines = tuple(map(text, listed(told)))
    if not 0 < len(lines) <= MOST_NEWS:
        raise ValueError(len(lines))
    for line in lines:
        if not 0 < len(line) <= NEWS_CHARACTERS or not line.isprintable():
            raise ValueError(line)
    return lines


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not pattern.fullmatch(text(value)):
        raise ValueError(value)
    return text(value)
