"""Update files as their makers make them, and as others would."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from slo_desktop.domain.languages import Language
from slo_desktop.domain.update_manifest import Installer, UpdateManifest
from slo_desktop.domain.updates import Here, PublicKey, Version, key_id
from slo_desktop.services.updating import keys, surroundings
from slo_desktop.services.updating.making import write_update
from slo_desktop.storage.upgrade import HEAD

OURS, SPARE, STRANGER = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
DAY = dt.date(2026, 11, 29)
SYSTEM = "debian-amd64"
HERE = Here(version=Version(0, 1, 0), system=SYSTEM, schema=HEAD)
NEWS = {
    Language.CY: ("Diweddaru o ffeil", "Tudalen adolygu"),
    Language.EN: ("Updating from a file", "A page for review"),
}
PACKAGE = b"!<arch>\n" + bytes(range(256))


def public(*pairs: SigningKey) -> tuple[PublicKey, ...]:
    return tuple(
        PublicKey(number=number, content=pair.verify_key.encode())
        for number, pair in enumerate(pairs, start=1)
    )


KEYS = public(OURS, SPARE)


def signed(content: bytes, pair: SigningKey = OURS) -> bytes:
    signature = pair.sign(content).signature
    return keys.written(key_id(pair.verify_key.encode()), signature)


@dataclass
class Made:
    """An update file that is about to be made; a test spoils what it likes."""

    folder: Path
    version: str = "0.2.0"
    over: dict[str, Any] = field(default_factory=dict)
    contents: dict[str, tuple[str, bytes]] = field(
        default_factory=lambda: {
            SYSTEM: ("slo-desktop_0.2.0_amd64.deb", PACKAGE),
            "windows-amd64": ("SLO-Desktop-0.2.0-setup.exe", b"MZ" + PACKAGE),
        }
    )

    def manifest(self) -> bytes:
        described = tuple(
            Installer(
                system=system,
                name=name,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for system, (name, content) in self.contents.items()
        )
        told = UpdateManifest(
            version=Version.read(self.version),
            oldest=Version(0, 1, 0),
            schema=HEAD,
            made_on=DAY,
            news=NEWS,
            installers=described,
        )
        plain = json.loads(told.to_json()) | self.over
        return json.dumps(plain, ensure_ascii=False).encode()

    def write(
        self,
        *,
        manifest: bytes | None = None,
        signature: bytes | None = None,
        contents: dict[str, bytes] | None = None,
        name: str = "diweddariad.sloupdate",
    ) -> Path:
        """The file, with other parts than those that were signed where given."""
        content = self.manifest()
        parts = self.folder / "parts"
        parts.mkdir(exist_ok=True)
        installers = []
        for file, original in self.contents.values():
            (parts / file).write_bytes((contents or {}).get(file, original))
            installers.append(parts / file)
        place = self.folder / name
        place.unlink(missing_ok=True)
        write_update(
            place,
            content if manifest is None else manifest,
            signed(content) if signature is None else signature,
            installers,
        )
        return place


def trust(monkeypatch: pytest.MonkeyPatch, folder: Path, *pairs: SigningKey) -> None:
    """Have the program know these keys, on a computer with Debian."""
    listed = [base64.b64encode(pair.verify_key.encode()).decode() for pair in pairs]
    place = folder / "keys.json"
    place.write_text(json.dumps({"keys": listed}), "utf-8")
    monkeypatch.setattr(keys, "place", lambda: place)
    monkeypatch.setattr(surroundings, "this_system", lambda: SYSTEM)
