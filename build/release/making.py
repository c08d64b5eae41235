"""The verb `release`: keys for updates, a signed update file, and the check sums.

Runs inside the virtual environment, because it signs with PyNaCl and reads what it made
with the program's own code. The private keys never come near the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from places import OUT, ROOT
from release.keys import KEYS, ReleaseError, ask_passphrase, make_keys, open_key
from slo_desktop import __version__
from slo_desktop.domain.languages import Language
from slo_desktop.domain.opened import FileKind
from slo_desktop.domain.update_manifest import (
    MOST_NEWS,
    NEWS_CHARACTERS,
    Installer,
    UpdateManifest,
)
from slo_desktop.domain.updates import Here, UpdateRefusedError, Version, key_id
from slo_desktop.services.updating import keys as trusted
from slo_desktop.services.updating.making import write_update
from slo_desktop.services.updating.preparing import check
from slo_desktop.settings import system_clock
from slo_desktop.storage.upgrade import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nacl.signing import SigningKey

SUMS = "SHA256SUMS"
SHIPPED = (".deb", ".exe", ".zip", ".dmg", ".sloupdate", ".cdx.json")
"""Endings of what goes to people, among what the builds leave in `build/out`."""
FIRST = "0.1.0"
SYSTEMS = {
    r"SLO-Desktop-(?P<version>[\d.]+)-setup\.exe": "windows-amd64",
    r"slo-desktop_(?P<version>[\d.]+)_(?P<processor>amd64|arm64)\.deb": "debian-",
    r"SLO-Desktop-(?P<version>[\d.]+)-(?P<processor>x86_64|arm64)\.dmg": "macos-",
}


def sign(
    key: SigningKey,
    *,
    news: Path,
    installers: Sequence[Path],
    oldest: str = FIRST,
    version: str = __version__,
    out: Path = OUT,
) -> Path:
    """Make the update file of this version, and read it as the program will.

    Args:
        key: one of the two whose public halves are in the source.
        news: what is new, as JSON: lines for `cy` and for `en`.
        installers: one for each system.
        oldest: version that can be updated.
        version: of the release.
        out: where it goes.

    Raises:
        ReleaseError: something is not as a release needs it; nothing was made.
    """
    _check_key(key)
    told = json.loads(news.read_text("utf-8"))
    manifest = UpdateManifest(
        version=Version.read(version),
        oldest=Version.read(oldest),
        schema=HEAD,
        made_on=system_clock().date(),
        news={language: tuple(told[language.value]) for language in Language},
        installers=tuple(described(path, version) for path in installers),
    )
    content = manifest.to_json()
    _check_words(content)
    signature = key.sign(content).signature
    signed = trusted.written(key_id(key.verify_key.encode()), signature)
    made = out / f"SLO-Desktop-{version}{FileKind.UPDATE}"
    draft = made.with_name(f"{made.name}.partial")
    draft.unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    try:
        write_update(draft, content, signed, installers)
        _prove(draft, manifest)
        draft.replace(made)
    finally:
        draft.unlink(missing_ok=True)
    return made


def _check_words(content: bytes) -> None:
    """What is signed must be what the program can read."""
    try:
        UpdateManifest.from_json(content)
    except UpdateRefusedError as error:
        message = (
            f"The news must be 1 to {MOST_NEWS} plain lines in `cy` and in `en`, none "
            f"longer than {NEWS_CHARACTERS} letters, with one installer a system."
        )
        raise ReleaseError(message) from error


def _check_key(key: SigningKey) -> None:
    """Nobody could install what is signed with a key that no program knows."""
    known = trusted.built_in_keys()
    if key.verify_key.encode() not in {each.content for each in known}:
        message = (
            "assets/updates/keys.json does not list this key, so no program would "
            "accept the update."
        )
        raise ReleaseError(message)
    if len(known) < KEYS:
        message = "assets/updates/keys.json must list a second key, should one be lost."
        raise ReleaseError(message)


def described(path: Path, version: str) -> Installer:
    """An installer as the manifest lists it.

    Raises:
        ReleaseError: its name is not that of an installer of this version.
    """
    for pattern, system in SYSTEMS.items():
        found = re.fullmatch(pattern, path.name)
        if found and found["version"] == version:
            processor = found.groupdict().get("processor", "")
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Installer(
                system=system + processor,
                name=path.name,
                size=path.stat().st_size,
                sha256=digest,
            )
    message = f"This is no installer of version {version}: {path.name}"
    raise ReleaseError(message)


def _prove(made: Path, manifest: UpdateManifest) -> None:
    """Have the program's own code check the file, as each system will."""
    for installer in manifest.installers:
        here = Here(version=manifest.oldest, system=installer.system, schema=HEAD)
        try:
            checked = check(made, here=here, keys=trusted.built_in_keys())
        except UpdateRefusedError as error:
            message = f"The program would refuse this update: {error.fault}"
            raise ReleaseError(message) from error
        if checked.installer != installer:
            message = f"The program would not find this installer: {installer.name}"
            raise ReleaseError(message)


def write_sums(out: Path = OUT) -> Path:
    """List the SHA-256 of everything that goes to people.

    Raises:
        ReleaseError: there is nothing.
    """
    found = [path for path in sorted(out.iterdir()) if path.name.endswith(SHIPPED)]
    if not found:
        message = f"There is nothing to ship in {out.name}."
        raise ReleaseError(message)
    lines = []
    for path in found:
        with path.open("rb") as file:
            lines.append(
                f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}"
            )
    place = out / SUMS
    place.write_text("\n".join([*lines, ""]), "utf-8")
    return place


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 build/dev.py release")
    acts = parser.add_subparsers(dest="act", required=True)
    made = acts.add_parser("keys", help="make two pairs of keys")
    made.add_argument("--out", type=Path, required=True, metavar="DIR")
    signed = acts.add_parser("sign", help="make the update file of this version")
    signed.add_argument("--key", type=Path, required=True, metavar="FILE")
    signed.add_argument("--news", type=Path, required=True, metavar="FILE")
    signed.add_argument("--oldest", default=FIRST, metavar="VERSION")
    signed.add_argument("installers", nargs="+", type=Path, metavar="INSTALLER")
    for act in (made, signed):
        act.add_argument("--passphrase-file", type=Path, metavar="FILE")
    acts.add_parser("sums", help="write the check sums of what goes to people")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Do one step of a release."""
    asked = _asked(arguments)
    try:
        if asked.act == "keys":
            words = ask_passphrase(asked.passphrase_file, twice=True)
            public = make_keys(asked.out, words)
            print(
                "For assets/updates/keys.json:", json.dumps({"keys": public}, indent=1)
            )
        elif asked.act == "sign":
            key = open_key(asked.key, ask_passphrase(asked.passphrase_file))
            made = sign(
                key, news=asked.news, installers=asked.installers, oldest=asked.oldest
            )
            print(made.relative_to(ROOT))
        else:
            print(write_sums().relative_to(ROOT))
    except (ReleaseError, OSError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
