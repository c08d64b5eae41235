"""Writes the list of a program's parts as CycloneDX; runs in `build/out/bundle-env`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
import re
import sys
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import _res as schemas
from packageurl import PackageURL
from sqlcipher3 import dbapi2

from package.parts import schema
from package.parts.carried import Part, assets
from package.parts.ingredients import packages

if TYPE_CHECKING:
    from collections.abc import Iterable

SERIALS = uuid.uuid5(uuid.NAMESPACE_OID, "slo-desktop")
FILE = "slo-desktop:file"
SYSTEM = "slo-desktop:system"
OPENSSL = re.compile(rb"OpenSSL (\d+\.\d+\.\d+) ")
NAME_LENGTH = len("2026-01-01 00:00:00 0123456789abcdef")
"""How much of SQLite's own name for its source is compared."""
SCHEMA = "bom-1.6.SNAPSHOT.schema.json"


def component(part: Part, inside: str = "") -> Component:
    """A part in CycloneDX's form, with everything that it carries in turn."""
    reference = f"{inside}/{part.file or part.purl or part.name}".lstrip("/")
    return Component(
        type=ComponentType(part.kind),
        name=part.name,
        version=part.version or None,
        bom_ref=reference,
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        licenses=[LicenseFactory().make_from_string(part.licence)]
        if part.licence
        else [],
        hashes=_hashes([part.digest] if part.digest else []),
        properties=[Property(name=FILE, value=part.file)] if part.file else [],
        external_references=_archives(part),
        components=[component(each, reference) for each in part.parts],
    )


def _hashes(digests: Iterable[str]) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests]


def _archives(part: Part) -> list[ExternalReference]:
    """The archives that the locks allow; which of them it was depends on the system."""
    if not part.locked:
        return []
    return [
        ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(part.purl),
            comment="One of these archives, as the lock allows.",
            hashes=_hashes(part.locked),
        )
    ]


def python_version(told: str) -> str:
    """Python's version out of what its library for Windows says: 3.13.2150.1013."""
    major, minor, micro, *_ = told.split(".")
    return f"{major}.{minor}.{int(micro) // 1000}"


def python(loose: Iterable[Part]) -> Part:
    """Python itself, and the libraries that no package brought."""
    libraries = tuple(loose)
    told = [part.version for part in libraries if part.name == "libpython"]
    number = next(map(python_version, filter(None, told)), platform.python_version())
    return Part(
        kind="platform",
        name="python",
        version=number,
        purl=f"pkg:generic/python@{number}",
        licence="PSF-2.0",
        parts=libraries,
    )


def database(program: Path) -> list[Part]:
    """SQLite and what is linked with it; stops where it is not the one we can ask."""
    with dbapi2.connect(":memory:") as asked:
        (source,) = asked.execute("SELECT sqlite_source_id()").fetchone()
        (cipher,) = asked.execute("PRAGMA cipher_version").fetchone()
    modules = [path for path in program.rglob("sqlcipher3/_sqlite3*") if path.is_file()]
    inside = b"".join(path.read_bytes() for path in modules)
    # SQLCipher puts a mark of its own at the end of the name.
    if source[:NAME_LENGTH].encode() not in inside:
        sys.exit("The SQLite inside is not the one of the locks.")
    parts = [
        Part(name="sqlite", version=dbapi2.sqlite_version, licence="blessing"),
        Part(name="sqlcipher", version=cipher.split()[0], licence="BSD-3-Clause"),
    ]
    if found := OPENSSL.search(inside):
        number = found[1].decode("ascii")
        parts.append(Part(name="openssl", version=number, licence="Apache-2.0"))
    return [
        replace(part, purl=f"pkg:generic/{part.name}@{part.version}") for part in parts
    ]


def bill(program: Path, made_of: Path, version: str, system: str, time: str) -> Bom:
    """The whole list of one program.

    Args:
        program: the made program's folder.
        made_of: list of its files, as the spec writes it.
        version: the program's own.
        system: which system and processor it is for.
        time: when its source was last changed, in ISO 8601.
    """
    found, loose = packages(program, made_of)
    parts = [*found, python(loose), *database(program), *assets()]
    made = {part.name: component(part) for part in parts}
    main = Component(
        type=ComponentType.APPLICATION,
        name="SLO Desktop",
        version=version,
        bom_ref="slo-desktop",
        purl=PackageURL.from_string(f"pkg:generic/slo-desktop@{version}"),
        licenses=[LicenseFactory().make_from_string("MIT")],
        properties=[Property(name=SYSTEM, value=system)],
    )
    told = BomMetaData(component=main, timestamp=dt.datetime.fromisoformat(time))
    whole = Bom(metadata=told, components=made.values())
    whole.register_dependency(main, list(made.values()))
    for part in parts:
        needed = [made[name] for name in part.needs if name in made]
        whole.register_dependency(made[part.name], needed)
    return whole


def text(whole: Bom) -> str:
    """The list as JSON; its number is made of everything else that it says."""
    whole.serial_number = uuid.UUID(int=0)
    unnumbered = JsonV1Dot6(whole).output_as_string()
    digest = hashlib.sha256(unnumbered.encode()).hexdigest()
    whole.serial_number = uuid.uuid5(SERIALS, digest)
    return f"{JsonV1Dot6(whole).output_as_string(indent=1)}\n"


def main(program: str, made_of: str, *told: str) -> int:
    """Write the list to the file that is named last, unless it breaks the rules.

    Returns:
        How many parts it names, those inside others not counted.
    """
    *about, out = told
    version, system, time = about
    said = text(bill(Path(program), Path(made_of), version, system, time))
    rules = json.loads(Path(schemas.__file__).with_name(SCHEMA).read_text("utf-8"))
    if broken := list(schema.faults(json.loads(said), rules)):
        sys.exit("\n".join(["The list of parts breaks its rules:", *broken[:20]]))
    Path(out).write_text(said, "utf-8")
    return len(json.loads(said)["components"])


if __name__ == "__main__":
    print(f"parts         {main(*sys.argv[1:])}")
